using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Publishing.Subscribers;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Tests.Publishing.Subscribers;

public sealed class SubscriberFileTests
{
    private static readonly ImmutableArray<MergeField> Fields = [new MergeField("FNAME", "First Name"), new MergeField("LA", "Local authority")];

    [Theory]
    [InlineData("email,FNAME,LA\nann@example.org,Ann,Lambeth\n")]
    [InlineData("Email Address,First Name,Local authority\r\nann@example.org,Ann,Lambeth\r\n")]
    [InlineData("\uFEFFemail;FNAME;LA\nann@example.org;Ann;Lambeth\n")]
    [InlineData("LA\tFNAME\tEMAIL\nLambeth\tAnn\t ann@example.org \n\n")]
    [InlineData("email,FNAME,LA\n\"ann@example.org\",\"Ann\",\"Lambeth\"")]
    public void Columns_are_found_by_tag_or_label_in_any_order(string text)
    {
        var (rows, diagnostics) = Read(text);

        Assert.Empty(diagnostics);
        var row = Assert.Single(rows);
        Assert.Equal(("ann@example.org", "Ann", "Lambeth"), (row.Address, row.Fields["FNAME"], row.Fields["LA"]));
    }

    [Fact]
    public void What_is_wrong_is_said_with_its_line_and_without_what_the_cell_says()
    {
        var (rows, diagnostics) = Read(
            """
            email,FNAM,FNAME
            ann@example.org,,Ann
            private.person,,Bo
            ANN@example.org,,Ann again
            cy@example.org,,Cy,and more
            "dee
            @example.org",,Dee
            eve@example.org,,Eve
            """);

        Assert.Equal(
            [
                "people.csv:1:1: warning DM621: Column 2 is no merge field of newsletter.yml and is left out.",
                "people.csv:3:1: error DM622: The address is none.",
                "people.csv:4:1: error DM623: The address stands in line 2 already.",
                "people.csv:5:1: error DM624: The line has 4 cells, and the header has 3.",
                "people.csv:6:1: error DM622: The address is none.",
            ],
            diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Equal([2, 8], rows.Select(row => row.Line));
        Assert.Equal("line 2", $"{rows[0]}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("name,place\nAnn,Leeds\n")]
    public void Without_a_column_of_addresses_there_is_nobody(string text)
    {
        var (rows, diagnostics) = Read(text);

        Assert.Empty(rows);
        Assert.Contains(diagnostics, diagnostic => diagnostic.Rule == SubscriberRules.NoAddressColumn);
    }

    [Fact]
    public void What_is_written_can_be_read_again_and_runs_in_no_spreadsheet()
    {
        ImmutableArray<SubscriberRow> rows =
        [
            Row(2, "+tag@example.org", ("FNAME", "=cmd|'/c calc'!A1")), Row(3, "bo@example.org", ("FNAME", "\"Bo\", of Leeds\nand York"), ("LA", "-1")), Row(5, "cy@example.org", ("LA", "'quoted'")),
        ];
        using var written = new StringWriter();

        SubscriberFile.Write(written, rows, Fields);

        Assert.DoesNotContain(written.ToString().Split('\n', ','), cell => cell.TrimStart('"') is ['=' or '+' or '-' or '@', ..]);
        var (read, diagnostics) = Read(written.ToString());
        Assert.Empty(diagnostics);
        Assert.Equal(rows.Select(row => (row.Address, string.Join('|', row.Fields.Values))), read.Select(row => (row.Address, string.Join('|', row.Fields.Values))));
    }

    private static SubscriberRow Row(int line, string address, params (string Tag, string Value)[] fields) =>
        new(line, address, fields.ToImmutableSortedDictionary(field => field.Tag, field => field.Value, StringComparer.Ordinal));

    private static (ImmutableArray<SubscriberRow> Rows, ImmutableArray<Diagnostic> Diagnostics) Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        using var reader = new StringReader(text.TrimStart('\uFEFF'));
        return (SubscriberFile.Read(reader, "people.csv", Fields, diagnostics), diagnostics.ToImmutable());
    }
}
