using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

/// <summary>The tables of government releases are not tables yet: titles, notes, merged headers and empty stripes surround them.</summary>
public sealed class WorkbookTableTests
{
    public static TheoryData<string> Formats => WorkbookFormat.Both;

    private static TestSheet Release =>
        new(
            "Table 1",
            ["Table 1: Children looked after at 31 March 2016"],
            [null],
            ["Local authority", null, "Number", "Rate"],
            ["Lambeth", null, 460, 73],
            ["Kent", null, 2310, 70],
            ["Rutland", null, null, null],
            [null],
            ["1. Figures are rounded to the nearest 5."],
            ["Source: SFR41/2016"]
        );

    [Theory, MemberData(nameof(Formats))]
    public void Titles_above_notes_below_and_empty_columns_are_left_out_and_said(string format)
    {
        var reading = WorkbookFormat.Read(format, Release);

        Assert.Equal("Local authority|Number|Rate", reading.Header);
        Assert.Equal("Lambeth|460|73\nKent|2310|70\nRutland||", reading.Texts);
        Assert.Equal([4, 5, 6], reading.Rows.Select(row => row.Number));
        Assert.Equal(["DM254", "DM254"], reading.Codes);
        Assert.Contains("found in row 3", reading.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("from row 8 on", reading.Findings[1].Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_range_is_taken_at_its_word(string format)
    {
        var reading = WorkbookFormat.Read(format, Release, new DatasetOptions { Range = "A3:C5" });

        Assert.Empty(reading.Findings);
        Assert.Equal("Local authority|Number", reading.Header);
        Assert.Equal("Lambeth|460\nKent|2310", reading.Texts);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_range_may_begin_at_the_text_of_its_first_header(string format)
    {
        var reading = WorkbookFormat.Read(format, Release, new DatasetOptions { Range = "from \"local authority\"" });

        Assert.Equal("Lambeth|460|73\nKent|2310|70\nRutland||", reading.Texts);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_text_that_is_not_there_is_reported_with_the_nearest_one(string format)
    {
        var reading = WorkbookFormat.Read(format, Release, new DatasetOptions { Range = "from \"Local autority\"" });

        var finding = Assert.Single(reading.Findings);
        Assert.Equal(
            "content/datasets/datasets.yml:3:5: error DM248: Sheet \"Table 1\" has no cell \"Local autority\".",
            finding.ToString()
        );
        Assert.Equal("Did you mean \"Local authority\"?", finding.Hint);
        Assert.Empty(reading.Table.Header);
    }

    [Theory]
    [InlineData("A9-P188")]
    [InlineData("9:188")]
    [InlineData("from")]
    [InlineData("XFE1:XFF9")]
    [InlineData("A1:A1048577")]
    public void A_range_that_is_none_is_reported(string range)
    {
        var reading = WorkbookFormat.Read("xlsx", Release, new DatasetOptions { Range = range });

        Assert.Equal(["DM248"], reading.Codes);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Rows_to_skip_are_counted_in_the_sheet(string format)
    {
        var reading = WorkbookFormat.Read(format, Release, new DatasetOptions { Skip = 2 });

        Assert.Equal("Local authority|Number|Rate", reading.Header);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Headers_over_three_rows_are_joined_and_merged_cells_spread(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet(
                "s",
                [new Merged("Area", 3, 1), new Merged("2015", 1, 2), null, new Merged("2016", 1, 2), null],
                [null, new Merged("All children", 2, 1), "Of which", new Merged("All children", 2, 1), "Of which"],
                [null, null, "boys", null, "boys "],
                ["Kent", 1, 2, 3, 4]
            ),
            new DatasetOptions { HeaderRows = 3 }
        );

        Assert.Equal("Area|2015 All children|2015 Of which boys|2016 All children|2016 Of which boys", reading.Header);
        Assert.Equal("Kent|1|2|3|4", reading.Texts);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Footnote_markers_are_no_part_of_a_header(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet(
                "s",
                [
                    new Raised("Places", "3"),
                    "Rate [note 1]",
                    "Number(1)",
                    "Staff [2, 3]",
                    "Year²",
                    new Raised("Area in km", "2"),
                    "Change (2016)",
                    "Age\nband ",
                ],
                [1, 2, 3, 4, 5, 6, 7, 8]
            )
        );

        Assert.Equal("Places|Rate|Number|Staff|Year|Area in km2|Change (2016)|Age band", reading.Header);
        Assert.Equal(5, reading.Codes.Count(code => code == "DM253"));
        Assert.Contains("the header \"Rate [note 1]\" was read as \"Rate\"", reading.Findings[1].Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_raised_marker_behind_a_name_does_not_become_part_of_it(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet("s", ["la", "n"], [new Raised("Isles of Scilly", "4"), 5], [new Raised("Wirral", "4, 5"), 6])
        );

        Assert.Equal("Isles of Scilly|5\nWirral|6", reading.Texts);
        Assert.Equal(["DM253"], reading.Codes);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Rows_that_are_only_formatted_are_none(string format)
    {
        object?[][] empty = [.. Enumerable.Repeat<object?[]>([new Formatted(), new Formatted()], 370)];
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet(
                "s",
                [
                    ["la", "n"],
                    ["Kent", 1],
                    .. empty,
                    ["Surrey", 2],
                    .. empty,
                ]
            )
        );

        Assert.Equal("Kent|1\nSurrey|2", reading.Texts);
        Assert.Equal([2, 373], reading.Rows.Select(row => row.Number));
        Assert.Empty(reading.Findings);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_name_merged_over_several_rows_belongs_to_each(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet(
                "s",
                ["region", "la", "n"],
                [new Merged("North East", 2, 1), "Darlington", 205],
                [null, "Gateshead", 345],
                ["South East", "Kent", 2310]
            )
        );

        Assert.Equal("North East|Darlington|205\nNorth East|Gateshead|345\nSouth East|Kent|2310", reading.Texts);
        Assert.Empty(reading.Findings);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_number_merged_over_several_rows_is_reported_and_counts_once(string format)
    {
        var reading = WorkbookFormat.Read(format, new TestSheet("s", ["la", "n"], ["Bournemouth", new Merged(440, 2, 1)], ["Poole", null]));

        Assert.Equal("Bournemouth|440\nPoole|", reading.Texts);
        Assert.Equal(["DM255"], reading.Codes);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_column_without_a_name_is_kept_when_it_holds_something(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet("s", ["la", null, null, "n"], ["Kent", null, "r", 1], ["Surrey", null, null, 2])
        );

        Assert.Equal("la||n", reading.Header);
        Assert.Equal("Kent|r|1\nSurrey||2", reading.Texts);
    }

    [Theory, MemberData(nameof(Formats))]
    public void The_last_rows_of_a_list_are_no_notes(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet("s", ["la", "n", "rate"], ["Kent", 1, 2], ["Isles of Scilly", null, null], ["City of London", null, null])
        );

        Assert.Equal(3, reading.Rows.Count);
        Assert.Empty(reading.Findings);
    }

    [Theory, MemberData(nameof(Formats))]
    public void Notes_with_their_number_in_a_cell_of_its_own_are_notes(string format)
    {
        var reading = WorkbookFormat.Read(
            format,
            new TestSheet(
                "s",
                ["la", "a", "b", "c"],
                ["Kent", 1, 2, 3],
                [null],
                ["(1)", "Figures are rounded to the nearest five."],
                ["x", "Suppressed to protect individuals."]
            )
        );

        Assert.Single(reading.Rows);
        Assert.Equal(["DM254"], reading.Codes);
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_sheet_with_nothing_but_a_header_has_its_names(string format)
    {
        var reading = WorkbookFormat.Read(format, new TestSheet("s", ["la", "n"]));

        Assert.Equal("la|n", reading.Header);
        Assert.Empty(reading.Rows);
        Assert.Empty(reading.Findings);
    }
}
