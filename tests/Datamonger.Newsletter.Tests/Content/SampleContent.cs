using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CsvHelper;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Tests.Content;

/// <summary>The newsletter of this repository, read without any stage behind the parser.</summary>
internal static partial class SampleContent
{
    /// <summary>The folder that holds <c>content/</c>.</summary>
    public static string Root => RepositoryFolder.Root;

    /// <summary>An issue as the parser reads it, with the snippets it includes; nothing may be wrong with it.</summary>
    public static Issue Parse(string slug)
    {
        var workspace = Workspace.Open(Root);
        var diagnostics = new DiagnosticBag();
        var issue = new IssueParser(new WorkspaceFiles(workspace), workspace.Settings).Parse(slug, workspace.ReadIssue(slug), diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        return issue;
    }

    /// <summary>The names of the data files, without their endings.</summary>
    public static IEnumerable<string> Datasets =>
        Directory.EnumerateFiles(Path.Combine(Root, "content", "datasets"), "*.csv").Select(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>The text of a file under <c>content/</c>.</summary>
    public static SourceText Read(string path) => new($"content/{path}", File.ReadAllText(Path.Combine(Root, "content", path)));

    /// <summary>The text of an issue.</summary>
    public static string Issue(string slug) => Read($"issues/{slug}/index.md").Text;

    /// <summary>The rows of a data file, by column.</summary>
    public static ImmutableArray<ImmutableDictionary<string, string>> Rows(string dataset)
    {
        using var reader = CsvReader.FromFile(
            Path.Combine(Root, "content", "datasets", dataset + ".csv"),
            new CsvReaderOptions { Separator = ',' }
        );
        var rows = ImmutableArray.CreateBuilder<ImmutableDictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(reader.Headers.ToImmutableDictionary(header => header, reader.GetString));
        }
        return rows.ToImmutable();
    }

    /// <summary>A number of a data file.</summary>
    /// <param name="dataset">The file, without its ending.</param>
    /// <param name="row">Which row: <c>column=value</c>, several divided by <c>;</c>. Exactly one must match.</param>
    /// <param name="column">Its column.</param>
    public static decimal Value(string dataset, string row, string column) =>
        decimal.Parse(
            Text(dataset, row, column),
            System.Globalization.NumberStyles.Number,
            System.Globalization.CultureInfo.InvariantCulture
        );

    /// <summary>A text of a data file, found as <see cref="Value"/> finds a number.</summary>
    public static string Text(string dataset, string row, string column)
    {
        var conditions = row.Split(';').Select(condition => condition.Split('=', 2));
        return Rows(dataset).Single(candidate => conditions.All(condition => candidate[condition[0]] == condition[1]))[column];
    }

    /// <summary>A file of YAML; it must be sound.</summary>
    public static YamlMapping Yaml(string path) => Yaml(Read(path));

    /// <summary>
    /// What readers see of an issue: its prose, and the texts of subject, preheader, charts and tables; no SQL and no other keys.
    /// </summary>
    public static string Prose(string text)
    {
        var shown = Fence().Replace(text, match => match.Groups["word"].Value == "sql" ? "" : Shown(match.Groups["body"].Value));
        return FrontMatter().Replace(shown, match => Shown(match.Value));
    }

    /// <summary>A body of YAML; it must be sound.</summary>
    public static YamlMapping Yaml(SourceText source)
    {
        var diagnostics = new DiagnosticBag();
        var mapping = Assert.IsType<YamlMapping>(YamlReader.Read(source, diagnostics));
        Assert.Empty(diagnostics.ToImmutable());
        return mapping;
    }

    private static string Shown(string yaml) => string.Join('\n', ShownKey().Matches(yaml).Select(match => match.Value));

    [GeneratedRegex(@"^```(?<word>\w+)(?<name>[^\n]*)\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\A---\n.*?^---$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FrontMatter();

    [GeneratedRegex(@"^(title|subject|preheader|subtitle|caption|note|label|alt|source):.*$|label: [^,}]*", RegexOptions.Multiline)]
    private static partial Regex ShownKey();
}
