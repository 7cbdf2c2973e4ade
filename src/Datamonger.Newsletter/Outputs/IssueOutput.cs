using System.Collections.Immutable;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Outputs;

/// <summary>The files of a built issue.</summary>
public static class IssueOutput
{
    /// <summary>Every file that <c>build</c> writes for an issue.</summary>
    /// <param name="build">The built issue.</param>
    /// <param name="inputs">Path and SHA-256 of every file that was read.</param>
    public static ImmutableArray<OutputFile> Files(IssueBuild build, ImmutableSortedDictionary<string, string> inputs)
    {
        var email = build.Email;
        ImmutableArray<OutputFile> files =
        [
            OutputFile.OfText("email.html", email.Html),
            OutputFile.OfText("email.txt", email.Text),
            OutputFile.OfText("web.html", email.Web),
            OutputFile.OfText("figures.json", FiguresJson.Write(build.Figures, build.Tables.Datasets)),
            .. email.Images.Select(image => new OutputFile(image.Url, image.Bytes)),
            .. email.DataFiles.Select(file => new OutputFile(file.FileName, file.Bytes)),
        ];
        return files.Add(OutputFile.OfText(ManifestJson.FileName, ManifestJson.Write(build, inputs, files)));
    }

    /// <summary>
    /// The files that an issue was made from, with their hashes. A path that ends in <c>/</c> is a folder of which a further file could
    /// change the issue; its hash is that of its names.
    /// </summary>
    public static ImmutableSortedDictionary<string, string> Inputs(Workspace workspace, IssueBuild build)
    {
        var inputs = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        inputs[build.Issue.Source.Path] = ContentHash.Of(build.Issue.Source.Text);
        foreach (var source in build.Issue.IncludedSources)
            inputs[source.Path] = ContentHash.Of(source.Text);
        foreach (var picture in build.Issue.Pictures)
            inputs[picture.Path] = ContentHash.Of(File.ReadAllBytes(Path.Combine(workspace.Root, picture.Path)));
        foreach (var dataset in build.Tables.Datasets)
            inputs[dataset.Path] = dataset.Hash;
        foreach (var slug in build.Issue.ReferencedIssues)
        {
            var path = Path.Combine(workspace.IssuesDirectory, slug, "index.md");
            inputs[workspace.RelativePath(path)] = ContentHash.Of(workspace.Read(path).Text);
        }
        var template = Path.Combine(workspace.TemplatesDirectory, build.Issue.FrontMatter.Template);
        string[] folders =
        [
            workspace.DatasetsDirectory,
            template,
            .. Directory.Exists(template) ? Directory.EnumerateDirectories(template, "*", SearchOption.AllDirectories) : [],
            Path.GetDirectoryName(Path.Combine(workspace.Root, build.Issue.Source.Path))!,
            .. build.Issue.ReferencedIssues.IsEmpty ? [] : (string[])[workspace.IssuesDirectory],
        ];
        foreach (var folder in folders.Where(Directory.Exists))
            inputs[workspace.RelativePath(folder) + "/"] = HashOfNames(folder);
        string[] shared =
        [
            Path.Combine(workspace.Root, "content", "newsletter.yml"),
            Path.Combine(workspace.DatasetsDirectory, "datasets.yml"),
        ];
        foreach (var path in shared.Concat(TemplateFiles(workspace, build.Issue.FrontMatter.Template)))
        {
            if (SafePath.IsPlainFile(workspace.Root, path))
                inputs[workspace.RelativePath(path)] = ContentHash.Of(SafePath.ReadAllBytes(workspace.Root, path));
        }
        return inputs.ToImmutable();
    }

    /// <summary>The hash of the names in a folder; not of what its files hold.</summary>
    internal static string HashOfNames(string folder) =>
        ContentHash.Of(
            string.Join(
                '\n',
                new DirectoryInfo(folder)
                    .EnumerateFileSystemInfos()
                    .Where(entry => !entry.Name.StartsWith('.'))
                    .Select(entry => entry.Name)
                    .Order(StringComparer.Ordinal)
            )
        );

    private static IEnumerable<string> TemplateFiles(Workspace workspace, string template)
    {
        var folder = Path.Combine(workspace.TemplatesDirectory, template);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];
    }
}
