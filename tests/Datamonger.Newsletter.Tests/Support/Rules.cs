using System.Collections.Immutable;
using System.Reflection;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>Every kind of mistake that the library declares.</summary>
internal static class Rules
{
    /// <summary>The rules in the order of their codes.</summary>
    public static ImmutableArray<DiagnosticRule> All { get; } =
    [
        .. typeof(DiagnosticRule)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(DiagnosticRule))
            .Select(field => (DiagnosticRule)field.GetValue(null)!)
            .Concat(CheckCatalog.Rules.Select(check => check.Rule))
            .DistinctBy(rule => rule.Code)
            .OrderBy(rule => rule.Code, StringComparer.Ordinal),
    ];
}
