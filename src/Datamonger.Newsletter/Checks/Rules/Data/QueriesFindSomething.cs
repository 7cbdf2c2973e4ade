using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Data;

/// <summary>A query of one row has a number in it.</summary>
internal sealed class QueriesFindSomething : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DataCheckRules.OnlyNulls];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var query in context.Tables.All)
        {
            if (
                query.Table is not { RowCount: 1, Columns.Length: > 0 } table
                || query.Query.AllowEmpty
                || table.Columns.Any(column => column.Values[0] is not null)
            )
                continue;
            diagnostics.Add(
                DataCheckRules.OnlyNulls.Rule,
                query.Query.Location,
                $"\"{query.Query.Name}\" gives one row without a value.",
                "Its WHERE fits no row; or say that this is right: --| allow_empty: true"
            );
        }
    }
}
