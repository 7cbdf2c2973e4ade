using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Sandbox;

public sealed class DocumentationTests
{
    [Fact]
    public void Every_fault_and_every_mutation_is_described()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "sandbox.md"));

        Assert.All(
            FaultNames.All.Concat(ContentMutations.Known).Concat(ContentMutations.Damaging),
            name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal)
        );
    }
}
