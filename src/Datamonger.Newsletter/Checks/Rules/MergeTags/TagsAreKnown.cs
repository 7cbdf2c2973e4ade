using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>Every merge tag is one of Mailchimp's own, or a field that newsletter.yml declares.</summary>
internal sealed class TagsAreKnown : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM550", Severity.Error, "A merge tag that Mailchimp does not know");

    private static readonly FrozenSet<string> OfList = new[]
    {
        "ADDRESS", "ADDRESSLINE", "ADDRESS_VCARD", "ADDRESS_VCARD_HREF", "COMPANY", "DESCRIPTION", "NAME", "PHONE", "SUBSCRIBE", "SUBSCRIBERS", "UID", "URL",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfCampaign = new[] { "DATE", "SUBJECT", "TOC", "TOC_TEXT", "TRANSLATE" }.ToFrozenSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(Rule, "MRG-01", "What Mailchimp does not know it leaves in the text: every subscriber reads *|FNAM|*.", "Use a tag of the list in the documentation, or declare the field under merge_fields in newsletter.yml.", "Mailchimp, merge tags cheat sheet"),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        string[] fields = [.. context.Settings.MergeFields.Select(field => field.Tag)];
        foreach (var tag in context.Email.MergeTags.DistinctBy(tag => tag.Text))
        {
            if (Mistake(tag.Name, fields) is var (problem, hint)) diagnostics.Add(Rule, tag.Location, $"{tag.Text} {problem}", hint);
        }
    }

    private static (string Problem, string? Hint)? Mistake(string name, string[] fields)
    {
        if (name.StartsWith("RSS", StringComparison.Ordinal) || name.StartsWith("FEED", StringComparison.Ordinal)) return ("is for campaigns made from a feed; this one is finished HTML.", "Take it out.");
        if (name.StartsWith("LIST:", StringComparison.Ordinal)) return OfList.Contains(name[5..]) || name.StartsWith("LIST:RECENT", StringComparison.Ordinal) ? null : ("is no merge tag of an audience.", NearestName.Hint(name[5..], OfList));
        if (name.StartsWith("MC:", StringComparison.Ordinal)) return OfCampaign.Contains(name[3..]) ? null : ("is no merge tag of a campaign.", NearestName.Hint(name[3..], OfCampaign));
        if (MergeFieldNames.FieldOf(name) is not { } field || fields.Contains(field)) return null;
        var upper = field.ToUpperInvariant();
        if (upper != field && (fields.Contains(upper) || MergeFieldNames.FieldOf(upper) is null)) return ("is written in small letters; Mailchimp wants capitals.", $"Write *|{name.ToUpperInvariant()}|*.");
        return ("names a field that newsletter.yml does not declare.", NearestName.To(field, [.. fields, .. MergeFieldNames.BuiltInNames]) is { } near ? $"Did you mean \"{near}\"?" : "Declare it under merge_fields, with a label and a fallback.");
    }
}
