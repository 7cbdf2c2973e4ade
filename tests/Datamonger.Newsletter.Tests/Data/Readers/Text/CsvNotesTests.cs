using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Tests.Data.Readers.Text;

/// <summary>Which rows of a CSV file are its table, and which stand below it.</summary>
public sealed class CsvNotesTests
{
    private const string Table = "la,n,rate\nKent,1,2\nMedway,3,4\n";

    [Theory]
    [InlineData("\nSource: DfE\n", 5)]
    [InlineData("Source: DfE\n", 4)]
    [InlineData("Source: DfE,,\n", 4)]
    [InlineData("\"Source: DfE, 2016\",,\n", 4)]
    [InlineData(",,\nFigures are rounded.,,\n", 5)]
    [InlineData("\n\n1. Rounded\n\"2. Over\ntwo lines\"\n\nContact: Jo\n", 6)]
    [InlineData("* Rounded", 4)]
    public void Notes_below_the_table_are_held_back(string below, int from)
    {
        var read = Read(Table + below);
        Assert.Equal(from, read.From);
        Assert.Equal(["2 Kent|1|2", "3 Medway|3|4"], read.Rows);
    }

    [Theory]
    [InlineData("Isles of Scilly,,\n", "4 Isles of Scilly||")]
    [InlineData("Isles of Scilly\n", "4 Isles of Scilly||")]
    [InlineData("\n2016,,\n", "5 2016||")]
    [InlineData("\n27/03/2016\n", "5 27/03/2016||")]
    [InlineData(",,5\n", "4 ||5")]
    [InlineData("Source: DfE,,5\n", "4 Source: DfE||5")]
    [InlineData("\nNotes\n,,\nBarnet,5,6\n", "5 Notes||", "7 Barnet|5|6")]
    [InlineData("\nInner London\nSource: DfE\nBarnet,5,6\n", "5 Inner London||", "6 Source: DfE||", "7 Barnet|5|6")]
    public void What_may_be_data_is_data_in_the_order_of_the_file(string below, params string[] rows)
    {
        var read = Read(Table + below);
        Assert.Equal(0, read.From);
        Assert.Equal(["2 Kent|1|2", "3 Medway|3|4", .. rows], read.Rows);
    }

    [Fact]
    public void A_marker_with_its_meaning_is_a_note_in_a_table_of_four_columns()
    {
        var read = Read("la,n,rate,note\nKent,1,2,c\nc,suppressed to protect people\n");
        Assert.Equal(3, read.From);
        Assert.Equal(["2 Kent|1|2|c"], read.Rows);
    }

    [Fact]
    public void The_last_part_of_a_file_may_be_nothing_but_notes()
    {
        var scanner = new CsvScanner(new MemoryStream("Source: DfE\nRounded\n"u8.ToArray()), (byte)',');
        var notes = new CsvNotes(3, followsData: true);
        while (scanner.Read())
            Assert.True(notes.Hold(scanner));
        Assert.Equal((1, 2), (notes.From, notes.Held.Length));
    }

    [Theory]
    [InlineData(201, "x")]
    [InlineData(3, null)]
    public void More_rows_or_text_than_notes_have_are_data(int rows, string? text)
    {
        text ??= new string('x', 100 << 10);
        var read = Read(Table + "\n" + string.Concat(Enumerable.Repeat(text + "\n", rows)));
        Assert.Equal(0, read.From);
        Assert.Equal(2 + rows, read.Rows.Count);
    }

    [Fact]
    public void They_are_told_with_their_line_and_what_to_do()
    {
        var bag = new DiagnosticBag();
        CsvNotes.Report(0, new Dataset("t", "content/datasets/t.csv", default), bag);
        CsvNotes.Report(5, new Dataset("t", "content/datasets/t.csv", default), bag);
        var told = Assert.Single(bag.ToImmutable());
        Assert.Equal("content/datasets/t.csv:5:1: info DM254: The notes from line 5 on were left out.", told.ToString());
        Assert.Equal("If they are rows of the table, fill their empty cells with a marker, such as \"..\".", told.Hint);
    }

    // What CsvCells does: what is held goes first when data follow, and nowhere when nothing does.
    private static (int From, List<string> Rows) Read(string csv)
    {
        var scanner = new CsvScanner(new MemoryStream(Encoding.UTF8.GetBytes(csv)), (byte)',');
        scanner.Read();
        var columns = scanner.FieldCount;
        var notes = new CsvNotes(columns);
        var rows = new List<string>();
        while (scanner.Read())
        {
            var cells = Enumerable.Range(0, scanner.FieldCount).Select(i => Encoding.UTF8.GetString(scanner[i])).ToList();
            if (cells.All(cell => cell.Length == 0) || notes.Hold(scanner))
                continue;
            foreach (var held in notes.Held)
                rows.Add(Line(held.Line, [Encoding.UTF8.GetString(held.Text), Encoding.UTF8.GetString(held.Meaning)]));
            notes.Release();
            rows.Add(Line(scanner.Line, cells));
        }
        return (notes.From, rows);

        string Line(int line, List<string> cells) =>
            $"{line} {string.Join('|', cells.Concat(Enumerable.Repeat("", columns)).Take(columns))}";
    }
}
