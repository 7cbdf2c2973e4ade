using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Rules.Disclosure;
using Datamonger.Newsletter.Checks.Rules.Numbers;

namespace Datamonger.Newsletter.Checks;

/// <summary>The checks, written out.</summary>
public static class CheckCatalog
{
    /// <summary>In the order of the reference.</summary>
    public static readonly ImmutableArray<ICheck> All =
    [
        // Links: DM501–DM515

        // Images and charts: DM516–DM529

        // Accessibility and structure: DM530–DM539

        // Size and email clients: DM540–DM549

        // Merge tags: DM550–DM556

        // Envelope and content: DM557–DM559, DM590–DM599

        // Numbers, data, Markdown, schedule: DM560–DM589
        new NumbersAreBound(),
        new SmallCountsAreHidden(),
        new HiddenCountsStayHidden(),
        new SharesHaveABase(),
        new WithheldIsNotZero(),
    ];

    /// <summary>The rules of all checks, by code: the table of the reference.</summary>
    public static ImmutableArray<CheckRule> Rules { get; } = [.. All.SelectMany(check => check.Rules).OrderBy(rule => rule.Rule.Code, StringComparer.Ordinal)];

    /// <summary>The rule of a code; null when no check has it.</summary>
    public static CheckRule? Find(string code) => Rules.FirstOrDefault(rule => rule.Rule.Code == code);
}
