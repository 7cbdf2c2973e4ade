using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Images;
using Datamonger.Newsletter.Emails.Personal;
using Datamonger.Newsletter.Emails.Tags;
using Datamonger.Newsletter.Emails.Templates;
using Datamonger.Newsletter.Settings;
using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails.Web;

/// <summary>Draws the archive's list of issues, and puts an issue's page into its place among the others.</summary>
/// <param name="root">The workspace, which holds <c>templates/</c>.</param>
/// <param name="settings">What <c>newsletter.yml</c> says; with its language and template.</param>
/// <param name="diagnostics">Takes what is wrong with the templates.</param>
public sealed class ArchiveComposer(string root, NewsletterSettings settings, DiagnosticBag diagnostics)
{
    // Where web.sbn-html wants the links to the other issues.
    internal const string Above = "<!-- archive: above -->";
    private const string Below = "<!-- archive: below -->";

    private static readonly SourceLocation Top = new("content/newsletter.yml", 1, 1);

    private readonly TemplateSet? _templates = Read(root, settings, diagnostics);
    private TemplatePictures? _pictures;

    /// <summary>The pictures that the pages drawn so far show from the template's folder; they belong into the site's own folder.</summary>
    public ImmutableArray<EmailImage> Pictures => _pictures is null ? [] : [.. _pictures.Shown.Select(picture => picture.Image)];

    /// <summary>The list: <c>archive.sbn-html</c>.</summary>
    /// <param name="entries">The issues, newest first.</param>
    public string Index(ImmutableArray<ArchiveEntry> entries)
    {
        if (_templates is null)
            return "";
        var years = entries
            .GroupBy(entry => entry.Date?.Year)
            .Select(year =>
                Model.Of(
                    ("id", year.Key is { } number ? number.ToString(CultureInfo.InvariantCulture) : "none"),
                    ("name", year.Key is { } named ? named.ToString(CultureInfo.InvariantCulture) : "Without a date"),
                    ("issues", Model.List(year.Select(entry => Of(entry, entry.Href))))
                )
            );
        var arguments = Model.Of(
            (
                "archive",
                Model.Of(
                    ("lang", settings.Language.Tag),
                    ("url", settings.ArchiveUrl is { } url ? url + "/" : null),
                    ("count", entries.Length),
                    ("year", entries.Max(entry => entry.Date?.Year)),
                    ("years", Model.List(years))
                )
            )
        );
        var page = Draw("archive.sbn-html", arguments, "");
        return page.Length == 0 ? "" : WebPage.Finish(page, Draw("archive.css", new ScriptObject(), ""), withScripts: true);
    }

    /// <summary>
    /// An issue's page among the others: with the way to them, and with links to their pages that need no address of the archive.
    /// </summary>
    /// <param name="web">Its page.</param>
    /// <param name="entries">The issues, newest first.</param>
    /// <param name="index">Which of them it is.</param>
    public string Page(string web, ImmutableArray<ArchiveEntry> entries, int index)
    {
        return WithLinks(
            ArchiveLinks.Resolve(web, settings.ArchiveUrl, Pages(entries)),
            "../",
            ("all", "../index.html"),
            ("lang", entries[index].Language.Tag),
            ("areas", entries[index].Areas.IsEmpty ? null : $"{OwnPages.Folder}/index.html"),
            ("area", null),
            ("issue", null),
            ("newer", index > 0 ? Beside(entries[index - 1]) : null),
            ("older", index + 1 < entries.Length ? Beside(entries[index + 1]) : null)
        );
    }

    /// <summary>The list of the keys of a personal issue, each with its page: <c>areas.sbn-html</c>.</summary>
    /// <param name="entry">The issue.</param>
    public string Areas(ArchiveEntry entry)
    {
        if (_templates is null)
            return "";
        var page = Draw(
            "areas.sbn-html",
            Model.Of(
                ("issue", Of(entry, "../index.html")),
                ("all", "../../index.html"),
                ("url", OwnPages.AddressOfAll(settings, entry.Slug)),
                ("count", entry.Areas.Length),
                ("year", entry.Date?.Year),
                ("areas", Model.List(entry.Areas.Select(area => Model.Of(("name", area.Name), ("slug", area.Slug), ("href", area.Href)))))
            ),
            "../../"
        );
        return page.Length == 0 ? "" : WebPage.Finish(page, Draw("archive.css", new ScriptObject(), ""));
    }

    /// <summary>The page of a key among the others, with the pictures and data that the pages of its issue share.</summary>
    /// <param name="area">The page.</param>
    /// <param name="entry">Its issue.</param>
    /// <param name="pages">All pages of the site: <see cref="Pages"/>.</param>
    public string Area(AreaPage area, ArchiveEntry entry, IReadOnlySet<string> pages) =>
        WithLinks(
            ArchiveLinks.Deeper(ArchiveLinks.Resolve(area.Html, settings.ArchiveUrl, pages, "../../../"), "../../"),
            "../../../",
            ("all", "../../../index.html"),
            ("lang", entry.Language.Tag),
            ("areas", "../index.html"),
            ("area", area.Edition.Key),
            ("issue", "../../index.html"),
            ("newer", null),
            ("older", null)
        );

    /// <summary>The folders of the site that hold a page.</summary>
    public static IReadOnlySet<string> Pages(ImmutableArray<ArchiveEntry> entries) =>
        entries.SelectMany(entry => entry.Pages).ToHashSet(StringComparer.Ordinal);

    private string WithLinks(string page, string up, params (string, object?)[] links) =>
        page.Replace(Above, Links("above", up, links), StringComparison.Ordinal)
            .Replace(Below, Links("below", up, links), StringComparison.Ordinal);

    private string Links(string place, string up, (string, object?)[] links) =>
        Draw("partials/archive-links.sbn-html", Model.Of([("place", place), .. links]), up).Trim();

    private static ScriptObject Beside(ArchiveEntry entry) => Of(entry, "../" + entry.Href);

    private static ScriptObject Of(ArchiveEntry entry, string href) =>
        Model.Of(
            ("slug", entry.Slug),
            ("href", href),
            ("title", entry.Title),
            ("summary", entry.Summary),
            ("number", entry.Number),
            ("lang", entry.Language.Tag),
            ("day", entry.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("date", entry.Date is { } day ? entry.Language.Date(day) : null)
        );

    private string Draw(string name, ScriptObject arguments, string up)
    {
        if (_templates is null)
            return "";
        var renderer = new TemplateRenderer(
            _templates,
            ".sbn-html",
            SharedModel.Of(settings, EmailPart.Web),
            settings.Language,
            diagnostics
        );
        // A page that no subscriber opens in particular has nothing to put for a merge tag.
        var page = MergeTagMask.Blunt(_templates.Mask.Replace(renderer.Render(name, arguments, Top), _ => ""));
        _pictures ??= new TemplatePictures(root, new PictureShelf(root, new BuildCache(null)), _templates, diagnostics);
        return name.EndsWith(".css", StringComparison.Ordinal) ? page : _pictures.Apply(page, up);
    }

    private static TemplateSet? Read(string root, NewsletterSettings settings, DiagnosticBag diagnostics)
    {
        if (TemplateSet.Read(root, settings.Template, null) is { } set)
            return set;
        diagnostics.Add(EmailRules.NoTemplate, Top, $"There is no template folder templates/{settings.Template}.");
        return null;
    }
}
