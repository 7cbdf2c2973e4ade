using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Templates;
using Datamonger.Newsletter.Issues.Markdown.Html;

namespace Datamonger.Newsletter.Emails.Images;

/// <summary>
/// The pictures that the templates of an issue show from their own folder: a logo, a rule, an icon. They go out as those of the text do.
/// May be used for several parts of an issue at the same time.
/// </summary>
/// <param name="root">The workspace.</param>
/// <param name="shelf">Reads pictures.</param>
/// <param name="templates">The folder; null shows none.</param>
internal sealed class TemplatePictures(string root, PictureShelf shelf, TemplateSet? templates, DiagnosticBag diagnostics)
{
    private readonly ConcurrentDictionary<string, Lazy<PictureFile?>> _files = new(StringComparer.Ordinal);

    /// <summary>Those that a page shows, in the order of their names.</summary>
    public ImmutableArray<PictureFile> Shown =>
        [.. _files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value.Value).OfType<PictureFile>()];

    /// <summary>A page whose pictures from the folder are named as they go out, with their size where the template says none.</summary>
    /// <param name="up">The way from the page to the folder that <c>images/</c> is in: <c>../</c>.</param>
    public string Apply(string page, string up = "")
    {
        if (templates is null)
            return page;
        var result = (StringBuilder?)null;
        var copied = 0;
        foreach (var token in HtmlScanner.Scan(page))
        {
            // What the text shows lies beside the issue.
            if (
                token.Kind is not HtmlTokenKind.Open
                || token.Name != "img"
                || token.Attributes.Any(attribute => attribute.Name == EmailSource.Attribute)
                || token.Attributes.FirstOrDefault(attribute => attribute.Name == "src") is not { Value.Length: > 0 } source
                || Find(WebUtility.HtmlDecode(source.Value)) is not { } picture
            )
                continue;
            result ??= new StringBuilder(page.Length);
            var name = token.Start + 1 + token.Name.Length;
            result.Append(page, copied, name - copied).Append(Size(token, picture));
            result.Append(page, name, source.ValueStart - name).Append(up + picture.Image.Url);
            copied = source.ValueStart + source.Value.Length;
        }
        return result is null ? page : result.Append(page, copied, page.Length - copied).ToString();
    }

    private static string Size(HtmlToken token, PictureFile picture)
    {
        var (width, height) = (Value("width"), Value("height"));
        var (wide, high) = picture.Shown(PictureFile.Side(width), PictureFile.Side(height));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(width is null ? $" width=\"{wide}\"" : "")}{(height is null ? $" height=\"{high}\"" : "")}"
        );

        string? Value(string name) => token.Attributes.FirstOrDefault(attribute => attribute.Name == name).Value;
    }

    // Whatever is not a file of the folder is not this one's: it may be a chart, or lie on the web.
    private PictureFile? Find(string address)
    {
        var folder = Path.Combine(root, templates!.Folder);
        if (address.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 || address.AsSpan().IndexOfAny(":?#\\") >= 0 || address[0] is '/')
            return null;
        var path = Path.GetFullPath(Path.Combine(folder, address));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path)
            ? _files.GetOrAdd(address, _ => new Lazy<PictureFile?>(() => Read(path, address))).Value
            : null;
    }

    private PictureFile? Read(string path, string address)
    {
        var picture = shelf.Read(path, $"{templates!.Folder}/{address}", out var fault);
        if (fault is not null)
            diagnostics.Add(EmailRules.UnreadablePicture, PlaceOf(address), $"The picture \"{address}\" {fault.Reason}.", fault.Remedy);
        else if (picture?.Change is { } change)
            diagnostics.Add(EmailRules.ChangedPicture, PlaceOf(address), $"The picture \"{address}\" {change}.");
        return picture;
    }

    private SourceLocation PlaceOf(string address)
    {
        var source = templates!
            .Names.Select(name => templates.Find(name)!.Source)
            .FirstOrDefault(source => source.Text.Contains(address, StringComparison.Ordinal));
        return source?.LocationAt(source.Text.IndexOf(address, StringComparison.Ordinal))
            ?? new SourceLocation($"{templates.Folder}/layout.sbn-html", 1, 1);
    }
}
