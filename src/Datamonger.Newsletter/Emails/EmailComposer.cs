using System.Collections.Concurrent;
using System.Collections.Immutable;
using AngleSharp.Html.Dom;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Blocks;
using Datamonger.Newsletter.Emails.Body;
using Datamonger.Newsletter.Emails.Images;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Emails.Styles;
using Datamonger.Newsletter.Emails.Tags;
using Datamonger.Newsletter.Emails.Templates;
using Datamonger.Newsletter.Emails.Text;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;
using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails;

/// <summary>Makes the finished email of an issue: HTML, text and archive page. May be used for several issues at the same time.</summary>
/// <param name="root">The workspace, which holds <c>templates/</c> and the pictures.</param>
/// <param name="settings">What <c>newsletter.yml</c> says.</param>
/// <param name="cache">Keeps pictures that were made ready.</param>
public sealed class EmailComposer(string root, NewsletterSettings settings, BuildCache cache)
{
    private const string HtmlExtension = ".sbn-html";
    private const string TextExtension = ".sbn-txt";
    private readonly PictureShelf _shelf = new(root, cache);
    private readonly ConcurrentDictionary<string, TemplateSet> _templates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Css, StyleSheet Sheet)> _sheets = new(StringComparer.Ordinal);

    /// <summary>Composes an email. What an author or a template did wrong is reported, and leaves a visible hole.</summary>
    /// <exception cref="IOException">A template or picture cannot be read.</exception>
    public Email Compose(Issue issue, QueryTables tables, IssueFigures figures, IssueCharts charts, DiagnosticBag diagnostics)
    {
        var (templates, pictures) = (Templates(issue, diagnostics), ReadPictures(issue, diagnostics));
        var ofTemplates = new TemplatePictures(root, _shelf, templates, diagnostics);
        Composition Of(EmailPart part) =>
            Start(
                new(part, issue, tables, figures, charts, settings, templates?.Mask.Fork() ?? new MergeTagMask(), diagnostics)
                {
                    Pictures = pictures,
                    TemplatePictures = ofTemplates,
                },
                templates
            );
        var (html, text, web) = (Of(EmailPart.Html), Of(EmailPart.Text), Of(EmailPart.Web));
        var (htmlTags, textTags) = (new List<MergeTag>(), new List<MergeTag>());
        var faults = ImmutableArray.CreateBuilder<MarkupFault>();
        var (document, message, plain, page) = ((IHtmlDocument?)null, "", "", "");
        var (isHtmlFramed, isTextFramed) = (false, false);
        Parallel.Invoke(
            () => (document, message, isHtmlFramed) = ComposeHtml(html, htmlTags, faults),
            () =>
            {
                (plain, isTextFramed) = ComposeText(text, textTags);
                page = ComposeWeb(web);
            }
        );
        ReportRemovedHtml(issue, diagnostics);
        OwnPages.Report(issue, figures, settings, diagnostics);
        ArchiveLinks.Report(issue, settings, diagnostics);
        StoredSize.Report(issue, figures, message, diagnostics);
        var envelopeTags = new List<MergeTag>();
        var subject = html.Mask.Unmask(html.Print(issue.FrontMatter.Subject), envelopeTags);
        var preheader = html.Mask.Unmask(html.Print(issue.FrontMatter.Preheader), envelopeTags);
        return new Email
        {
            Subject = subject,
            Preheader = preheader,
            FromName = issue.FrontMatter.FromName,
            ReplyTo = issue.FrontMatter.ReplyTo,
            Html = message,
            Text = plain,
            Web = EmailSource.Remove(page),
            Summary = ArchiveTags.Plain(web.Print(issue.FrontMatter.Preheader), web),
            MarkedWeb = page,
            Images = Images(charts, [.. pictures.Values, .. ofTemplates.Shown]),
            DataFiles =
            [
                .. charts
                    .All.Select((chart, index) => (chart, index))
                    .Where(item => item.chart.Data.RowCount > 0 && !item.chart.IsInline)
                    .SelectMany(item =>
                        diagnostics.Guard<EmailFile[]>(
                            "chart data",
                            $"the data of the chart \"{item.chart.Block.Kind}\"",
                            item.chart.Block.Location,
                            () => [new EmailFile(ChartCsv.PathOf(item.index), ChartCsv.Write(item.chart))],
                            _ => []
                        )
                    ),
            ],
            MergeTags = [.. envelopeTags, .. htmlTags, .. textTags],
            Document = document!,
            MarkupFaults = faults.ToImmutable(),
            MissingLayouts =
            [
                .. new[] { (isHtmlFramed, HtmlExtension), (isTextFramed, TextExtension) }
                    .Where(part => !part.Item1)
                    .Select(part => $"templates/{issue.FrontMatter.Template}/layout{part.Item2}"),
            ],
        };
    }

    /// <summary>
    /// Composes the pages of the archive that show a personal issue as the subscribers of each key see it, several at a time.
    /// </summary>
    /// <param name="charts">Gives the charts of an edition.</param>
    public ImmutableArray<AreaPage> ComposeAreas(
        Issue issue,
        QueryTables tables,
        IssueFigures figures,
        Func<Edition, IssueCharts> charts,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        if (figures.Editions is not { } editions)
            return [];
        var (templates, pictures) = (Templates(issue, diagnostics), ReadPictures(issue, diagnostics));
        var ofTemplates = new TemplatePictures(root, _shelf, templates, diagnostics);
        var pages = new AreaPage[editions.All.Length];
        Parallel.For(
            0,
            pages.Length,
            new ParallelOptions { CancellationToken = cancellationToken },
            i =>
            {
                var (edition, own) = (editions.All[i], charts(editions.All[i]));
                var page = new Composition(
                    EmailPart.Web,
                    issue,
                    tables,
                    figures,
                    own,
                    settings,
                    templates?.Mask.Fork() ?? new MergeTagMask(),
                    diagnostics
                )
                {
                    Pictures = pictures,
                    TemplatePictures = ofTemplates,
                    Edition = edition,
                };
                var html = EmailSource.Remove(ComposeWeb(Start(page, templates)));
                pages[i] = new AreaPage(
                    edition,
                    html,
                    [
                        .. Images(own, [.. pictures.Values, .. ofTemplates.Shown])
                            .Where(image => html.Contains(image.Url, StringComparison.Ordinal)),
                    ]
                );
            }
        );
        return [.. pages];
    }

    private Composition Start(Composition composition, TemplateSet? templates) =>
        composition with
        {
            Held = composition is { Part: EmailPart.Text, Figures.Editions.AreDrawn: false } ? new HeldConditionals() : null,
            Templates = templates is null
                ? null
                : new TemplateRenderer(
                    templates,
                    composition.Part is EmailPart.Text ? TextExtension : HtmlExtension,
                    SharedModel.Of(settings, composition.Part),
                    composition.Language,
                    composition.Diagnostics
                ),
        };

    private (IHtmlDocument Document, string Html, bool IsFramed) ComposeHtml(
        Composition composition,
        List<MergeTag> used,
        ImmutableArray<MarkupFault>.Builder faults
    )
    {
        var sheet = Sheet(composition);
        var arguments = Layout(composition, Body(composition));
        arguments["style"] = new TrustedHtml(sheet.Kept);
        var page = composition.Templates?.Render("layout" + HtmlExtension, arguments, Top(composition)) ?? "";
        var isFramed = page.Length > 0;
        // A template that failed leaves the text of the issue, so that an author sees what they write.
        if (!isFramed)
            page = $"<!DOCTYPE html><html><head><title></title></head><body>{arguments["body"]}</body></html>";
        page = AddressGate.Apply(composition.TemplatePictures?.Apply(page) ?? page, composition, isFinished: false);
        var document = MarkupFault.Parse(MaskedMarkup.IntoComments(page, composition.Mask), faults);
        CampaignLinks.Apply(document, composition.Issue.Slug, settings);
        CssInliner.Inline(document, sheet);
        var html = composition.Mask.Unmask(MaskedMarkup.OutOfComments(HtmlWriter.Write(document), composition.Mask), used);
        DocumentTags.Restore(document, composition.Mask);
        return (document, html, isFramed);
    }

    private static (string Text, bool IsFramed) ComposeText(Composition composition, List<MergeTag> used)
    {
        var arguments = Layout(composition, new PlainTextWriter(composition).Write());
        var framed = composition.Templates?.Render("layout" + TextExtension, arguments, Top(composition)) ?? "";
        var text = TextFlow.Tidy(framed.Length > 0 ? framed : arguments["body"]!.ToString()!);
        return (composition.Mask.Unmask(composition.Held?.PutBack(text) ?? text, used), framed.Length > 0);
    }

    private static string ComposeWeb(Composition composition)
    {
        var arguments = Layout(composition, Body(composition));
        var css = composition.Templates?.Render("theme.css", new ScriptObject(), Top(composition)) ?? "";
        var page = composition.Templates?.Render("web" + HtmlExtension, arguments, Top(composition)) ?? "";
        page = composition.TemplatePictures?.Apply(page) ?? page;
        return page.Length == 0
            ? arguments["body"]!.ToString()!
            : AddressGate.Apply(ArchiveTags.Resolve(WebPage.Finish(page, css), composition), composition, isFinished: true);
    }

    private static TrustedHtml Body(Composition composition)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var renderer = new BodyRenderer(writer, composition);
        renderer.RenderBlocks(composition.Issue.Body);
        return new TrustedHtml(writer.ToString());
    }

    // Taken apart once for as long as it stays the same; one with mistakes is read again, so that they are reported again.
    private StyleSheet Sheet(Composition composition)
    {
        var name = composition.Issue.FrontMatter.Template;
        var css = composition.Templates?.Render("theme.css", new ScriptObject(), Top(composition)) ?? "";
        if (_sheets.TryGetValue(name, out var known) && known.Css == css)
            return known.Sheet;
        // Offsets count in the drawn sheet, whose lines are those of the file as long as no loop writes any.
        var source = new SourceText($"templates/{name}/theme.css", css);
        var mistakes = new DiagnosticBag();
        var sheet = StyleSheet.Parse(css, source.LocationAt, mistakes);
        if (mistakes.ToImmutable() is { IsEmpty: false } found)
            composition.Diagnostics.AddRange(found);
        else
            _sheets[name] = (css, sheet);
        return sheet;
    }

    private static ScriptObject Layout(Composition composition, object body)
    {
        var front = composition.Issue.FrontMatter;
        string Envelope(BoundText text) =>
            composition.Part is EmailPart.Web ? ArchiveTags.Plain(composition.Print(text), composition) : composition.Print(text);
        return Model.Of(
            (
                "issue",
                Model.Of(
                    ("title", front.Title),
                    ("slug", composition.Issue.Slug),
                    ("number", front.Number),
                    ("date", front.Date),
                    ("year", front.Date?.Year),
                    ("lang", front.Language.Tag),
                    ("dir", "ltr"),
                    ("subject", Envelope(front.Subject)),
                    ("preheader", Envelope(front.Preheader)),
                    ("url", ArchiveTags.Page(composition)),
                    ("area", composition.Edition?.Key)
                )
            ),
            ("body", body is string text ? new TrustedHtml(text) : body)
        );
    }

    // One finding a line.
    private static void ReportRemovedHtml(Issue issue, DiagnosticBag diagnostics)
    {
        foreach (var line in issue.RemovedHtml.GroupBy(html => (html.Location.File, html.Location.Line, html.IsPrinted)))
        {
            var what = string.Join(", ", line.Select(html => html.What).Distinct(StringComparer.Ordinal).Take(8));
            diagnostics.Add(
                EmailRules.RemovedHtml,
                line.First().Location,
                line.Key.IsPrinted
                    ? $"{what} is HTML that no email can hold; readers see it as text."
                    : $"HTML in this issue is taken out: {what}.",
                line.Key.IsPrinted
                    ? $"Put it into `code` if the text is about it, or take it out."
                    : "Email clients drop it, or it could run something. Write it as Markdown, or put it into a template."
            );
        }
    }

    private TemplateSet? Templates(Issue issue, DiagnosticBag diagnostics)
    {
        var name = issue.FrontMatter.Template;
        if (TemplateSet.Read(root, name, _templates.GetValueOrDefault(name)) is { } set)
            return _templates[name] = set;
        var folder = Path.Combine(root, "templates");
        string[] known = Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))] : [];
        diagnostics.Add(
            EmailRules.NoTemplate,
            issue.FrontMatter.LocationOf("template"),
            $"There is no template folder templates/{name}.",
            NearestName.Hint(name, known)
        );
        return null;
    }

    private ImmutableDictionary<string, PictureFile> ReadPictures(Issue issue, DiagnosticBag diagnostics)
    {
        var pictures = ImmutableDictionary.CreateBuilder<string, PictureFile>(StringComparer.Ordinal);
        foreach (var picture in issue.Pictures.DistinctBy(picture => picture.Url))
        {
            if (_shelf.Read(Path.Combine(root, picture.Path), picture.Url, out var fault) is { } file)
                pictures[picture.Url] = file;
            if (fault is not null)
                diagnostics.Add(
                    EmailRules.UnreadablePicture,
                    picture.Location,
                    $"The picture \"{picture.Url}\" {fault.Reason}.",
                    fault.Remedy
                );
            else if (pictures[picture.Url].Change is { } change)
                diagnostics.Add(EmailRules.ChangedPicture, picture.Location, $"The picture \"{picture.Url}\" {change}.");
        }
        return pictures.ToImmutable();
    }

    private static ImmutableArray<EmailImage> Images(IssueCharts charts, IEnumerable<PictureFile> pictures) =>
        [
            .. charts
                .All.SelectMany(chart => chart.Pictures)
                .Select(image => new EmailImage(image.FileName, image.Png, "image/png")
                {
                    Width = image.Width * ChartSheet.Scale,
                    Height = image.Height * ChartSheet.Scale,
                })
                .Concat(pictures.Select(picture => picture.Image).OrderBy(image => image.FileName, StringComparer.Ordinal))
                .DistinctBy(image => image.FileName),
        ];

    private static SourceLocation Top(Composition composition) => composition.Issue.FrontMatter.LocationOf("template");
}
