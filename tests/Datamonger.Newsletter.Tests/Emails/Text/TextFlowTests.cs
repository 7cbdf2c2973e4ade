using CsCheck;
using Datamonger.Newsletter.Emails.Text;

namespace Datamonger.Newsletter.Tests.Emails.Text;

public sealed class TextFlowTests
{
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("children", 12));

    [Fact]
    public void An_item_of_a_list_goes_on_below_its_words() =>
        Assert.Equal(
            "- children children children children children children children children\n  children children children children",
            TextFlow.WrapLines("- " + Long, word => word.Length)
        );

    [Fact]
    public void An_indented_line_stays_indented_when_it_wraps() =>
        Assert.All(
            TextFlow.WrapLines("  " + Long, word => word.Length).Split('\n'),
            line => Assert.StartsWith("  children", line, StringComparison.Ordinal)
        );

    [Fact]
    public void A_word_wider_than_a_line_keeps_a_line_of_its_own()
    {
        var address = "https://example.org/" + new string('a', 100);
        Assert.Equal($"See\n{address}\nfor more.", TextFlow.Wrap($"See {address} for more.", "", "", word => word.Length));
    }

    [Fact]
    public void Wrapping_loses_no_word_and_keeps_to_the_width() =>
        Gen.String[Gen.Char["ab -*|é"], 0, 200]
            .Sample(text =>
            {
                var wrapped = TextFlow.Wrap(text, "- ", "  ", word => word.Length);
                string[] Words(string all) => all.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
                Assert.Equal(Words(text), Words(wrapped[2..]));
                Assert.All(wrapped.Split('\n'), line => Assert.True(line.Length <= TextFlow.Width || Words(line).Length <= 2));
            });

    [Fact]
    public void A_text_goes_out_without_blanks_at_line_ends_and_with_one_empty_line_at_most() =>
        Assert.Equal("a\n\nb\n-- \nc\n", TextFlow.Tidy("\n\na  \r\n\r\n\r\nb\t\n-- \nc\n\n"));
}
