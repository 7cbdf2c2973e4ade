using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Checks.Markdown;

public sealed class MarkdownChecksTests
{
    [Theory]
    [InlineData("DM584", "## Data\n\nA.\n\n## Data\n\nB.\n", "5:4")]
    [InlineData("DM584", "## Data\n\n### Wales\n\nA.\n\n## News\n\n### Wales\n\nB.\n", "")]
    [InlineData("DM585", "See [the release][dfe].\n", "1:5")]
    [InlineData("DM585", "See [the release][].\n", "1:5")]
    [InlineData("DM585", "See [the release][dfe].\n\n[dfe]: https://example.org/dfe\n", "")]
    [InlineData("DM585", "See [1] and `[a][b]`.\n", "")]
    [InlineData("DM585", "See \\[a\\][b] and \\[c\\]\\[d\\].\n", "")]
    [InlineData("DM585", "See [a\\][b] and &#91;c&#93;[d].\n", "")]
    [InlineData("DM585", "See [\\[a\\]][b].\n\n[b]: https://example.org/b\n", "")]
    [InlineData("DM585", "See [\\[a\\]][b].\n", "1:5")]
    [InlineData("DM585", "See \\\\[a][b].\n", "1:7")]
    [InlineData("DM586", "See the release.\n\n[dfe]: https://example.org/dfe\n", "3:1")]
    [InlineData("DM586", "See [the release][DFE] or [dfe].\n\n[dfe]: https://example.org/dfe\n", "")]
    [InlineData("DM586", "A note.[^1]\n\n[^1]: It says more.\n", "")]
    public async Task A_slip_of_the_markdown_is_found_in_its_place(string code, string body, string expected)
    {
        using var planted = new Planted();
        Assert.Equal(expected.Length == 0 ? [] : [$"{expected} {code}"], await planted.FindAsync(body, code));
    }

    [Fact]
    public async Task A_snippet_is_read_in_its_own_file()
    {
        using var planted = new Planted();
        planted.Workspace.Write("content/snippets/about.md", "See [it][nowhere].\n\n[unused]: https://example.org/a\n");
        var found = await planted.DiagnoseAsync("::: include about\n", "DM585", "DM586");
        Assert.Equal(
            ["content/snippets/about.md:1:5", "content/snippets/about.md:3:1"],
            found.Select(finding => finding.Location.ToString())
        );
    }
}
