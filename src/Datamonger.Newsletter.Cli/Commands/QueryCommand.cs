using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Cli.Data;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Runs one query and prints its rows.</summary>
internal sealed class QueryCommand : DataVerb
{
    private const int ShownRows = 100;
    private readonly Argument<string> _sql = new("sql")
    {
        Description = "The SQL; - reads it from stdin, a path that ends in .sql from that file",
    };
    private readonly Option<string?> _format = new("--format", "-f")
    {
        Description = "table, csv or json; a table on a terminal and CSV elsewhere by default",
        HelpName = "format",
    };
    private readonly Option<string?> _source = new("--source", "-s")
    {
        Description = "Run it on this source of newsletter.yml",
        HelpName = "name",
    };
    private readonly Option<int> _rows = new("--rows", "-r")
    {
        Description = "Most rows of a table; 0 is all of them",
        HelpName = "n",
        DefaultValueFactory = _ => ShownRows,
    };

    public QueryCommand(CliSession session)
        : base(session, "query", "Run one query over the data, and print its rows", readsIssue: true)
    {
        _format.AcceptOnlyFromAmong("table", "csv", "json");
        Add(_sql);
        Add(_format);
        Add(_source);
        Add(_rows);
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger query \"from fostering\"", "all rows of a table"),
            ("datamonger query \"from applications\" -i 2017-03", "the result of an issue's query"),
            ("datamonger query areas.sql --format csv > areas.csv", "a query of a file, for a spreadsheet"),
            ("datamonger query - --json < areas.sql", "from stdin, for a script"),
        ];

    /// <inheritdoc/>
    protected override async Task<bool> RunAsync(
        ParseResult parsed,
        QueryRunner runner,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var query = Read(await ReadTextAsync(parsed.GetValue(_sql)!, cancellationToken), parsed.GetValue(_source), diagnostics);
        var answer = (await runner.RunAsync([query], ReadIssue(parsed), diagnostics, cancellationToken))[0];
        if (answer.Table is not { } table)
            return false;
        switch (Session.AsJson ? "json" : parsed.GetValue(_format) ?? (Session.Environment.OutputIsTerminal ? "table" : "csv"))
        {
            case "json":
                await Session.Environment.Output.WriteAsync(TableJson.Write(table).AsMemory(), cancellationToken);
                break;
            case "csv":
                await Session.Environment.Output.WriteAsync(TableCsv.Write(table).AsMemory(), cancellationToken);
                break;
            default:
                Print(table, parsed.GetValue(_rows));
                break;
        }
        return true;
    }

    private async Task<SourceText> ReadTextAsync(string sql, CancellationToken cancellationToken)
    {
        if (sql == "-")
            return new SourceText("stdin", await Session.Environment.Input.ReadToEndAsync(cancellationToken));
        if (!sql.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || sql.Contains('\n'))
            return new SourceText("sql", sql);
        var path = Path.GetFullPath(sql, Session.Environment.CurrentDirectory);
        return File.Exists(path)
            ? new SourceText(sql, await File.ReadAllTextAsync(path, cancellationToken))
            : throw new CliException(ExitCode.Usage, $"There is no file {sql}.");
    }

    // The option lines of an issue's query hold here too, so that one can be tried out as it stands.
    private static QueryBlock Read(SourceText text, string? source, DiagnosticBag diagnostics)
    {
        var start = SourceLocation.StartOf(text.Path);
        var lines = Enumerable.Range(1, text.LineCount).Select(text.Line).ToList();
        var block = new QueryBlockReader(diagnostics).Read(
            "_query",
            start,
            start,
            lines,
            (line, column) => new SourceLocation(text.Path, line, column)
        );
        return new QueryBlock(block.Name, block.Sql, start, block.SqlLocation)
        {
            Source = source ?? block.Source,
            SourceOptionLocation = source is null ? block.SourceOptionLocation : start,
            CacheFor = block.CacheFor,
            Key = block.Key,
            KeyLocation = block.KeyLocation,
            Expectations = block.Expectations,
            AllowEmpty = true,
        };
    }

    private void Print(Table table, int most)
    {
        var shown = most <= 0 ? table.RowCount : Math.Min(most, table.RowCount);
        new TablePrinter(Session.Environment).Print(table, shown);
        Session.Reporter.Say(
            shown == table.RowCount
                ? TablePrinter.Count(shown, "row")
                : $"The first {shown} of {TablePrinter.Count(table.RowCount, "row")}; --rows 0 shows them all."
        );
    }
}
