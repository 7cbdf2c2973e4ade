using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Emails.Web;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Outputs;

/// <summary>
/// What is kept of an issue once it is sent: its outputs, the text and SQL it was written as, the results of its queries as they may be
/// shown, and copies of the data files that may be handed out. What is too large, or must not be kept, is named with the reason.
/// </summary>
public static partial class SentOutput
{
    private const int LargestOutputs = 2 * 1024 * 1024;
    private const int LargestInput = 2 * 1024 * 1024;
    private const int LargestInputs = 5 * 1024 * 1024;
    private const int ShownHash = 16;

    /// <summary>What is kept of a built issue.</summary>
    /// <param name="workspace">Its workspace.</param>
    /// <param name="build">The build that is sent.</param>
    /// <param name="content">Hash of what it says (<see cref="PublishRequest.Content"/>).</param>
    public static SentContents Of(Workspace workspace, IssueBuild build, string content)
    {
        var leftOut = ImmutableArray.CreateBuilder<SentOmission>();
        var sources = Sources(build);
        var inputs = Inputs(workspace, build.Tables.Datasets, leftOut);
        ImmutableArray<SentPart> files =
        [
            // Line ends are part of the hashes.
            Text(".gitattributes", "* -text\n"),
            .. Bounded(build, leftOut),
            .. sources.Select(source => source.Part),
            .. Results(build.Tables, leftOut),
            .. inputs.Values,
        ];
        var entry = ArchiveEntry.Of(build.Issue, build.Email, []);
        return new SentContents(
            new SentIssue(ToolVersion.Current, content)
            {
                Title = entry.Title,
                Summary = entry.Summary,
                Number = entry.Number,
                Date = entry.Date,
                Language = entry.Language.Tag,
                IsPersonal = build.Figures.Editions is not null,
                Headings = [.. entry.Headings.Select(heading => new SentHeading(heading.Id, heading.Text))],
                Files = files.ToImmutableSortedDictionary(
                    file => file.Path,
                    file => ContentHash.Of(file.Bytes.AsSpan()),
                    StringComparer.Ordinal
                ),
                Sources = sources.ToImmutableSortedDictionary(source => source.Part.Path, source => source.Path, StringComparer.Ordinal),
                Queries = build.Tables.All.ToImmutableSortedDictionary(
                    table => table.Query.Name,
                    table => ContentHash.Of(table.Query.Sql),
                    StringComparer.Ordinal
                ),
                Datasets =
                [
                    .. build.Tables.Datasets.Select(dataset => new SentDataset(dataset.Name, dataset.Path, dataset.Hash)
                    {
                        Title = dataset.Title,
                        Publisher = dataset.Publisher,
                        Released = dataset.Released,
                        Licence = dataset.Licence,
                        Copy = inputs.GetValueOrDefault(dataset.Name)?.Path,
                    }),
                ],
                LeftOut = leftOut.ToImmutable(),
            },
            files
        );
    }

    // The message always; pictures and data as long as there is room, the smallest first.
    private static IEnumerable<SentPart> Bounded(IssueBuild build, ImmutableArray<SentOmission>.Builder leftOut)
    {
        var email = build.Email;
        SentPart[] texts =
        [
            Text("email.html", email.Html),
            Text("email.txt", email.Text),
            Text("web.html", email.Web),
            Text("figures.json", FiguresJson.Write(build.Figures, build.Tables.Datasets)),
        ];
        var room = LargestOutputs - texts.Sum(file => file.Bytes.Length);
        var others = email
            .Images.Select(image => new SentPart(image.Url, image.Bytes))
            .Concat(email.DataFiles.Select(file => new SentPart(file.FileName, file.Bytes)))
            .DistinctBy(file => file.Path)
            .OrderBy(file => file.Bytes.Length)
            .ThenBy(file => file.Path, StringComparer.Ordinal);
        foreach (var text in texts)
            yield return text;
        foreach (var file in others)
        {
            room -= file.Bytes.Length;
            if (room >= 0)
                yield return file;
            else
                leftOut.Add(new SentOmission(file.Path, "the outputs of an issue are kept up to 2 MB"));
        }
    }

    private static ImmutableArray<(SentPart Part, string Path)> Sources(IssueBuild build)
    {
        var issue = build.Issue;
        var folder = issue.Source.Path[..(issue.Source.Path.LastIndexOf('/') + 1)];
        return
        [
            .. issue
                .IncludedSources.Prepend(issue.Source)
                .DistinctBy(source => source.Path)
                .Select(source =>
                    (
                        Text(
                            "source/"
                                + (
                                    source.Path.StartsWith(folder, StringComparison.Ordinal)
                                        ? source.Path[folder.Length..]
                                        : $"snippets/{source.Path[(source.Path.LastIndexOf('/') + 1)..]}"
                                ),
                            source.Text
                        ),
                        source.Path
                    )
                ),
        ];
    }

    private static IEnumerable<SentPart> Results(QueryTables tables, ImmutableArray<SentOmission>.Builder leftOut)
    {
        var room = LargestOutputs;
        foreach (var (query, table) in tables.All.Select(one => (one, one.Table)))
        {
            if (table is null)
                continue;
            var path = $"results/{query.Query.Name}.csv";
            var why =
                query.Query.Source is not null || query.Datasets.Any(IsOfSource) ? "it comes from a database"
                : HoldsSmallCounts(query, table) ? "it holds counts of people that must not be shown"
                : null;
            var part = Text(path, why is null ? TableCsv.Write(table) : "");
            room -= part.Bytes.Length;
            why ??= room < 0 ? "the results of an issue are kept up to 2 MB" : null;
            if (why is null)
                yield return part;
            else
                leftOut.Add(new SentOmission(path, why));
        }
    }

    private static ImmutableDictionary<string, SentPart> Inputs(
        Workspace workspace,
        ImmutableArray<Dataset> datasets,
        ImmutableArray<SentOmission>.Builder leftOut
    )
    {
        var copies = ImmutableDictionary.CreateBuilder<string, SentPart>(StringComparer.Ordinal);
        var room = LargestInputs;
        foreach (var dataset in datasets.Where(dataset => !IsOfSource(dataset)))
        {
            if (WhyNotPublished(dataset, workspace) is { } why)
            {
                leftOut.Add(new SentOmission(dataset.Path, why));
                continue;
            }
            var bytes = SafePath.ReadAllBytes(workspace.Root, Path.Combine(workspace.Root, dataset.Path));
            why =
                ContentHash.Of(bytes) != dataset.Hash ? "it was saved while the issue was built"
                : bytes.Length > LargestInput ? "a data file is kept up to 2 MB"
                : bytes.Length > room ? "the data files of an issue are kept up to 5 MB"
                : null;
            if (why is not null)
            {
                leftOut.Add(new SentOmission(dataset.Path, why));
                continue;
            }
            room -= bytes.Length;
            copies[dataset.Name] = new SentPart($"inputs/{dataset.Hash[..ShownHash]}-{Path.GetFileName(dataset.Path)}", [.. bytes]);
        }
        return copies.ToImmutable();
    }

    /// <summary>Why copies of a data file are not handed out; null when they are.</summary>
    internal static string? WhyNotPublished(Dataset dataset, Workspace workspace) =>
        IsOfSource(dataset) ? "it is the answer of a database"
        : dataset.PeopleColumns.Contains("*") ? "each of its rows is a person"
        : !dataset.PeopleColumns.IsEmpty && (dataset.DisclosureThreshold ?? workspace.Settings.Checks.DisclosureThreshold) > 1
            ? "it counts people, and may hold counts that must not be shown"
        : dataset.MayBePublished || OpenLicence().IsMatch(dataset.Licence ?? "") ? null
        : dataset.Licence is null ? "no licence is declared"
        : $"its licence (“{dataset.Licence}”) is not known to be open";

    private static bool IsOfSource(Dataset dataset) => dataset.Path.StartsWith("source:", StringComparison.Ordinal);

    private static bool HoldsSmallCounts(QueryTable query, Table table) =>
        query.People.Any(people => people.Name == "*")
        || query.People.Any(people => table[people.Name] is { } column && column.Values.Any(value => people.SmallIn(value) is not null));

    private static SentPart Text(string path, string text) => new(path, [.. Encoding.UTF8.GetBytes(text)]);

    // Attribution and share-alike let copies be handed out; NonCommercial and NoDerivatives need a person to decide.
    [GeneratedRegex(
        @"\A\s*(Open Government Licence\b|OGL\b|CC0\b|CC[ -]BY(-SA)?([ -]\d|\s*\z)|Creative Commons Attribution( \d|-?\s*ShareAlike"
            + @"|\s*\z)|Open Data Commons\b|ODC\b|ODbL\b|PDDL\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex OpenLicence();
}
