using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>Where a subscriber has no value, something stands that reads well.</summary>
internal sealed class TagsHaveFallbacks : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM555", Severity.Warning, "A merge tag that may come out empty or odd");

    private static readonly FrozenSet<string> Odd =
        new[] { "candidate", "customer", "friend", "madam", "member", "reader", "sir", "sir or madam", "sir/madam", "subscriber", "user", "valued customer" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Odd to filters, which count them against the sender.
    private static readonly FrozenSet<string> Spam = new[] { "candidate", "friend", "madam", "sir", "sir or madam", "sir/madam" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule, "MRG-07, MRG-08", "\"Dear ,\" tells a subscriber that nobody looked; \"Dear friend\" tells the spam filter.",
            "Give the field a fallback under merge_fields in newsletter.yml, or put the tag between *|IF:FIELD|* and *|END:IF|*.", "SpamAssassin DEAR_FRIEND (2.7), DEAR_SOMETHING (2.0)"),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        var top = context.Issue.FrontMatter.LocationOf("");
        foreach (var part in (ReadOnlySpan<string>)[context.Email.Subject, context.Email.Preheader, context.Email.Html])
        {
            var conditions = new Stack<string>();
            foreach (var tag in MergeTagUse.In(part, context.Email.MergeTags, top))
            {
                if (tag.Name.StartsWith("IF:", StringComparison.Ordinal)) conditions.Push(MergeFieldNames.FieldOf(tag.Name) ?? "");
                else if (tag.Name.StartsWith("IFNOT:", StringComparison.Ordinal)) conditions.Push("");
                else if (tag.Name == "END:IF") _ = conditions.TryPop(out _);
                else if (!tag.Name.StartsWith("ELSE", StringComparison.Ordinal) && MergeFieldNames.FieldOf(tag.Name) is { } name && context.Settings.MergeFields.FirstOrDefault(field => field.Tag == name) is { } field) Judge(tag, field.Tag, field.Fallback, conditions.Contains(name));
            }
        }

        void Judge(MergeTagUse tag, string name, string? fallback, bool isGuarded)
        {
            if (string.IsNullOrWhiteSpace(fallback))
            {
                if (!isGuarded && said.Add(name)) diagnostics.Add(Rule, tag.Location, $"{tag.Text} comes out empty for a subscriber without it.", $"Give {name} a fallback under merge_fields in newsletter.yml, or put it between *|IF:{name}|* and *|END:IF|*.");
            }
            else if (Odd.Contains(fallback.Trim()) && said.Add(name))
            {
                diagnostics.Add(Rule, tag.Location, $"{tag.Text} falls back to \"{fallback}\", {(Spam.Contains(fallback.Trim()) ? "which spam filters look for" : "which sounds like a mass mailing")}.", "\"colleague\" reads well.");
            }
        }
    }
}
