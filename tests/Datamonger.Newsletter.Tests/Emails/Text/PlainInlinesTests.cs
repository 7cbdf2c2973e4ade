using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Emails.Text;

/// <summary>A sentence in the text part: words, then addresses on lines of their own; nothing of the HTML's that a text has no use for.</summary>
public sealed class PlainInlinesTests
{
    [Theory]
    [InlineData("See [the words](https://example.org/a) again.", "See the words\nhttps://example.org/a\nagain.\n")]
    [InlineData("See [the words](https://example.org/a).", "See the words.\nhttps://example.org/a\n")]
    [InlineData("See [the words](#later) again.", "See the words again.\n")]
    [InlineData("See [editors@example.org](mailto:editors@example.org).", "See editors@example.org.\n")]
    [InlineData("[Write](mailto:editors@example.org) to us.", "Write\neditors@example.org\nto us.\n")]
    [InlineData("[Ring](tel:+441632960000) us.", "Ring\n+441632960000\nus.\n")]
    [InlineData("See https://example.org/a~b now.", "See https://example.org/a~b now.\n")]
    [InlineData("Write to editors@example.org now.", "Write to editors@example.org now.\n")]
    [InlineData("One\\\ntwo", "One\ntwo\n")]
    [InlineData("One\ntwo `code` &amp; *em*", "One two code & em\n")]
    [InlineData("![A carer](https://example.org/p.png)", "[Picture: A carer]\n")]
    [InlineData("[![A carer](https://example.org/p.png)](https://example.org/a)", "[Picture: A carer]\nhttps://example.org/a\n")]
    [InlineData("- [x] done\n- [ ] open", "- [x] done\n- [ ] open\n")]
    [InlineData("## [The words](https://example.org/a)", "The words\n=========\nhttps://example.org/a\n")]
    [InlineData("Words[^a].\n\n[^a]: The note.", "Words[1].\n\n[1] The note.\n")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "a  b\n-  -  -\n1  2  3\n")]
    [InlineData("> Said\n>\n> again", "> Said\n>\n> again\n")]
    [InlineData("3. a\n4. b", "3. a\n4. b\n")]
    [InlineData("    code\n      more", "    code\n      more\n")]
    [InlineData("Term\n:   Means", "Term\n  Means\n")]
    public void Markdown_reads_well_as_text(string markdown, string text) => Assert.Equal(text, RenderedText.Of(markdown).Text);
}
