using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli.Data;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Data.Queries.Profiles;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Shows what a table holds: types, gaps, markers, ranges, distributions.</summary>
internal sealed class DescribeCommand : DataVerb
{
    private const int ShownCharacters = 28;
    private readonly Argument<string> _table = new("table")
    {
        Description = "A table of content/datasets; with --issue also a query",
        HelpName = "table",
    };

    public DescribeCommand(CliSession session)
        : base(session, "describe", "Show what a table holds: types, gaps, markers, ranges", readsIssue: true)
    {
        _table.CompletionSources.Add(_ => Tables(session));
        Add(_table);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger describe fostering", "columns, markers and what is not as it should be"),
            ("datamonger describe applications -i 2017-03", "the result of an issue's query"),
            ("datamonger describe fostering --json", "for a script"),
        ];

    /// <inheritdoc/>
    protected override async Task<bool> RunAsync(
        ParseResult parsed,
        QueryRunner runner,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var (name, issue) = (parsed.GetValue(_table)!, ReadIssue(parsed));
        ImmutableArray<string> known =
        [
            .. runner.ReadCatalog(diagnostics).Names,
            .. issue?.FrontMatter.Tables.Select(table => table.Key.Value) ?? [],
            .. issue?.Queries.Select(query => query.Name) ?? [],
        ];
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new CliException(
                ExitCode.Usage,
                $"There is no table \"{name}\".",
                NearestName.Hint(name, known) ?? "datamonger tables lists them."
            );
        if (await new TableProfiler(runner, issue).DescribeAsync(name, diagnostics, cancellationToken) is not { } profile)
            return false;
        if (Session.AsJson)
            Session.Reporter.Json(ProfileJson.Of(profile));
        else
            Print(profile);
        return true;
    }

    private void Print(TableProfile profile)
    {
        var (output, printer) = (Session.Environment.Output, new TablePrinter(Session.Environment));
        output.WriteLine($"{profile.Name}  {(profile.Dataset is { } file ? ConsoleReporter.Plain(file.Path) : "a query")}");
        if (profile.Dataset is { } dataset)
            printer.PrintParts(Origin(dataset), " · ");
        output.WriteLine($"{TablePrinter.Count(profile.RowCount, "row")}, {TablePrinter.Count(profile.Columns.Length, "column")}");
        printer.PrintList(
            [
                new("column"),
                new("type"),
                new("nulls", true),
                new("distinct", true),
                new("least") { ShortestWidth = 10 },
                new("greatest") { ShortestWidth = 10 },
                new("distribution") { ShortestWidth = TableProfiler.Bars },
            ],
            profile.Columns.Select(column =>
                new[]
                {
                    column.Name,
                    column.Type.ToString().ToLowerInvariant() + (column.AreYears ? ", years" : ""),
                    $"{column.Nulls}",
                    $"{column.Distinct}",
                    Short(column.Minimum),
                    Short(column.Maximum),
                    Distribution(column),
                }
            ),
            6,
            5,
            4
        );
        var markers = profile
            .Columns.SelectMany(column =>
                column.Markers.Select(marker => new[] { column.Name, marker.Note.Marker, marker.Note.Reason, $"{marker.Rows}" })
            )
            .ToList();
        if (markers.Count > 0)
            printer.PrintList([new("column"), new("marker"), new("meaning"), new("rows", true)], markers);
        if (profile.Dataset is not { UnmatchedAuthorities: { IsEmpty: false } unmatched })
            return;
        output.WriteLine("Not a local authority of England, so that a join leaves these rows out:");
        printer.PrintList(
            [new("column"), new("row", true), new("value"), new("perhaps")],
            unmatched.Select(cell => new[] { cell.Column, $"{cell.Row}", cell.Value, cell.Nearest ?? "" })
        );
    }

    private static IEnumerable<string> Origin(Dataset dataset) =>
        new[]
        {
            dataset.Title,
            dataset.Publisher,
            Dated("released", dataset.Released) is { } released
                ? dataset.ReleasedAt is { } time
                    ? $"{released} {time:HH:mm}"
                    : released
                : null,
            Dated("retrieved", dataset.Retrieved),
            Dated("next release", dataset.NextRelease),
            dataset.Licence,
            dataset.Illustrative ? "illustrative figures" : null,
        }.OfType<string>();

    private static string? Dated(string what, DateOnly? day) => day is null ? null : $"{what} {PlainValue.Of(day)}";

    private static string Short(object? value) => PlainValue.Of(value) is not { } text ? "" : Cut(text, ShownCharacters);

    private static string Distribution(ColumnSummary column)
    {
        var bars = SparkBars.Of(column.Spread);
        if (column.IsMeasured || column.Frequent.IsEmpty)
            return bars;
        return column.Frequent[0].Rows == 1
            ? "all different"
            : $"{bars}  {string.Join(", ", column.Frequent.Take(2).Select(value => $"{Cut(value.Value, 18)} ({value.Rows})"))}";
    }

    private static string Cut(string text, int length)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= length ? line : string.Concat(line.AsSpan(0, length - 1), "…");
    }

    private static ImmutableArray<string> Tables(CliSession session) =>
        Workspace.FindRoot(session.Environment.CurrentDirectory) is { } root
            ? DatasetCatalog.Read(Workspace.Open(root), new DiagnosticBag()).Names
            : [];
}
