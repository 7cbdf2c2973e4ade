using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Checks;

namespace Datamonger.Newsletter.Tests.Diagnostics;

public sealed class DiagnosticRuleTests
{
    [Theory]
    [InlineData("DM104", false)]
    [InlineData("DM201", false)]
    [InlineData("DM301", false)]
    [InlineData("DM401", false)]
    [InlineData("DM595", true)]
    [InlineData("DM605", false)]
    [InlineData("DM700", true)]
    [InlineData("DM831", true)]
    public void A_check_is_told_from_a_failure_by_its_series(string code, bool isCheck) =>
        Assert.Equal(isCheck, new DiagnosticRule(code, Severity.Error, "A title").IsCheck);

    [Fact]
    public async Task What_a_check_finds_keeps_no_email_from_being_written()
    {
        using var workspace = new CheckWorkspace();
        var build = await workspace.BuildAsync($"{CheckWorkspace.FrontMatter}\nSee [the return] (https://example.org/return) again.\n");
        Assert.Contains(build.Diagnostics, found => found.Rule is { Code: "DM831", Severity: Severity.Error });
        Assert.True(build.IsWhole);
    }
}
