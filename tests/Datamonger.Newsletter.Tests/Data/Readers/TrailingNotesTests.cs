using Datamonger.Newsletter.Data.Reading.Formats;

namespace Datamonger.Newsletter.Tests.Data.Readers;

/// <summary>What under a table is a note, and what is its last row.</summary>
public sealed class TrailingNotesTests
{
    [Theory]
    [InlineData("Source: DfE")]
    [InlineData("Sources: DfE, Ofsted")]
    [InlineData("SOURCE")]
    [InlineData("Note")]
    [InlineData("Notes:")]
    [InlineData("Note 1: figures are rounded")]
    [InlineData("Footnotes")]
    [InlineData("1. Figures are rounded")]
    [InlineData("1) Figures are rounded")]
    [InlineData("(1) Figures are rounded")]
    [InlineData("[2] Figures are rounded")]
    [InlineData("² Figures are rounded")]
    [InlineData("* Figures are rounded")]
    [InlineData("**Figures are rounded")]
    [InlineData("c = suppressed")]
    [InlineData(".. = not available")]
    [InlineData("© Crown copyright")]
    [InlineData("Copyright of the Crown")]
    public void A_text_with_the_look_of_a_note_right_below_the_table_is_one(string text) => Assert.Equal(3, FromAfter(row: 3, text));

    [Theory]
    [InlineData("Isles of Scilly")]
    [InlineData("Nottingham")]
    [InlineData("Sourceton")]
    [InlineData("2016 Total")]
    [InlineData("10.5 places")]
    [InlineData("*")]
    [InlineData("Bath and North East Somerset: see Bristol")]
    public void A_last_row_without_figures_is_no_note(string text) => Assert.Equal(0, FromAfter(row: 3, text));

    [Theory]
    [InlineData("Figures are rounded to the nearest five.")]
    [InlineData("Isles of Scilly")]
    public void Any_text_alone_behind_an_empty_row_is_one(string text) => Assert.Equal(4, FromAfter(row: 4, text));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_table_of_one_or_two_columns_has_no_rows_of_one_text(int width) =>
        Assert.Equal(0, FromAfter(row: 4, "Source: DfE", null, width));

    [Theory]
    [InlineData("1", "Figures are rounded to five", 4, 3)]
    [InlineData("c", "suppressed to protect people", 4, 3)]
    [InlineData("1", "Figures are rounded to five", 3, 0)]
    [InlineData("Kent", "Figures are rounded to five", 4, 0)]
    [InlineData("1", "Canterbury", 4, 0)]
    [InlineData("1", "Llanfairpwllgwyngyll", 4, 0)]
    public void A_marker_with_its_meaning_beside_it_is_one(string marker, string meaning, int width, int from) =>
        Assert.Equal(from, FromAfter(row: 3, marker, meaning, width));

    [Fact]
    public void Notes_go_on_over_whatever_stands_alone()
    {
        var notes = Table();
        notes.Add(3, 3, "Source: DfE", null, 3);
        notes.Add(4, 4, "as published in March", null, 3);
        notes.Add(9, 9, "Contact us", null, 3);
        Assert.Equal((3, 2), (notes.From, notes.LastData));
    }

    [Fact]
    public void What_data_follow_was_no_note_after_all()
    {
        var notes = Table();
        Assert.True(notes.Add(4, 4, "Inner London", null, 3));
        Assert.False(notes.Add(5, 5, null, null, 3));
        Assert.Equal((0, 5), (notes.From, notes.LastData));
    }

    [Fact]
    public void A_title_above_the_first_row_of_data_is_no_note()
    {
        var notes = new TrailingNotes();
        Assert.False(notes.Add(2, 2, "Source: DfE", null, 3));
    }

    [Fact]
    public void A_row_over_several_lines_leaves_no_empty_row_behind_it()
    {
        var notes = new TrailingNotes();
        notes.Add(2, 4, null, null, 3);
        Assert.False(notes.Add(5, 5, "Isles of Scilly", null, 3));
    }

    private static TrailingNotes Table()
    {
        var notes = new TrailingNotes();
        notes.Add(2, 2, null, null, 3);
        return notes;
    }

    private static int FromAfter(int row, string text, string? meaning = null, int width = 3)
    {
        var notes = Table();
        notes.Add(row, row, text, meaning, width);
        return notes.From;
    }
}
