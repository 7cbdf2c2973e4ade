namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>Texts that fooled a check once: what it must see, and what it must leave alone.</summary>
public sealed class FooledChecksTests
{
    private const string Rows = """
        ```sql places
        select * from (values (2014, 30, 20), (2015, 40, 25)) as t (year, places, carers) order by year
        ```


        """;

    [Theory]
    [InlineData("DM506", "[Click here to read the report](https://example.org/report).")]
    [InlineData("DM506", "[PDF](https://example.org/report.pdf).")]
    [InlineData("DM506", "[Download the PDF](https://example.org/report.pdf).")]
    [InlineData("DM506", "[www.example.org/report](https://www.example.org/report).")]
    [InlineData("DM554", "Dear [First Name],")]
    [InlineData("DM554", "Dear [Name],")]
    [InlineData("DM554", "Dear {FIRST_NAME},")]
    [InlineData("DM554", "Dear %FNAME%,")]
    [InlineData("DM554", "There are { places.last.places | num0 } places.")]
    [InlineData("DM554", "There are {{ places.last.places } places.")]
    [InlineData("DM515", "[The copy](https://web.archive.org/web/2016/https://example.com/all.zip).")]
    [InlineData("DM515", "[The library](https://github.com/d3/d3/releases/download/v4/d3.zip).")]
    [InlineData("DM536", "<table><tr><td>Left</td><td>Right</td></tr></table>")]
    [InlineData("DM536", "<table role=\"button\"><tr><td>Left</td><td>Right</td></tr></table>")]
    [InlineData("DM581", "On Tues 14 March 2018 we meet.")]
    [InlineData("DM581", "On Mon 16 March 2017 we meet.")]
    [InlineData("DM581", "On Weds. 16 March 2017 we meet.")]
    [InlineData("DM582", "On 30/02/2026 we meet.")]
    [InlineData("DM582", "On 31/04/2026 we meet.")]
    [InlineData("DM582", "On 32 March we meet.")]
    [InlineData("DM595", "To do: write more.")]
    [InlineData("DM595", "It rose by ??? places.")]
    [InlineData("DM595", "It rose by [insert figure] places.")]
    [InlineData("DM595", "Insert chart here.")]
    [InlineData("DM595", "TODO: write more.")]
    [InlineData("DM561", "A sixth of the places is free.")]
    [InlineData("DM561", "The places rose by a quarter.")]
    [InlineData("DM561", "The places fell by one fifth.")]
    [InlineData("DM561", "Two sevenths of the places are free.")]
    [InlineData("DM561", "There are a dozen authorities.")]
    [InlineData("DM561", "There are two dozen authorities.")]
    [InlineData("DM561", "The number of places doubled.")]
    [InlineData("DM561", "The number of places has halved.")]
    [InlineData("DM561", "The chair spoke of “care” and of twenty-eight authorities.")]
    [InlineData("DM560", "In March 2,300 children waited.")]
    [InlineData("DM538", "PLEASE REMEMBER EVERYTHING THAT WE DISCUSSED YESTERDAY AFTERNOON.")]
    [InlineData("DM587", "Well done 🎉🎉🎉 to all.")]
    public async Task Is_seen(string code, string text) => Assert.Contains(code, await CodesOf(text));

    [Theory]
    [InlineData("DM506", "[GOV.UK](https://www.gov.uk/).")]
    [InlineData("DM506", "[The report as a PDF](https://example.org/report.pdf).")]
    [InlineData("DM507", "[The guide](https://example.org/guide#one) and [the guide](https://example.org/guide#two).")]
    [InlineData("DM511", "[www.gov.uk](https://assets.publishing.service.gov.uk/a.csv).")]
    [InlineData("DM515", "[The copy](https://web.archive.org/web/2016/https://example.com).")]
    [InlineData("DM515", "[The copy](https://web.archive.org/web/2016/https:/example.com/).")]
    [InlineData("DM515", "[The library](https://github.com/d3/d3.js).")]
    [InlineData("DM536", "<table role=\"presentation\"><tr><td>Left</td><td>Right</td></tr></table>")]
    [InlineData("DM538", "NHS, DFE, ONS, CIPFA, ADCS, LGA, ADASS AND SOLACE.")]
    [InlineData("DM538", "各地方当局 NHS 的数据 CIPFA 将于三月公布 ADCS 并由 ONS 审核。")]
    [InlineData("DM554", "An array is {x}, a set is {a, b}, and 50 % of it is 100 %.")]
    [InlineData("DM554", "See [1] and [sic].")]
    [InlineData("DM582", "On 12/31/2016 in American, in vol. 71 July 2016, and at 24/7/365.")]
    [InlineData("DM595", "The TBD Trust replied, and the null pointer is undefined in prose.")]
    [InlineData("DM595", "What is left TODO is for the council.")]
    [InlineData("DM800", "The TBD Trust replied. The null hypothesis holds.")]
    [InlineData("DM596", "Quote reference number 01234 567 890 when you write.")]
    [InlineData("DM598", "A survey without a reply is a no no for us.")]
    [InlineData("DM599", "There is free access to childcare.")]
    [InlineData("DM560", "Or text 81025 for help.")]
    [InlineData("DM560", "It is the 10th percentile of them.")]
    [InlineData("DM560", "The 1001 Critical Days manifesto.")]
    [InlineData("DM560", "See para 3.2 of the guidance.")]
    [InlineData("DM560", "In the 10–14 age band it fell.")]
    [InlineData("DM560", "EHC plans run to 25.")]
    [InlineData("DM560", "We meet on May 23, and on May 24.")]
    [InlineData("DM560", "Made on 2017.12.13 by version 1.10.7 of it.")]
    [InlineData("DM561", "The chair said: “We saw twenty-eight authorities and a third of the places.”")]
    [InlineData("DM561", "They doubled back and doubled down; dozens of them did.")]
    [InlineData("DM587", "Well done to all 🎉 and to the family 👨‍👩‍👧 under the flag 🇬🇧.")]
    public async Task Is_left_alone(string code, string text) => Assert.DoesNotContain(code, await CodesOf(text));

    [Fact]
    public async Task Chinese_with_abbreviations_is_not_all_in_capitals()
    {
        using var workspace = new CheckWorkspace();
        var front = CheckWorkspace.FrontMatter.Replace(
            "More children now live with foster carers",
            "各地方当局的最新数据 NHS CIPFA ADCS 与 ONS",
            StringComparison.Ordinal
        );
        var found = await workspace.CheckAsync($"{front}\n## Foster care\n\nText.\n");
        Assert.DoesNotContain(found, finding => finding.Message.Contains("capitals", StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string>> CodesOf(string text)
    {
        using var workspace = new CheckWorkspace();
        var found = await workspace.CheckAsync($"{CheckWorkspace.FrontMatter}\n## Foster care\n\n{Rows}{text}\n");
        return found.Select(finding => finding.Rule.Code);
    }
}
