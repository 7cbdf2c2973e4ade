using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Emails.Body;
using Datamonger.Newsletter.Emails.Tags;
using Datamonger.Newsletter.Emails.Text;
using Datamonger.Newsletter.Figures;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>The text of an issue as bare HTML and as text, without templates.</summary>
internal sealed record RenderedText(string Html, string Text, string Found)
{
    /// <summary>Renders a text below sound front matter of four lines, so that its first line is line 5.</summary>
    public static RenderedText Of(string markdown, FakeIssueFiles? files = null)
    {
        var parsed = TestIssue.Body(markdown, files);
        var mask = new MergeTagMask();
        var figures = FigureEvaluator.Evaluate(parsed.Issue, QueryTables.None, parsed.Bag);
        Composition Of(EmailPart part) =>
            new(part, parsed.Issue, QueryTables.None, figures, new IssueCharts([]), TestIssue.Settings, mask, parsed.Bag);
        using var writer = new StringWriter { NewLine = "\n" };
        new BodyRenderer(writer, Of(EmailPart.Html)).Render(parsed.Issue.Body);
        var html = AddressGate.Apply(writer.ToString(), Of(EmailPart.Html), isFinished: false);
        var text = TextFlow.Tidy(new PlainTextWriter(Of(EmailPart.Text)).Write());
        return new RenderedText(EmailSource.Remove(mask.Unmask(html)), mask.Unmask(text), parsed.Found);
    }
}
