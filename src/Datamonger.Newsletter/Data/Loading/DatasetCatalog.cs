using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Data.Loading;

/// <summary>
/// Which tables there are: every data file of <c>content/datasets</c> by its name, with what <c>datasets.yml</c> says of it,
/// and on top the tables that an issue declares for itself. No file's content is looked at.
/// </summary>
public sealed class DatasetCatalog
{
    private const string DeclarationsFile = "datasets.yml";

    /// <summary>Characters of it: some three thousand datasets.</summary>
    private const int DeclarationsLength = 1 << 20;

    private readonly ImmutableHashSet<string> _unreadable;

    private DatasetCatalog(ImmutableArray<Dataset> datasets, ImmutableHashSet<string> unreadable) =>
        (Datasets, _unreadable) = (datasets, unreadable);

    /// <summary>The tables, ordered by name.</summary>
    public ImmutableArray<Dataset> Datasets { get; }

    /// <summary>The tables' names.</summary>
    public ImmutableArray<string> Names => [.. Datasets.Select(dataset => dataset.Name)];

    /// <summary>A table by name, in any case; null when there is none.</summary>
    public Dataset? Find(string name) => Datasets.FirstOrDefault(dataset => dataset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a table is meant to be there and is not, for a reason that has been reported.</summary>
    public bool IsUnreadable(string name) => _unreadable.Contains(name);

    /// <summary>Reads what the workspace holds.</summary>
    public static DatasetCatalog Read(Workspace workspace, DiagnosticBag diagnostics)
    {
        var unreadable = ImmutableHashSet.CreateBuilder<string>(StringComparer.OrdinalIgnoreCase);
        var files = FindFiles(workspace, unreadable, diagnostics);
        var tables = new Dictionary<string, Dataset>(StringComparer.OrdinalIgnoreCase);
        var spokenFor = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dataset in ReadDeclarations(workspace, files, unreadable, diagnostics))
        {
            tables[dataset.Name] = dataset;
            spokenFor.Add(dataset.Path);
        }
        foreach (var path in files.Where(path => !spokenFor.Contains(path)))
        {
            var name = NameOf(path);
            if (tables.TryGetValue(name, out var other))
            {
                diagnostics.Add(
                    DatasetRules.NameClash,
                    SourceLocation.StartOf(path),
                    $"{path} and {other.Path} would both be the table \"{name}\"; only the latter is read.",
                    $"Rename one of them, or give it a name of its own in {DeclarationsFile} with file:."
                );
                continue;
            }
            tables.Add(name, new Dataset(name, path, SourceLocation.StartOf(path)));
        }
        return new DatasetCatalog([.. tables.Values.OrderBy(dataset => dataset.Name, StringComparer.Ordinal)], unreadable.ToImmutable());
    }

    /// <summary>The catalogue with the tables that an issue declares for itself; one of them hides the workspace's of that name.</summary>
    public DatasetCatalog With(Workspace workspace, Issue issue, DiagnosticBag diagnostics)
    {
        if (issue.FrontMatter.Tables.IsEmpty)
            return this;
        var tables = Datasets.ToDictionary(dataset => dataset.Name, StringComparer.OrdinalIgnoreCase);
        var unreadable = _unreadable.ToBuilder();
        var folder = issue.Source.Path[..(issue.Source.Path.LastIndexOf('/') + 1)];
        foreach (var entry in issue.FrontMatter.Tables)
        {
            if (ReadIssueTable(workspace, folder, entry, diagnostics) is { } dataset)
                tables[dataset.Name] = WithRuleOf(dataset, workspace.Settings.Checks.DisclosureThreshold);
            else
                unreadable.Add(entry.Key.Value);
        }
        return new DatasetCatalog([.. tables.Values.OrderBy(dataset => dataset.Name, StringComparer.Ordinal)], unreadable.ToImmutable());
    }

    /// <summary>
    /// The table name of a file: its name without the extension, in lower case, with <c>_</c> for all but letters and digits.
    /// </summary>
    public static string NameOf(string path)
    {
        var name = new StringBuilder();
        foreach (var c in FileFormat.NameOf(path))
        {
            if (char.IsLetterOrDigit(c))
                name.Append(char.ToLowerInvariant(c));
            else if (name.Length > 0 && name[^1] != '_')
                name.Append('_');
        }
        var text = name.ToString().TrimEnd('_');
        return text.Length == 0 ? "table"
            : char.IsAsciiDigit(text[0]) ? $"t_{text}"
            : text;
    }

    private static ImmutableArray<string> FindFiles(
        Workspace workspace,
        ImmutableHashSet<string>.Builder unreadable,
        DiagnosticBag diagnostics
    )
    {
        var folder = new DirectoryInfo(workspace.DatasetsDirectory);
        if (!folder.Exists)
            return [];
        var guard = new FileGuard(workspace.Root);
        var paths = ImmutableArray.CreateBuilder<string>();
        foreach (var file in folder.EnumerateFileSystemInfos().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (file.Name.StartsWith('.'))
                continue;
            var path = workspace.RelativePath(file.FullName);
            if (!FileFormat.IsData(file.Name))
            {
                if (OtherFormats.Find(file.Name) is not var (what, remedy))
                {
                    if (!file.Name.Equals(DeclarationsFile, StringComparison.OrdinalIgnoreCase))
                        diagnostics.Add(
                            DatasetRules.NotData,
                            SourceLocation.StartOf(path),
                            $"\"{path}\" is {(file is DirectoryInfo ? "a folder" : "of no format that is read")}; nothing in it is a table.",
                            file is DirectoryInfo ? "Put each data file into content/datasets itself." : $"Read are {FileFormat.Known}."
                        );
                    continue;
                }
                diagnostics.Add(DatasetRules.Refused, SourceLocation.StartOf(path), $"\"{path}\" {what}.", remedy);
                unreadable.Add(NameOf(path));
                continue;
            }
            if (guard.Refusal(path) is { } refusal)
            {
                diagnostics.Add(refusal.Rule, SourceLocation.StartOf(path), refusal.Message, refusal.Hint);
                unreadable.Add(NameOf(path));
            }
            else
            {
                paths.Add(path);
            }
        }
        return paths.ToImmutable();
    }

    private static IEnumerable<Dataset> ReadDeclarations(
        Workspace workspace,
        ImmutableArray<string> files,
        ImmutableHashSet<string>.Builder unreadable,
        DiagnosticBag diagnostics
    )
    {
        var file = Path.Combine(workspace.DatasetsDirectory, DeclarationsFile);
        if (!File.Exists(file))
            yield break;
        if (!SafePath.IsPlainFile(workspace.Root, file))
        {
            var path = workspace.RelativePath(file);
            diagnostics.Add(
                DatasetRules.Refused,
                SourceLocation.StartOf(path),
                $"\"{path}\" is a link or is not a regular file, and is not read.",
                "Put the file itself there."
            );
            yield break;
        }
        var source = workspace.Read(file);
        WrittenKey.Report(source, diagnostics);
        var node = YamlReader.Read(source, diagnostics, DeclarationsLength);
        if (node is not (null or YamlMapping))
        {
            diagnostics.Add(
                FieldRules.WrongType,
                node.Location,
                $"{DeclarationsFile} is {node.Kind}; it must be a mapping of table names."
            );
        }
        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            if (entry.Value is not YamlMapping mapping)
            {
                diagnostics.Add(
                    FieldRules.WrongType,
                    entry.Value.Location,
                    $"\"{entry.Key.Value}\" is {entry.Value.Kind}; it must be a mapping (key: value)."
                );
                continue;
            }
            var reader = new FieldReader(mapping, DataFileFields.DatasetTable, $"table \"{entry.Key.Value}\"", diagnostics);
            var path = reader.Text("file") is { } declared
                ? workspace.RelativePath(Path.Combine(workspace.DatasetsDirectory, declared))
                : files.FirstOrDefault(candidate => NameOf(candidate).Equals(entry.Key.Value, StringComparison.OrdinalIgnoreCase));
            var dataset = DatasetReader.Read(reader, entry.Key.Value, path ?? "", diagnostics) with { Location = entry.Key.Location };
            if (path is not null && files.Contains(path))
                yield return dataset;
            else if (unreadable.Add(entry.Key.Value))
                ReportMissing(entry.Key, reader, files, diagnostics);
        }
    }

    private static void ReportMissing(YamlScalar name, FieldReader reader, ImmutableArray<string> files, DiagnosticBag diagnostics)
    {
        if (reader.Text("file") is { } file)
        {
            diagnostics.Add(
                DatasetRules.MissingFile,
                reader.LocationOf("file"),
                $"content/datasets/{file} does not exist, or is no data file.",
                NearestName.Hint(file, [.. files.Select(path => Path.GetFileName(path))])
            );
            return;
        }
        diagnostics.Add(
            DatasetRules.MissingFile,
            name.Location,
            $"No file of content/datasets/ is the table \"{name.Value}\".",
            NearestName.Hint(name.Value, [.. files.Select(NameOf)])
        );
    }

    // What the workspace says of a file's people holds under every name that the file is read by; an issue may only say more.
    private Dataset WithRuleOf(Dataset dataset, int threshold)
    {
        Dataset[] declared = [.. Datasets.Where(other => other.Path == dataset.Path && !other.PeopleColumns.IsEmpty)];
        if (declared.Length == 0)
            return dataset;
        return dataset with
        {
            PeopleColumns =
            [
                .. declared
                    .SelectMany(other => other.PeopleColumns)
                    .Concat(dataset.PeopleColumns)
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ],
            DisclosureThreshold = declared
                .Select(other => other.DisclosureThreshold ?? threshold)
                .Append(dataset.DisclosureThreshold ?? 0)
                .Max(),
        };
    }

    private static Dataset? ReadIssueTable(Workspace workspace, string folder, YamlEntry entry, DiagnosticBag diagnostics)
    {
        var mapping = entry.Value switch
        {
            YamlMapping declared => declared,
            YamlScalar file => new YamlMapping([new YamlEntry(new YamlScalar("file", false, file.Location), file)], file.Location),
            _ => null,
        };
        if (mapping is null)
        {
            diagnostics.Add(
                FieldRules.WrongType,
                entry.Value.Location,
                $"\"{entry.Key.Value}\" is {entry.Value.Kind}; it must be a file name or a mapping."
            );
            return null;
        }
        var reader = new FieldReader(mapping, DataFileFields.IssueTable, $"table \"{entry.Key.Value}\"", diagnostics);
        if (reader.Text("file") is not { } name)
            return null;
        var at = reader.LocationOf("file");
        var guard = new FileGuard(workspace.Root);
        foreach (var candidate in new[] { folder + name, "content/datasets/" + name })
        {
            var path = candidate.Contains("..", StringComparison.Ordinal)
                ? candidate
                : workspace.RelativePath(Path.Combine(workspace.Root, candidate));
            if (guard.Refusal(path) is not { } refusal)
            {
                if (FileFormat.IsData(path))
                    return DatasetReader.Read(reader, entry.Key.Value, path, diagnostics) with { Location = entry.Key.Location };
                var (what, remedy) = OtherFormats.Find(path) ?? ("is no data file", $"Data files are {FileFormat.Known}.");
                refusal = (DatasetRules.Refused, $"\"{path}\" {what}.", remedy);
            }
            if (refusal.Rule == DatasetRules.MissingFile)
                continue;
            diagnostics.Add(refusal.Rule, at, refusal.Message, refusal.Hint);
            return null;
        }
        diagnostics.Add(
            DatasetRules.MissingFile,
            at,
            $"\"{name}\" is neither beside the issue nor under content/datasets/.",
            NearestName.Hint(name, FilesBeside(workspace, folder))
        );
        return null;
    }

    private static string[] FilesBeside(Workspace workspace, string folder) =>
        [
            .. new[] { Path.Combine(workspace.Root, folder), workspace.DatasetsDirectory }
                .Where(Directory.Exists)
                .SelectMany(Directory.EnumerateFiles)
                .Where(FileFormat.IsData)
                .Select(file => Path.GetFileName(file))
                .Distinct(),
        ];
}
