using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Tags;
using Datamonger.Newsletter.Workspaces;
using Scriban;

namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>
/// One template folder: layouts, partials and the stylesheet. Read once as a whole; a template names the others by their place in
/// the folder, and nothing outside it can be named.
/// </summary>
internal sealed class TemplateSet
{
    /// <summary>Files longer than this are refused.</summary>
    public const int MaximumLength = 256 * 1024;

    private readonly ImmutableSortedDictionary<string, TemplateFile> _files;

    private TemplateSet(string folder, ImmutableSortedDictionary<string, TemplateFile> files, MergeTagMask mask) =>
        (Folder, _files, Mask) = (folder, files, mask);

    /// <summary>The folder, from the workspace root: <c>templates/default</c>.</summary>
    public string Folder { get; }

    /// <summary>Knows the merge tags of the templates.</summary>
    public MergeTagMask Mask { get; }

    /// <summary>The names of the files, from the folder, with <c>/</c>.</summary>
    public IEnumerable<string> Names => _files.Keys;

    /// <summary>A file of the folder; null when there is none of that name.</summary>
    /// <param name="name">As in <see cref="Names"/>: <c>partials/chart.sbn-html</c>.</param>
    public TemplateFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>Reads a folder.</summary>
    /// <param name="root">The workspace.</param>
    /// <param name="name">The folder's name under <c>templates/</c>.</param>
    /// <param name="earlier">What was read before: files that have not changed are not parsed again.</param>
    /// <returns>Null when there is no such folder.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static TemplateSet? Read(string root, string name, TemplateSet? earlier)
    {
        var folder = Path.Combine(root, "templates", name);
        if (
            name.Length == 0
            || name != Path.GetFileName(name)
            || name.StartsWith('.')
            || !Directory.Exists(folder)
            || new DirectoryInfo(folder).LinkTarget is not null
        )
            return null;
        var mask = earlier?.Mask ?? new MergeTagMask();
        var files = ImmutableSortedDictionary.CreateBuilder<string, TemplateFile>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (Path.GetExtension(path) is not (".sbn-html" or ".sbn-txt" or ".css"))
                continue;
            if (!SafePath.IsPlainFile(root, path) || new FileInfo(path).Length > MaximumLength)
                continue;
            var key = Path.GetRelativePath(folder, path).Replace('\\', '/');
            var source = new SourceText($"templates/{name}/{key}", SafePath.ReadAllText(root, path));
            files[key] =
                earlier?.Find(key) is { } known && known.Source.Path == source.Path && known.Source.Text == source.Text
                    ? known
                    : TemplateFile.Parse(source, mask);
        }
        return new TemplateSet($"templates/{name}", files.ToImmutable(), mask);
    }
}

/// <summary>A file of a template folder, parsed.</summary>
internal sealed class TemplateFile(SourceText source, Template template)
{
    /// <summary>Its text.</summary>
    public SourceText Source { get; } = source;

    /// <summary>Its tree, with merge tags masked.</summary>
    public Template Template { get; } = template;

    /// <summary>Parses a template.</summary>
    public static TemplateFile Parse(SourceText source, MergeTagMask mask)
    {
        var template = Template.Parse(source.Text, source.Path);
        if (!template.HasErrors)
            new TagMasker(source, mask).Visit(template.Page);
        return new TemplateFile(source, template);
    }
}
