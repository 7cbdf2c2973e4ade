using System.Collections.Immutable;
using System.Text;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>
/// Writes what differs between editions as one conditional of Mailchimp on the merge field. The default's stands in its <c>ELSE:</c>,
/// so that a subscriber with another key, or none, sees that; an edition that says the same needs no arm.
/// </summary>
internal static class Conditional
{
    private const string Else = "*|ELSE:|*";
    private const string End = "*|END:IF|*";

    /// <summary>The conditional, its tags masked; the text alone when all editions say the same.</summary>
    /// <param name="composition">What is composed; its issue is personal.</param>
    /// <param name="location">Where what differs stands, for findings about the tags.</param>
    /// <param name="text">What an edition says, as it is to stand in the part.</param>
    public static string Of(Composition composition, SourceLocation location, Func<Edition, string> text)
    {
        var editions = composition.Figures.Editions!;
        var otherwise = text(editions.Default);
        var result = new StringBuilder();
        foreach (var edition in editions.All)
        {
            if (edition == editions.Default || text(edition) is not { } own || own == otherwise)
                continue;
            result
                .Append(Tag(result.Length == 0 ? $"IF:{editions.Field}={edition.Key}" : $"ELSEIF:{editions.Field}={edition.Key}"))
                .Append(own);
        }
        return result.Length == 0 ? otherwise : result.Append(Masked(Else)).Append(otherwise).Append(Masked(End)).ToString();

        string Tag(string name) => Masked($"*|{name}|*");
        string Masked(string tag) => composition.Mask.Mask(new MergeTag(tag, location));
    }

    /// <summary>
    /// A finished part with what the default's subscribers see in the place of each conditional on the merge field. One whose conditions
    /// do not close is returned as it is.
    /// </summary>
    /// <param name="part">The part, its tags as they go out.</param>
    /// <param name="editions">The editions of the issue.</param>
    public static string Decide(string part, Editions editions)
    {
        var template = MergeTagTemplate.Parse(part);
        if (!template.Errors.IsEmpty)
            return part;
        var result = new StringBuilder(part.Length);
        Write(template.Nodes);
        return result.ToString();

        void Write(ImmutableArray<MergeTagNode> nodes)
        {
            foreach (var node in nodes)
            {
                if (node is not BlockNode block)
                {
                    result.Append(part, node.Offset, node.Length);
                    continue;
                }
                var isDecided = block.Arms.All(arm =>
                    arm.Condition is null
                    || (arm.Condition is FieldCondition { Operator: "=", IsNegated: false } condition && condition.Field == editions.Field)
                );
                foreach (var arm in block.Arms)
                {
                    if (!isDecided)
                        result.Append(part, arm.Tag.Offset, arm.Tag.Length);
                    // One without an ELSE is an author's own, and shows nothing to others.
                    if (!isDecided || arm.Condition is null)
                        Write(arm.Nodes);
                }
                if (!isDecided)
                    result.Append(part, block.Arms[^1].End, block.End - block.Arms[^1].End);
            }
        }
    }

    /// <summary>The same for whole lines: those that all editions share at the beginning and the end stand outside of it, once.</summary>
    /// <param name="composition">What is composed; its issue is personal.</param>
    /// <param name="location">Where what differs stands.</param>
    /// <param name="text">The lines of an edition.</param>
    public static string OfLines(Composition composition, SourceLocation location, Func<Edition, string> text)
    {
        var editions = composition.Figures.Editions!;
        var lines = editions.All.ToDictionary(edition => edition, edition => text(edition).Split('\n'));
        var own = lines[editions.Default];
        // One line at least stands inside, so that no edition is left with an empty one.
        var most = lines.Values.Min(other => other.Length) - 1;
        var (head, foot) = (0, 0);
        while (head < most && lines.Values.All(other => other[head] == own[head]))
            head++;
        while (foot < most - head && lines.Values.All(other => other[^(foot + 1)] == own[^(foot + 1)]))
            foot++;
        return string.Join(
            '\n',
            [.. own[..head], Of(composition, location, edition => string.Join('\n', lines[edition][head..^foot])), .. own[^foot..]]
        );
    }
}
