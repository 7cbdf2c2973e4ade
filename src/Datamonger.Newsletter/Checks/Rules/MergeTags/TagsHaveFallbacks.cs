using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>Where a subscriber has no value, something stands that reads well.</summary>
internal sealed class TagsHaveFallbacks : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM555", Severity.Warning, "A merge tag that may come out empty or odd");

    private static readonly FrozenSet<string> Odd = new[]
    {
        "candidate",
        "customer",
        "friend",
        "madam",
        "member",
        "reader",
        "sir",
        "sir or madam",
        "sir/madam",
        "subscriber",
        "user",
        "valued customer",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Odd to filters, which count them against the sender.
    private static readonly FrozenSet<string> Spam = new[]
    {
        "candidate",
        "friend",
        "madam",
        "sir",
        "sir or madam",
        "sir/madam",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "MRG-07, MRG-08",
            "\"Dear ,\" tells a subscriber that nobody looked; \"Dear friend\" tells the spam filter.",
            "Give the field a fallback under merge_fields in newsletter.yml, or put the tag between *|IF:FIELD|* and *|END:IF|*.",
            "SpamAssassin DEAR_FRIEND (2.7), DEAR_SOMETHING (2.0)"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        var top = context.Issue.FrontMatter.LocationOf("");
        foreach (var part in (ReadOnlySpan<string>)[context.Email.Subject, context.Email.Preheader, context.Email.Html])
        {
            var tags = PlacedTags.In(part, context.Email.MergeTags, top);
            Walk(tags.Template.Nodes, tags, []);
        }

        void Walk(ImmutableArray<MergeTagNode> nodes, PlacedTags tags, ImmutableHashSet<string> guarded)
        {
            foreach (var node in nodes)
            {
                if (node is BlockNode block)
                {
                    foreach (var arm in block.Arms)
                        Walk(arm.Nodes, tags, guarded.Union(FilledIn(arm, block)));
                }
                else if (
                    node is TagNode tag
                    && MergeTagNames.FieldOf(tag.Name) is { } name
                    && context.Settings.MergeFields.FirstOrDefault(field => field.Tag == name) is { } field
                )
                    Judge($"*|{tag.Name}|*", tags[tag.Offset], field.Tag, field.Fallback, guarded.Contains(name));
            }
        }

        void Judge(string text, SourceLocation place, string name, string? fallback, bool isGuarded)
        {
            if (string.IsNullOrWhiteSpace(fallback))
            {
                if (!isGuarded && said.Add(name))
                    diagnostics.Add(
                        Rule,
                        place,
                        $"{text} comes out empty for a subscriber without it.",
                        $"Give {name} a fallback under merge_fields in newsletter.yml, or put it between *|IF:{name}|* and *|END:IF|*."
                    );
            }
            else if (Odd.Contains(fallback.Trim()) && said.Add(name))
            {
                diagnostics.Add(
                    Rule,
                    place,
                    $"{text} falls back to \"{fallback}\", "
                        + $"{(Spam.Contains(fallback.Trim()) ? "which spam filters look for" : "which sounds like a mass mailing")}.",
                    "\"colleague\" reads well."
                );
            }
        }
    }

    // The fields that have a value wherever an arm is shown: the one its condition asks for, and behind IFNOT the one that was asked for.
    private static IEnumerable<string> FilledIn(BlockArm arm, BlockNode block) =>
        arm.Condition is FieldCondition { IsNegated: false, Operator: not "!=" } asked ? [asked.Field]
        : arm.Condition is null && block.Arms[0].Condition is FieldCondition { IsNegated: true, Operator: "" } missing ? [missing.Field]
        : [];
}
