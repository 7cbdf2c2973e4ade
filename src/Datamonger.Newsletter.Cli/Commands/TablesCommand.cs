using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli.Data;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Data.Queries.Profiles;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Lists the tables that queries can read.</summary>
internal sealed class TablesCommand(CliSession session)
    : DataVerb(session, "tables", "List the tables that queries can read", readsIssue: false)
{
    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger tables", "name, file, size and release of each"),
            ("datamonger tables --json", "the same for a script, with the columns' names and what is wrong with each file"),
        ];

    /// <inheritdoc/>
    protected override bool FailsOnErrors => !Session.AsJson;

    /// <inheritdoc/>
    protected override async Task<bool> RunAsync(
        ParseResult parsed,
        QueryRunner runner,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var tables = await new TableProfiler(runner).ListAsync(runner.ReadCatalog(diagnostics), diagnostics, cancellationToken);
        if (Session.AsJson)
        {
            var found = diagnostics.ToImmutable().ToLookup(finding => finding.Location.File);
            var files = tables.Select(table => table.Dataset.Path).ToHashSet(StringComparer.Ordinal);
            Session.Reporter.Json(
                new JsonObject
                {
                    ["tables"] = new JsonArray([.. tables.Select(table => Json(table, found[table.Dataset.Path]))]),
                    ["diagnostics"] = Json(found.Where(file => !files.Contains(file.Key)).SelectMany(file => file)),
                }
            );
        }
        else if (tables.IsEmpty)
            Session.Reporter.Say("There are no data files in content/datasets.");
        else
            Print(tables);
        return true;
    }

    private void Print(ImmutableArray<TableEntry> tables) =>
        new TablePrinter(Session.Environment).PrintList(
            [
                new("table"),
                new("file") { ShortestWidth = 10, KeepsEnd = true },
                new("rows", true),
                new("columns", true),
                new("publisher") { ShortestWidth = 12 },
                new("released"),
            ],
            tables.Select(table =>
                new[]
                {
                    table.Dataset.Name,
                    Path.GetFileName(table.Dataset.Path),
                    table.RowCount?.ToString("#,0", CultureInfo.InvariantCulture) ?? "cannot be read",
                    table.Columns.Length.ToString(CultureInfo.InvariantCulture),
                    table.Dataset.Publisher ?? "",
                    PlainValue.Of(table.Dataset.Released) ?? "",
                }
            ),
            1,
            4
        );

    private static JsonArray Json(IEnumerable<Diagnostic> findings) =>
        new([.. findings.Select(found => (JsonNode)ConsoleReporter.ToJson(found))]);

    private static JsonObject Json(TableEntry table, IEnumerable<Diagnostic> findings) =>
        new JsonObject
        {
            ["name"] = table.Dataset.Name,
            ["file"] = table.Dataset.Path,
            ["sha256"] = table.Dataset.Hash,
            ["rows"] = table.RowCount,
            ["columns"] = new JsonArray([.. table.Columns.Select(column => (JsonNode)column)]),
            ["title"] = table.Dataset.Title,
            ["publisher"] = table.Dataset.Publisher,
            ["released"] = PlainValue.Of(table.Dataset.Released),
            ["retrieved"] = PlainValue.Of(table.Dataset.Retrieved),
            ["next_release"] = PlainValue.Of(table.Dataset.NextRelease),
            ["licence"] = table.Dataset.Licence,
            ["url"] = table.Dataset.Url,
            ["diagnostics"] = Json(findings),
        };
}
