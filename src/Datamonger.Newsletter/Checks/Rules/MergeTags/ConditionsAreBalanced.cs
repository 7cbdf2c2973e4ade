using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>Every conditional of Mailchimp is opened and closed in the same part, in order.</summary>
internal sealed class ConditionsAreBalanced : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM551", Severity.Error, "A condition that does not close");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "MRG-02, MRG-03",
            "Half of the email is hidden from half of the subscribers, and no preview shows it.",
            "End each *|IF:…|* with *|END:IF|* and each *|INTERESTED:…|* with *|END:INTERESTED|*; one condition to an IF.",
            "Mailchimp, conditional merge tag blocks"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var top = context.Issue.FrontMatter.LocationOf("");
        Judge(context.Email.Html);
        Judge(context.Email.Text);
        Judge(context.Email.Subject);
        Judge(context.Email.Preheader);

        void Judge(string part)
        {
            var tags = PlacedTags.In(part, context.Email.MergeTags, top);
            foreach (var error in tags.Template.Errors)
                diagnostics.Add(Rule, tags[error.Tag.Offset], $"{error.Tag.Text} {Problem(error)}.", Hint(error));
            foreach (var condition in tags.Conditions.OfType<FieldCondition>().Where(condition => condition.JoinsSeveral))
                diagnostics.Add(
                    Rule,
                    tags[condition.Offset],
                    $"{tags.Template.Tags.First(tag => tag.Offset == condition.Offset).Text} joins two conditions, which Mailchimp reads "
                        + "as one long value.",
                    "Put one condition inside the other, or use *|ELSEIF:…|*."
                );
        }
    }

    private static string Problem(MergeTagError error) =>
        error switch
        {
            { Kind: MergeTagErrorKind.Unclosed } => "is not closed",
            { Kind: MergeTagErrorKind.AfterElse } => "stands behind the *|ELSE:|* of its condition",
            { Kind: MergeTagErrorKind.TooDeep } => "opens a condition within too many others",
            { Begun: { } begun } => $"closes a condition that was opened with *|{begun}:…|*",
            _ when error.Tag.Name.StartsWith("END:", StringComparison.Ordinal) => "closes a condition that was not opened",
            _ => "stands outside of a condition",
        };

    private static string Hint(MergeTagError error) =>
        error switch
        {
            { Kind: MergeTagErrorKind.Unclosed } => $"Write *|END:{error.Begun}|* behind what depends on it.",
            { Kind: MergeTagErrorKind.AfterElse } =>
                "Put it before the *|ELSE:|*, or take it out: a condition has one *|ELSE:|*, at its end.",
            { Kind: MergeTagErrorKind.TooDeep } => "Use *|ELSEIF:…|* instead of conditions within conditions.",
            { Begun: { } begun } => $"Write *|END:{begun}|*.",
            _ when error.Tag.Name.StartsWith("END:", StringComparison.Ordinal) =>
                $"Open one before it with *|{(error.Tag.Name == "END:IF" ? "IF:FIELD" : "INTERESTED:Category:Group")}|*, or take it out.",
            _ => "Open one before it with *|IF:FIELD|*.",
        };
}
