using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>Every conditional of Mailchimp is opened and closed in the same part, in order.</summary>
internal sealed partial class ConditionsAreBalanced : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM551", Severity.Error, "A condition that does not close");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule, "MRG-02, MRG-03", "Half of the email is hidden from half of the subscribers, and no preview shows it.",
            "End each *|IF:…|* with *|END:IF|* and each *|INTERESTED:…|* with *|END:INTERESTED|*; one condition to an IF.", "Mailchimp, conditional merge tag blocks"),
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
            var open = new Stack<MergeTagUse>();
            foreach (var tag in MergeTagUse.In(part, context.Email.MergeTags, top))
            {
                if (Kind(tag.Name) is { } kind)
                {
                    open.Push(tag);
                    if (kind == "IF" && Several().IsMatch(tag.Name)) diagnostics.Add(Rule, tag.Location, $"{tag.Text} joins two conditions, which Mailchimp reads as one long value.", "Put one condition inside the other, or use *|ELSEIF:…|*.");
                }
                else if (tag.Name.StartsWith("ELSE", StringComparison.Ordinal) && (tag.Name is "ELSE:" || tag.Name.StartsWith("ELSEIF:", StringComparison.Ordinal)))
                {
                    if (open.Count == 0) diagnostics.Add(Rule, tag.Location, $"{tag.Text} stands outside of a condition.", "Open one before it with *|IF:FIELD|*.");
                }
                else if (tag.Name.StartsWith("END:", StringComparison.Ordinal) && tag.Name is "END:IF" or "END:INTERESTED")
                {
                    if (open.Count == 0) diagnostics.Add(Rule, tag.Location, $"{tag.Text} ends a condition that was not begun.", "Open one before it with *|IF:FIELD|*, or take it out.");
                    else if (Kind(open.Pop().Name) is var begun && "END:" + begun != tag.Name) diagnostics.Add(Rule, tag.Location, $"{tag.Text} ends a condition that was begun with *|{begun}:…|*.", $"Write *|END:{begun}|*.");
                }
            }
            foreach (var tag in open) diagnostics.Add(Rule, tag.Location, $"{tag.Text} is not ended.", $"Write *|END:{Kind(tag.Name)}|* behind what depends on it.");
        }
    }

    private static string? Kind(string name) =>
        name.StartsWith("IF:", StringComparison.Ordinal) || name.StartsWith("IFNOT:", StringComparison.Ordinal) ? "IF" : name.StartsWith("INTERESTED:", StringComparison.Ordinal) ? "INTERESTED" : null;

    [GeneratedRegex(@"\s(AND|OR)\s|&&|\|\|")]
    private static partial Regex Several();
}
