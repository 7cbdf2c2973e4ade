using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Publishing.Subscribers;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Tests.Publishing.Subscribers;

public sealed class SubscriberFileTests
{
    private static readonly ImmutableArray<MergeField> Fields =
    [
        new MergeField("FNAME", "First Name"),
        new MergeField("LA", "Local authority"),
    ];

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
            """
        );

        Assert.Equal(
            [
                "people.csv:1:1: warning DM621: Column 2 is not a merge field of newsletter.yml and is left out.",
                "people.csv:3:1: error DM622: The cell of the address is not an email address.",
                "people.csv:4:1: error DM623: The address is in line 2 already.",
                "people.csv:5:1: error DM624: The line has 4 cells, and the header has 3.",
                "people.csv:6:1: error DM624: A quotation mark begins or ends here without its partner on the same line.",
                "people.csv:7:13: error DM624: A quotation mark begins or ends here without its partner on the same line.",
            ],
            diagnostics.Select(diagnostic => diagnostic.ToString())
        );
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
            Row(2, "+tag@example.org", ("FNAME", "=cmd|'/c calc'!A1")),
            Row(3, "bo@example.org", ("FNAME", "\"Bo\", of Leeds"), ("LA", "-1")),
            Row(5, "cy@example.org", ("LA", "'quoted'")),
        ];
        using var written = new StringWriter();

        SubscriberFile.Write(written, rows, Fields);

        Assert.DoesNotContain(
            written.ToString().Split('\n', ','),
            cell =>
                cell.TrimStart('"') is ['=' or '+' or '-' or '@', ..]
                && !decimal.TryParse(cell.Trim('"'), CultureInfo.InvariantCulture, out _)
        );
        var (read, diagnostics) = Read(written.ToString());
        Assert.Empty(diagnostics);
        Assert.Equal(
            rows.Select(row => (row.Address, string.Join('|', row.Fields.Values))),
            read.Select(row => (row.Address, string.Join('|', row.Fields.Values)))
        );
    }

    [Fact]
    public void A6a_one_open_quotation_mark_takes_nobody_into_another_persons_name()
    {
        var others = string.Concat(Enumerable.Range(1, 40).Select(n => $"person-{n}@example.org,Person {n},Leeds\n"));

        var (rows, diagnostics) = Read($"email,FNAME,LA\nann@example.org,\"Ann,Lambeth\n{others}");

        var found = Assert.Single(diagnostics);
        Assert.Equal((SubscriberRules.DamagedLine, 2, 17), (found.Rule, found.Location.Line, found.Location.Column));
        Assert.Equal(40, rows.Length);
        Assert.All(rows, row => Assert.DoesNotContain("@", row.Fields["FNAME"], StringComparison.Ordinal));
    }

    [Fact]
    public void A6a_a_line_end_inside_a_cell_and_a_cell_of_256_characters_are_refused()
    {
        var (rows, diagnostics) = Read(
            $"email,FNAME\nann@example.org,\"Ann\nof Leeds\"\nbo@example.org,{new string('b', 255)}\ncy@example.org,{new string('c', 256)}\n"
        );

        Assert.Equal(
            [(SubscriberRules.DamagedLine, 2), (SubscriberRules.DamagedLine, 3), (SubscriberRules.LongCell, 5)],
            diagnostics.Select(finding => (finding.Rule, finding.Location.Line))
        );
        Assert.Equal([4], rows.Select(row => row.Line));
    }

    [Fact]
    public void A6c_accented_letters_of_a_Windows_1252_file_are_read_as_they_are()
    {
        var diagnostics = new DiagnosticBag();
        var lines = SubscriberText.Read(
            [.. "email,FNAME\nzoe@example.org,Zo"u8, 0xEB, .. "\n"u8],
            "people.csv",
            diagnostics,
            TestContext.Current.CancellationToken
        );

        var row = Assert.Single(SubscriberFile.Read(lines!.Value, "people.csv", Fields, diagnostics));
        Assert.Equal("Zoë", row.Fields["FNAME"]);
        Assert.False(diagnostics.HasErrors);
    }

    [Fact]
    public void A6c_doubtful_bytes_are_refused_with_their_line_and_column()
    {
        var mixed = new DiagnosticBag();
        var lines = SubscriberText.Read(
            [.. "email,FNAME\nbjork@example.org,Björk\nzoe@example.org,Zo"u8, 0xEB, .. "\n"u8],
            "people.csv",
            mixed,
            TestContext.Current.CancellationToken
        );
        var (rows, lost) = Read("email,FNAME\nzoe@example.org,Zo\uFFFD\nann@example.org,Ann\n");

        Assert.Null(lines);
        Assert.Equal(new SourceLocation("people.csv", 3, 19), Assert.Single(mixed.ToImmutable()).Location);
        Assert.Equal(new SourceLocation("people.csv", 2, 19), Assert.Single(lost).Location);
        Assert.Equal([3], rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("UNSUB_TIME")]
    [InlineData("CLEAN_TIME")]
    public void A6d_an_export_of_people_who_left_is_refused_as_what_it_is(string column)
    {
        var (rows, diagnostics) = Read($"Email Address,First Name,{column}\nann@example.org,Ann,2017-03-01 09:00:00\n");

        Assert.Empty(rows);
        Assert.Equal(SubscriberRules.PeopleWhoLeft, Assert.Single(diagnostics).Rule);
    }

    private static SubscriberRow Row(int line, string address, params (string Tag, string Value)[] fields) =>
        new(line, address, fields.ToImmutableSortedDictionary(field => field.Tag, field => field.Value, StringComparer.Ordinal));

    private static (ImmutableArray<SubscriberRow> Rows, ImmutableArray<Diagnostic> Diagnostics) Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        var lines = SubscriberText.Read(
            System.Text.Encoding.UTF8.GetBytes(text),
            "people.csv",
            diagnostics,
            TestContext.Current.CancellationToken
        );
        return (SubscriberFile.Read(lines!.Value, "people.csv", Fields, diagnostics), diagnostics.ToImmutable());
    }
}
