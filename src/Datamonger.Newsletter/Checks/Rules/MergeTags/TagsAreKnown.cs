using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>Every merge tag is one of Mailchimp's own, or a field that newsletter.yml declares.</summary>
internal sealed class TagsAreKnown : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM550", Severity.Error, "A merge tag that Mailchimp does not know");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "MRG-01",
            "What Mailchimp does not know it leaves in the text: every subscriber reads *|FNAM|*.",
            "Use a tag of the list in the documentation, or declare the field under merge_fields in newsletter.yml.",
            "Mailchimp, merge tags cheat sheet"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        string[] fields = [.. context.Settings.MergeFields.Select(field => field.Tag)];
        foreach (var tag in context.Email.MergeTags.DistinctBy(tag => tag.Text))
        {
            if (Mistake(tag.Name, fields) is var (problem, hint))
                diagnostics.Add(Rule, tag.Location, $"{tag.Text} {problem}", hint);
        }
    }

    private static (string Problem, string? Hint)? Mistake(string name, string[] fields)
    {
        if (MergeTagSyntax.IsConditional(name) && MistakeOfConditional(name) is { } right)
            return ("is not a tag of a condition.", $"Write {right}.");
        if (name.StartsWith("RSS", StringComparison.Ordinal) || name.StartsWith("FEED", StringComparison.Ordinal))
            return ("is for campaigns made from a feed; this one is finished HTML.", "Take it out.");
        if (name.StartsWith("LIST:", StringComparison.Ordinal))
            return MergeTagNames.OfList.Contains(name[5..]) || name.StartsWith("LIST:RECENT", StringComparison.Ordinal)
                ? null
                : ("is not a merge tag of an audience.", NearestName.Hint(name[5..], MergeTagNames.OfList));
        if (name.StartsWith("MC:", StringComparison.Ordinal))
            return MergeTagNames.OfCampaign.Contains(name[3..])
                ? null
                : ("is not a merge tag of a campaign.", NearestName.Hint(name[3..], MergeTagNames.OfCampaign));
        if (MergeTagNames.FieldOf(name) is not { } field || fields.Contains(field))
            return null;
        var upper = field.ToUpperInvariant();
        if (upper != field && (fields.Contains(upper) || MergeTagNames.FieldOf(upper) is null))
            return ("is written in small letters; Mailchimp needs capitals.", $"Write *|{name.ToUpperInvariant()}|*.");
        return (
            "names a field that newsletter.yml does not declare.",
            NearestName.To(field, [.. fields, .. MergeTagNames.System]) is { } near
                ? $"Did you mean \"{near}\"?"
                : "Declare it under merge_fields, with a label and a fallback."
        );
    }

    // What opens, divides or closes a condition has its colon, and one of two ends.
    private static string? MistakeOfConditional(string name) =>
        name switch
        {
            "ELSE:" or "END:IF" or "END:INTERESTED" => null,
            "ELSE" => "*|ELSE:|*, with the colon",
            "IF" or "IFNOT" or "ELSEIF" => $"*|{name}:FIELD|*",
            "IF:" or "IFNOT:" or "ELSEIF:" => $"*|{name}FIELD|*",
            "INTERESTED" or "INTERESTED:" => "*|INTERESTED:Category:Group|*",
            ['E', 'L', 'S', 'E', ':', ..] => "*|ELSE:|*, or *|ELSEIF:FIELD=value|*",
            ['E', 'N', 'D', ':', 'I', 'N', ..] or "END:GROUP" => "*|END:INTERESTED|*",
            ['E', 'N', 'D', ':', 'I', 'F', ..] or "END" or "END:" or "END:ELSE" => "*|END:IF|*",
            _ when MergeTagCondition.Read(name) is GroupCondition { Names.Length: 0 } or GroupCondition { Category.Length: 0 } =>
                "*|INTERESTED:Category:Group|*",
            _ => null,
        };
}
