using CsCheck;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Tests.Diagnostics;

public sealed class SourceTextTests
{
    [Fact]
    public void Lines_and_columns_count_from_one_with_every_kind_of_line_end()
    {
        var source = new SourceText("a.md", "\uFEFFone\ntwo\r\nthree\rfour");
        Assert.Equal(["one", "two", "three", "four"], Enumerable.Range(1, source.LineCount).Select(source.Line));
        Assert.Equal("a.md:2:2", source.LocationAt(5).ToString());
        Assert.Equal("", source.Line(9));
    }

    [Fact]
    public void A_place_and_its_offset_are_each_other()
    {
        Gen.Select(Gen.String[Gen.Char["ab\n\r"], 0, 30], Gen.Int[0, 30])
            .Sample(
                (text, offset) =>
                {
                    var source = new SourceText("a.md", text);
                    offset = Math.Min(offset, text.Length);
                    var at = source.LocationAt(offset);
                    Assert.Equal(offset, source.OffsetOf(at.Line, at.Column));
                }
            );
    }

    [Theory]
    [InlineData("aplications", "applications")]
    [InlineData("fosterign", "fostering")]
    [InlineData("x", null)]
    public void A_mistyped_name_means_the_nearest(string typed, string? meant) =>
        Assert.Equal(meant, NearestName.To(typed, ["applications", "fostering", "releases"]));

    [Fact]
    public void Findings_come_in_the_order_of_their_places_and_each_once()
    {
        var (first, second) = (new DiagnosticRule("DM999", Severity.Error, "x"), new DiagnosticRule("DM998", Severity.Warning, "y"));
        var bag = new DiagnosticBag();
        bag.Add(first, new SourceLocation("b.md", 2, 1), "late");
        bag.Add(second, new SourceLocation("a.md", 9, 1), "early");
        bag.Add(first, new SourceLocation("b.md", 2, 1), "late");
        Assert.Equal("a.md:9:1: warning DM998: early\nb.md:2:1: error DM999: late", string.Join('\n', bag.ToImmutable()));
    }
}
