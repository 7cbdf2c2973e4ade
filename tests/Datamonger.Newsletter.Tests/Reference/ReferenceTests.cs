using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Reference;

public sealed class ReferenceTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "reference.md"))
        .ReplaceLineEndings("\n");

    [Fact]
    public void The_reference_says_what_the_program_knows() => Snapshot.Match(ReferencePage.Renew(Page), "../../docs/reference.md");

    [Fact]
    public void Every_block_of_the_text_is_described()
    {
        string[] blocks =
        [
            .. Enum.GetNames<ContainerKind>().Select(name => $"`::: {name.ToLowerInvariant()}"),
            "`::: include",
            "[[toc]]",
            "[[issue:",
            "<<First Name",
            "```sql",
            "```chart",
            "```table",
            "```list",
        ];
        Assert.All(blocks, block => Assert.Contains(block, Page, StringComparison.Ordinal));
    }
}
