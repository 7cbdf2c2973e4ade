using System.Globalization;
using Datamonger.Newsletter.Data.Model.Results;
using Spectre.Console;
using Table = Datamonger.Newsletter.Data.Model.Table;

namespace Datamonger.Newsletter.Cli.Data;

/// <summary>Draws tables for people on stdout: thin rules, numbers to the right, nothing that steers the terminal.</summary>
internal sealed class TablePrinter
{
    // Where nobody looks, no line of data is broken; a list for people is as wide there as an editor's window.
    private const int Endless = 1_000_000;
    private const int ListWidth = 100;
    private readonly TextWriter _output;
    private readonly bool _isOnTerminal;
    private readonly IAnsiConsole _console;

    public TablePrinter(CliEnvironment environment)
    {
        var colours = environment.OutputIsTerminal && environment.Colours;
        _console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = colours ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(environment.Output),
            }
        );
        _output = environment.Output;
        _isOnTerminal = environment.OutputIsTerminal;
        if (!_isOnTerminal)
            _console.Profile.Width = Endless;
    }

    /// <summary>Prints the rows of a table.</summary>
    /// <param name="rows">How many of them.</param>
    public void Print(Table table, int rows) =>
        Print(
            [.. table.Columns.Select(column => (column.Name, column.IsNumeric))],
            Enumerable
                .Range(0, Math.Min(rows, table.RowCount))
                .Select(row => table.Columns.Select(column => PlainValue.Of(column.Values[row])).ToArray())
        );

    /// <summary>Prints rows of texts; null is printed as such.</summary>
    public void Print((string Name, bool IsNumeric)[] columns, IEnumerable<string?[]> rows)
    {
        var drawn = new Spectre.Console.Table
        {
            Border = TableBorder.Simple,
            ShowRowSeparators = false,
            UseSafeBorder = false,
        };
        foreach (var (name, isNumeric) in columns)
            drawn.AddColumn(
                new TableColumn(new Text(ConsoleReporter.Plain(name), new Style(decoration: Decoration.Bold)))
                {
                    Alignment = isNumeric ? Justify.Right : Justify.Left,
                }
            );
        foreach (var row in rows)
            drawn.AddRow(
                row.Select(value =>
                    value is null ? new Text("NULL", new Style(decoration: Decoration.Dim)) : new Text(ConsoleReporter.Plain(value))
                )
            );
        _console.Write(drawn);
    }

    /// <summary>Prints a list of things, no wider than the terminal or, elsewhere, 100 characters.</summary>
    /// <param name="order">Columns that may be shortened, those that say least first; what is too wide even then is broken into
    /// lines.</param>
    public void PrintList(PrintedColumn[] columns, IEnumerable<string?[]> rows, params ReadOnlySpan<int> order)
    {
        var width = _console.Profile.Width;
        _console.Profile.Width = LineWidth;
        var list = rows.Select(row => row.Select(text => text is null ? null : ConsoleReporter.Plain(text)).ToArray()).ToList();
        if (list.Count > 0)
            PrintedColumn.Fit(columns, list, order, _console.Profile.Width);
        Print([.. columns.Select(column => (column.Name, column.IsNumeric))], list);
        _console.Profile.Width = width;
    }

    /// <summary>Prints what belongs together, on as many lines of that width as it takes.</summary>
    public void PrintParts(IEnumerable<string> parts, string between)
    {
        var line = "";
        foreach (var part in parts.Select(ConsoleReporter.Plain))
        {
            if (line.Length > 0 && line.Length + between.Length + part.Length > LineWidth)
            {
                _output.WriteLine(line);
                line = "";
            }
            line += line.Length == 0 ? part : between + part;
        }
        if (line.Length > 0)
            _output.WriteLine(line);
    }

    private int LineWidth => _isOnTerminal ? _console.Profile.Width : ListWidth;

    /// <summary>A number of things, in words.</summary>
    public static string Count(long count, string one) =>
        $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {one}{(count == 1 ? "" : "s")}";
}
