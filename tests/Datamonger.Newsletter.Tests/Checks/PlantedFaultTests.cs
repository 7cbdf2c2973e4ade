using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Tests.Checks;

public sealed class PlantedFaultTests
{
    public static TheoryData<string, int> Faults => [.. PlantedFaults.All.Select((fault, index) => (fault.Code, index))];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_planted_fault_is_found_once_in_its_place(string code, int index)
    {
        var fault = PlantedFaults.All[index];
        using var workspace = new CheckWorkspace();
        var all = await workspace.CheckAsync(fault.Prepare(workspace, isPlanted: true));
        var found = all.Where(finding => finding.Rule.Code == code).ToArray();
        Assert.True(found.Length == 1, $"{code} found {found.Length} times among:\n{string.Join('\n', all)}");
        Assert.Contains(fault.Place, found[0].Location.ToString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(found[0].Hint), "a finding says what to do");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Its_sound_twin_is_silent(string code, int index)
    {
        using var workspace = new CheckWorkspace();
        var found = await workspace.CheckAsync(PlantedFaults.All[index].Prepare(workspace, isPlanted: false));
        Assert.DoesNotContain(found, finding => finding.Rule.Code == code);
        Assert.DoesNotContain(found, finding => finding.Rule.Severity == Severity.Error);
    }

    [Fact]
    public async Task A_sound_issue_has_no_finding_at_all()
    {
        using var workspace = new CheckWorkspace();
        Assert.Empty(
            await workspace.CheckAsync(
                CheckWorkspace.FrontMatter
                    + "\n## Foster care\n\nDear <<First Name>>,\n\nFoster carers look after more children each year.\n"
            )
        );
    }

    [Theory]
    [InlineData("See [the site of the government](https://www.gov.uk/government) and [GOV.UK](https://www.gov.uk/).")]
    [InlineData("See [data.example.co.uk](https://www.example.co.uk/) for the rest.")]
    [InlineData("The null hypothesis holds here and there; read more of it, or click here.")]
    [InlineData("[Read more about the return](https://example.org/return).")]
    [InlineData("[index.html](https://example.org/start) and [Node.js](https://example.net/).")]
    [InlineData("[editors@etazo.example.org](mailto:editors@etazo.example.org?subject=Hello%20there).")]
    [InlineData("[München](https://xn--mnchen-3ya.example.org/) in figures.")]
    [InlineData("*|IF:LNAME|*Ms *|LNAME|**|ELSE:|*You*|END:IF|* and *|INTERESTED:Topics:Care|*carers*|ELSE:|*others*|END:INTERESTED|*.")]
    [InlineData("Issued on *|DATE:d/m/Y|* to *|LIST:SUBSCRIBERS|* people, *|UPPER:FNAME|* among them.")]
    [InlineData("On 2017-03-16, 16 March 2017, 0.125 of 1,000,000 or 20 7946 in the range 01-12 of E09000022.")]
    [InlineData("The DfE, the ONS, CIPFA and NHS ENGLAND SAID SO; a || b, a | b, {x}, 5 * 3 * 2, [1] and a << b.")]
    [InlineData("Sales of £3 | 4; *emphasis* and **strong** stay.\n\n### Part\n\nText.\n\n## Next\n\nText.")]
    [InlineData("| Place | Count |\n| --- | ---: |\n| KINGSTON | 12 |\n\n1. One\n2. Two\n\n> A quote.")]
    public async Task What_is_sound_is_left_alone(string body)
    {
        using var workspace = new CheckWorkspace();
        var found = await workspace.CheckAsync($"{CheckWorkspace.FrontMatter}\n## Foster care\n\n{body}\n");
        Assert.DoesNotContain(found, finding => PlantedFaults.All.Any(fault => fault.Code == finding.Rule.Code));
    }

    [Fact]
    public async Task What_an_earlier_stage_reports_is_not_reported_again()
    {
        using var workspace = new CheckWorkspace();
        var found = await workspace.CheckAsync(
            $"{CheckWorkspace.FrontMatter}\n![A carer reads](nowhere.png)\n\n[Run](javascript:alert(1))\n\n<<No Such Field>>\n"
        );
        Assert.Equal(
            ["DM145", "DM406", "DM122"],
            found.Where(finding => finding.Rule.Severity == Severity.Error).Select(finding => finding.Rule.Code)
        );
    }

    [Fact]
    public void Every_rule_of_these_groups_has_a_fault_that_shows_it()
    {
        var shown = PlantedFaults.All.Select(fault => fault.Code).ToHashSet(StringComparer.Ordinal);
        // DM514 needs an answer from the network: LinkCheckTests. DM7xx needs data that were released: ErrorFixtureTests, EmbargoTests.
        Assert.DoesNotContain(
            CheckCatalog.Rules.Select(rule => rule.Rule.Code),
            code =>
                (string.CompareOrdinal(code, "DM560") < 0 || string.CompareOrdinal(code, "DM590") >= 0)
                && code != "DM514"
                && code[2] != '7'
                && !shown.Contains(code)
        );
    }

    [Fact]
    public void Every_rule_has_a_code_of_its_own_and_says_why_and_what_to_do()
    {
        Assert.Equal(CheckCatalog.Rules.Length, CheckCatalog.Rules.Select(rule => rule.Rule.Code).Distinct().Count());
        Assert.All(
            CheckCatalog.Rules,
            rule =>
                Assert.False(
                    string.IsNullOrWhiteSpace(rule.Why)
                        || string.IsNullOrWhiteSpace(rule.Remedy)
                        || string.IsNullOrWhiteSpace(rule.Basis)
                        || string.IsNullOrWhiteSpace(rule.Id),
                    rule.Rule.Code
                )
        );
    }
}
