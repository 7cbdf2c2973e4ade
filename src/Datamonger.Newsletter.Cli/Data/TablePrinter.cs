using System.Globalization;
using Datamonger.Newsletter.Data.Results;
using Spectre.Console;
using Table = Datamonger.Newsletter.Data.Table;

namespace Datamonger.Newsletter.Cli.Data;

/// <summary>Draws tables for people on stdout: thin rules, numbers to the right, nothing that steers the terminal.</summary>
internal sealed class TablePrinter
{
    // Where nobody looks, no line is broken.
    private const int Endless = 1_000_000;
    private readonly IAnsiConsole _console;

    public TablePrinter(CliEnvironment environment)
    {
        var colours = environment.OutputIsTerminal && environment.Colours;
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(environment.Output),
        });
        if (!environment.OutputIsTerminal) _console.Profile.Width = Endless;
    }

    /// <summary>Prints the rows of a table.</summary>
    /// <param name="rows">How many of them.</param>
    public void Print(Table table, int rows) => Print(
        [.. table.Columns.Select(column => (column.Name, column.IsNumeric))],
        Enumerable.Range(0, Math.Min(rows, table.RowCount)).Select(row => table.Columns.Select(column => PlainValue.Of(column.Values[row])).ToArray()));

    /// <summary>Prints rows of texts; null is printed as such.</summary>
    public void Print((string Name, bool IsNumeric)[] columns, IEnumerable<string?[]> rows)
    {
        var drawn = new Spectre.Console.Table { Border = TableBorder.Simple, ShowRowSeparators = false, UseSafeBorder = false };
        foreach (var (name, isNumeric) in columns) drawn.AddColumn(new TableColumn(new Text(ConsoleReporter.Plain(name), new Style(decoration: Decoration.Bold))) { Alignment = isNumeric ? Justify.Right : Justify.Left });
        foreach (var row in rows) drawn.AddRow(row.Select(value => value is null ? new Text("NULL", new Style(decoration: Decoration.Dim)) : new Text(ConsoleReporter.Plain(value))));
        _console.Write(drawn);
    }

    /// <summary>A number of things, in words.</summary>
    public static string Count(long count, string one) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {one}{(count == 1 ? "" : "s")}";
}
