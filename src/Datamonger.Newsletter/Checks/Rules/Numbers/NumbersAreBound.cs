using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown;

namespace Datamonger.Newsletter.Checks.Rules.Numbers;

/// <summary>Every number that readers see is the value of a query, or somebody is named who says so.</summary>
internal sealed class NumbersAreBound : ICheck
{
    // Two digits swapped happen to make another number of the data too often to stop anybody.
    private const int DigitsThatConvict = 3;
    private const string WithoutMatch =
        "Write the value of a query, {{ query.row.column | num0 }}, or who says so: {{ cite 903 \"a group member, by email\" }}.";

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [NumberRules.Typed, NumberRules.TypedInWords, NumberRules.Differs];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var finder = NumberFinder.For(context.Issue.FrontMatter.Language);
        DataNumbers? data = null;
        foreach (var passage in context.Passages)
        {
            foreach (var number in finder.Find(passage.Text))
            {
                // Words that somebody else said are theirs.
                if (number.InWords && IsQuoted(passage.Text, number.Start))
                    continue;
                data ??= new DataNumbers(context.Tables, context.Issue.FrontMatter.Language);
                Report(passage, number, data.Find(number, passage.Text), diagnostics);
            }
        }
    }

    private static bool IsQuoted(string text, int at) =>
        text.LastIndexOf('“', at) is var open and >= 0 && text.LastIndexOf('”', at) < open && text.IndexOf('”', at) >= 0;

    private static void Report(Passage passage, TypedNumber number, DataMatch? match, DiagnosticBag diagnostics)
    {
        var at = passage.LocationAt(number.Start);
        if (match is null && number.IsCommonWord)
            return;
        if (match is { IsEqual: false } && number.Text.Count(char.IsAsciiDigit) >= DigitsThatConvict)
        {
            diagnostics.Add(
                NumberRules.Differs.Rule,
                at,
                $"\"{number.Text}\" is typed and differs: the data say {match.Printed}.",
                $"Write {match.Figure}."
            );
            return;
        }
        var rule = number.InWords ? NumberRules.TypedInWords : NumberRules.Typed;
        var hint = match switch
        {
            null => WithoutMatch,
            { IsEqual: false } => $"The data have {match.Printed}: {match.Figure}. Digits swapped?",
            _ => $"Write {match.Figure}, which prints {match.Printed}.",
        };
        diagnostics.Add(rule.Rule, at, $"\"{number.Text}\" is typed, and not bound to the data.", hint);
    }
}
