using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>Finds places that the email does not carry: in templates, in newsletter.yml, and of single words.</summary>
internal sealed class SourcePlaces(Workspace workspace, Issue issue)
{
    // They draw pages alone.
    private static readonly ImmutableArray<string> OfPages =
    [
        "web.sbn-html",
        "archive.sbn-html",
        "archive-links.sbn-html",
        "areas.sbn-html",
    ];

    // How far behind a block's place its words may stand.
    private const int Reach = 6000;

    private readonly Lazy<ImmutableArray<SourceText>> _templates = new(() => ReadTemplates(workspace, issue.FrontMatter.Template));
    private readonly Lazy<SourceText> _settings = new(() => workspace.Read(Path.Combine(workspace.Root, "content", "newsletter.yml")));

    /// <summary>Where words stand in a template; null when no template has them.</summary>
    public SourceLocation? InTemplates(string words)
    {
        foreach (var template in _templates.Value)
        {
            if (template.Text.IndexOf(words, StringComparison.Ordinal) is >= 0 and var at)
                return template.LocationAt(at);
        }
        return null;
    }

    /// <summary>
    /// The tag of a template that most likely drew an element: the first of its name whose text holds a value of its attributes.
    /// </summary>
    public SourceLocation InTemplates(INode node)
    {
        var layout = SourceLocation.StartOf($"templates/{issue.FrontMatter.Template}/layout.sbn-html");
        if ((node as IElement ?? node.ParentElement) is not { } element)
            return layout;
        string[] values =
        [
            .. element
                .Attributes.Where(attribute =>
                    attribute.Name is "href" or "src" or "id" or "class" or "alt" or "style" && attribute.Value.Length > 0
                )
                .Select(attribute => attribute.Value),
        ];
        SourceLocation? first = null;
        foreach (var template in _templates.Value)
        {
            var text = template.Text;
            for (var at = Find(text, element.LocalName, 0); at >= 0; at = Find(text, element.LocalName, at + 1))
            {
                first ??= template.LocationAt(at);
                var end = text.IndexOf('>', at);
                if (end > at && values.Any(value => text.IndexOf(value, at, end - at, StringComparison.Ordinal) >= 0))
                    return template.LocationAt(at);
            }
        }
        return first ?? layout;
    }

    /// <summary>Where words stand at or soon behind a place; the place itself when they do not.</summary>
    public SourceLocation Refine(SourceLocation place, string words)
    {
        var source =
            issue.Source.Path == place.File
                ? issue.Source
                : issue.IncludedSources.FirstOrDefault(source => source.Path == place.File)
                    ?? _templates.Value.FirstOrDefault(source => source.Path == place.File);
        if (source is null)
            return place;
        var start = source.OffsetOf(place.Line, place.Column);
        var at = source.Text.IndexOf(words, start, Math.Min(Reach, source.Text.Length - start), StringComparison.Ordinal);
        return at < 0 ? place : source.LocationAt(at);
    }

    /// <summary>Where a word stands in newsletter.yml.</summary>
    public SourceLocation InSettings(string word)
    {
        var at = _settings.Value.Text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return _settings.Value.LocationAt(Math.Max(0, at));
    }

    private static int Find(string text, string name, int from)
    {
        for (
            var at = text.IndexOf("<" + name, from, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf("<" + name, at + 1, StringComparison.OrdinalIgnoreCase)
        )
        {
            if (at + name.Length + 1 < text.Length && !char.IsAsciiLetterOrDigit(text[at + name.Length + 1]))
                return at;
        }
        return -1;
    }

    // The layout first: it draws what no partial does.
    private static ImmutableArray<SourceText> ReadTemplates(Workspace workspace, string template)
    {
        var folder = Path.Combine(workspace.TemplatesDirectory, template);
        if (template != Path.GetFileName(template) || !Directory.Exists(folder))
            return [];
        return
        [
            .. Directory
                .EnumerateFiles(folder, "*.sbn-html", SearchOption.AllDirectories)
                .Where(path => !OfPages.Contains(Path.GetFileName(path)) && SafePath.IsPlainFile(workspace.Root, path))
                .OrderBy(path => path.Contains("partials", StringComparison.Ordinal))
                .ThenBy(path => path, StringComparer.Ordinal)
                .Select(workspace.Read),
        ];
    }
}
