using CsCheck;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Fact]
    public void Values_keep_their_places()
    {
        var (node, found) = Read("title: One\nlist:\n  - a\n  - 'b'\n");
        Assert.Equal("", found);
        var mapping = Assert.IsType<YamlMapping>(node);
        Assert.Equal((1, 8), (mapping["title"]!.Location.Line, mapping["title"]!.Location.Column));
        var second = Assert.IsType<YamlScalar>(Assert.IsType<YamlSequence>(mapping["list"]).Items[1]);
        Assert.Equal(("b", true, 4, 5), (second.Value, second.IsQuoted, second.Location.Line, second.Location.Column));
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x", "DM101")]
    [InlineData("a: !!python/object 1", "DM101")]
    [InlineData("a: [1", "DM101")]
    [InlineData("title: a: b", "DM101")]
    [InlineData("a: 1\na: 2", "DM102")]
    [InlineData("? [a]\n: b", "DM101")]
    public void What_is_refused_is_named(string yaml, string code) => Assert.Contains(code, Read(yaml).Found, StringComparison.Ordinal);

    [Fact]
    public void Bombs_are_refused_at_once()
    {
        Assert.Contains("DM101", Read("a: &a [x,x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]").Found, StringComparison.Ordinal);
        Assert.Contains("DM101", Read(new string('[', 10_000)).Found, StringComparison.Ordinal);
        Assert.Contains("DM101", Read("a: " + new string('x', 100_000)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.String[Gen.Char["{}[]:,-?&*!|>'\"%@`# \nab0\t"], 0, 40].Sample(text => _ = Read(text), iter: 3000);

    private static (YamlNode? Node, string Found) Read(string yaml)
    {
        var diagnostics = new DiagnosticBag();
        var node = YamlReader.Read(new SourceText("x.yml", yaml), diagnostics);
        return (node, string.Join('\n', diagnostics.ToImmutable()));
    }
}
