using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Newsletter.Claims;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks.Rules.Claims;

/// <summary>What the words beside figures say is what the data say, in every edition.</summary>
internal sealed class WordsAreTrue : ICheck
{
    private static readonly FrozenDictionary<string, string> Opposites = Both(
        "rose fell|risen fallen|rise fall|rises falls|rising falling|grew shrank|grown shrunk|growing shrinking|grows shrinks|growth decline"
            + "|increased decreased|increase decrease|increases decreases|increasing decreasing|climbed dropped|climb drop|climbing dropping"
            + "|widened narrowed|widening narrowing|widens narrows|lengthened shortened|up down|higher lower|more fewer|greater smaller"
            + "|larger smaller|above below"
    );

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [ClaimRules.False, ClaimRules.FalseOfRows, ClaimRules.PrintsAlike, ClaimRules.ClaimFails];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var claim in context.Claims.All)
        {
            var rule = claim switch
            {
                { Verdict: ClaimVerdict.True } => null,
                { Verdict: ClaimVerdict.PrintsAlike } => ClaimRules.PrintsAlike,
                { Class: ClaimClass.Asserted } => ClaimRules.ClaimFails,
                { IsOfRows: true } => ClaimRules.FalseOfRows,
                _ => ClaimRules.False,
            };
            if (rule is not null)
                diagnostics.Add(rule.Rule, claim.Place, Whose(claim.Keys) + Message(claim), Hint(claim));
        }
    }

    private static string Message(Claim claim) =>
        claim switch
        {
            { Verdict: ClaimVerdict.PrintsAlike } => $"\"{claim.Words}\" is true, but the figures print alike: {claim.Reason}.",
            { Class: ClaimClass.Asserted } => $"\"{claim.Words}\" is claimed, but {claim.Reason}.",
            { IsOfRows: true } => $"\"{claim.Words}\": {claim.Reason}.",
            _ => $"\"{claim.Words}\", but {claim.Reason}.",
        };

    private static string Hint(Claim claim)
    {
        if (claim.Verdict is ClaimVerdict.PrintsAlike)
            return "Print a decimal more, such as pct1, or say that hardly anything changed.";
        var contrary =
            claim.Class is ClaimClass.Direction or ClaimClass.Comparison && !claim.Reason.Contains("the same as", StringComparison.Ordinal)
                ? Contrary(claim.Words)
                : null;
        var write = contrary is null ? "" : $"\"{contrary}\" would be true. ";
        return claim.Class switch
        {
            ClaimClass.Asserted => "Change the sentence, or correct the condition of claim.",
            ClaimClass.Direction when !claim.IsOfRows && claim.Figures is [var from, var to] =>
                $"{write}Let the data choose the word: {{{{ {Value(to)} | change {Argument(from)} }}}}.",
            ClaimClass.Comparison when claim.Figures is [var one, var other] && contrary is not null =>
                $"{write}Let the data choose the word: {{{{ {Value(one)} > {Value(other)} ? \"…\" : \"…\" }}}}.",
            ClaimClass.Superlative or ClaimClass.Range =>
                $"{write}Correct the sentence, or say why it holds: {{{{ claim \"{claim.Words}\" \"the reason\" }}}}.",
            ClaimClass.Time =>
                $"{write}Correct the sentence, or say by which series it holds: {{{{ claim \"{claim.Words}\" \"by the Department’s "
                    + $"series\" }}}}.",
            ClaimClass.Rounding => "Print a decimal more, or change the word before the figure.",
            _ => contrary is null ? "Write the word that fits the figures." : write.TrimEnd(),
        };
    }

    private static string? Contrary(string words)
    {
        var swapped = string.Join(' ', words.Split(' ').Select(word => Opposites.GetValueOrDefault(word.ToLowerInvariant(), word)));
        return swapped == words
            ? null
            : swapped
                .Replace("an decrease", "a decrease", StringComparison.Ordinal)
                .Replace("a increase", "an increase", StringComparison.Ordinal);
    }

    // Without its format.
    private static string Value(FigureExpression figure) => figure.Expression.Split('|')[0].Trim();

    private static string Argument(FigureExpression figure) =>
        Value(figure) is var value && value.Contains(' ', StringComparison.Ordinal) ? $"({value})" : value;

    private static string Whose(ImmutableArray<string> keys) =>
        keys switch
        {
            [] => "",
            { Length: <= Editions.MostDrawn } => $"For {string.Join(", ", keys)}: ",
            _ => $"For {string.Join(", ", keys[..3])} and {keys.Length - 3} more: ",
        };

    private static FrozenDictionary<string, string> Both(string pairs)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs.Split('|').Select(pair => pair.Split(' ')))
        {
            all.TryAdd(pair[0], pair[1]);
            all.TryAdd(pair[1], pair[0]);
        }
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
