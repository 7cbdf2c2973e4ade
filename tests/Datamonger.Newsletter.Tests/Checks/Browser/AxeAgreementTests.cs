using Datamonger.Newsletter.Tests.Support;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Datamonger.Newsletter.Tests.Checks.Browser;

/// <summary>What is said of contrast, beside what axe says of the same email in the same browser.</summary>
public sealed class AxeAgreementTests(TestBrowser browser)
{
    private static readonly AxeRunOptions Contrast = new()
    {
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
    };

    public static TheoryData<string, int> Faults =>
        [.. BrowserFaults.All.Select((fault, index) => (fault.Code, index)).Where(fault => fault.Code is "DM533" or "DM534")];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Axe_finds_the_contrast_that_is_planted_and_no_other(string code, int index)
    {
        using var workspace = new CheckWorkspace();
        var email = (await workspace.BuildAsync(BrowserFaults.All[index].Prepare(workspace, isPlanted: true))).Email.Html;
        await using var context = await browser.NewContextAsync(
            new() { ColorScheme = code == "DM534" ? ColorScheme.Dark : ColorScheme.Light, Offline = true }
        );
        var page = await context.NewPageAsync();
        await page.SetContentAsync(email);
        var result = await page.RunAxe(Contrast);
        // Where one element is painted over another, axe asks a person to look.
        var found = result.Violations.Concat(result.Incomplete).SelectMany(item => item.Nodes).ToArray();
        Assert.StartsWith("<h2", Assert.Single(found).Html, StringComparison.Ordinal);
    }
}
