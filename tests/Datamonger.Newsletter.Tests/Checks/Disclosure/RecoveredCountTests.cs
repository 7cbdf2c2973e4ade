using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Tests.Checks.Disclosure;

/// <summary>What can be worked out from all the numbers of an issue together: each attack, and issues that tell nothing.</summary>
public sealed class RecoveredCountTests : IDisposable
{
    private readonly CheckWorkspace _workspace = new();

    public RecoveredCountTests()
    {
        _workspace.Write(
            "content/datasets/areas.csv",
            "la,region,year,children,places\nAshby,North,2017,3,30\nBarton,North,2017,14,20\nCorley,North,2017,711,900\n"
                + "Dunn,South,2017,200,210\nElm,South,2017,40,50\nAshby,North,2016,8,30\nBarton,North,2016,12,20\n"
                + "Corley,North,2016,708,900\nDunn,South,2016,203,210\nElm,South,2016,38,50\n"
        );
        _workspace.Write(
            "content/datasets/persons.csv",
            "la,age\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 20)
                        .Select(i => $"{(i < 3 ? "Ashby" : i < 11 ? "Barton" : "Corley")},{i}\n")
                )
        );
        _workspace.Write("content/datasets/withheld.csv", "la,n\nAshby,c\nBarton,c\nCorley,460\nDunn,200\nTotal,690\n");
        _workspace.Write(
            "content/datasets/datasets.yml",
            """
            areas: {title: Areas, publisher: DfE, people: [children]}
            persons: {title: Persons, publisher: DfE, people: ["*"]}
            withheld: {title: Withheld, publisher: DfE, people: [n], types: {n: integer}}

            """
        );
    }

    public void Dispose() => _workspace.Dispose();

    private const string Hidden = "--| suppress: children\nselect la, children from areas where year = 2017";
    private const string Table = "```table\ndata: a\ncolumns: [la, children]\n```";

    [Theory]
    // Two cells in one sentence: 728 - 711 - 14.
    [InlineData(
        "cells of a sentence",
        "select sum(children) as n from areas where year = 2017 and region = 'North'",
        "--| key: la\nselect la, children from areas where year = 2017",
        "Of {{ a.first.n }} in the North {{ b[\"Corley\"].children }} live in Corley and {{ b[\"Barton\"].children }} in Barton.",
        "\"Ashby, North\" of areas.children can be worked out: 3, by the figure at line 16, the figure at line 16 and this figure."
    )]
    [InlineData(
        "totals by region in another table",
        "--| suppress: children\nselect la, children from areas where year = 2017 and la <> 'Barton'",
        "select region, sum(children) as n from areas where year = 2017 and la <> 'Barton' group by region",
        "```table\ndata: a\ncolumns: [la, children]\n```\n\n```table\ndata: b\n```",
        "\"Ashby, North\" of areas.children can be worked out: 3, by the table at line 16 and this table."
    )]
    [InlineData(
        "a hidden count told elsewhere",
        Hidden,
        "--| key: la\nselect la, children from areas where year = 2017",
        Table
            + "\n\n```sql c\nselect region, sum(children) as n from areas where year = 2017 group by region\n```\n\n```table\ndata: c\n```"
            + "\n\nBarton has {{ b[\"Barton\"].children }}.",
        "\"Ashby, North\" of areas.children can be worked out: 3, by the table at line 17, the table at line 26 and this figure."
    )]
    [InlineData(
        "a running total",
        "select la, sum(children) over (order by la desc) as n from areas where year = 2017 order by la desc",
        "select 1 as one",
        "```table\ndata: a\n```",
        "\"Ashby, North\" of areas.children can be worked out: 3, by this table alone."
    )]
    [InlineData(
        "a mean of two beside one of them",
        "select avg(children) as m from areas where year = 2017 and la in ('Ashby', 'Barton')",
        "select children from areas where year = 2017 and la = 'Barton'",
        "On average {{ a.first.m | num1 }}, in Barton {{ b.first.children }}.",
        "\"Ashby, North\" of areas.children can be worked out: 3, by the figure at line 15 and this figure."
    )]
    [InlineData(
        "a share beside its base",
        "select la, children / places as share, places from areas where year = 2017 and la = 'Ashby'",
        "select 1 as one",
        "It is {{ a.first.share | pct0 }} of {{ a.first.places }} places.",
        "\"Ashby, North\" of areas.children can be worked out: 3, by this figure alone."
    )]
    [InlineData(
        "a share of a total that is shown",
        "select la, round(100.0 * children / sum(children) over (), 2) as share from areas where year = 2017",
        "select sum(children) as n from areas where year = 2017",
        "```table\ndata: a\n```\n\nOf {{ b.first.n }}.",
        "\"Ashby, North\" of areas.children can be worked out: 3, by the table at line 15 and this figure."
    )]
    [InlineData(
        "two totals with different labels",
        "select 'everybody' as who, sum(children) as n from areas where year = 2017",
        "select 'out of town' as who, sum(children) as m from areas where year = 2017 and la <> 'Ashby'",
        "```table\ndata: a\n```\n\n```table\ndata: b\n```",
        "\"Ashby, North\" of areas.children can be worked out: 3, by the table at line 15 and this table."
    )]
    [InlineData(
        "through WITH, a subquery and another query",
        "with now as (select la, children as k from areas where year = 2017) select sum(k) as n from now",
        "select sum(c.k) as n from (select la, children as k from areas where year = 2017 and la <> 'Ashby') c",
        "From {{ a.first.n }} to {{ b.first.n }}.",
        "\"Ashby, North\" of areas.children can be worked out: 3, by the figure at line 15 and this figure."
    )]
    [InlineData(
        "a total row by UNION ALL",
        "select la, children from areas where year = 2017 and la <> 'Ashby' union all "
            + "select 'All of us', sum(children) from areas where year = 2017",
        "select 1 as one",
        "```table\ndata: a\n```",
        "\"Ashby, North\" of areas.children can be worked out: 3, by this table alone."
    )]
    [InlineData(
        "a difference that a figure computes",
        "select sum(children) as n from areas where year = 2017 and region = 'North'",
        "select sum(children) as n from areas where year = 2017 and la in ('Ashby', 'Barton', 'Dunn')",
        "Of {{ a.first.n }}, and {{ b.first.n - a.first.n }} is the difference, {{ a.first.n - c.first.n }} are large.\n\n```sql c\n"
            + "select sum(children) as n from areas where year = 2017 and la in ('Corley', 'Barton')\n```",
        "\"Ashby, North\" of areas.children can be worked out: 3, by this figure alone."
    )]
    [InlineData(
        "persons",
        "select count(*) as n from persons",
        "select la, count(*) as n from persons where la <> 'Ashby' group by la",
        "Of {{ a.first.n }}:\n\n```table\ndata: b\n```",
        "A group of people of persons can be worked out: 3, by the figure at line 15 and this table."
    )]
    [InlineData(
        "few together",
        "select sum(children) as n from areas where year = 2017 and la in ('Ashby', 'Barton', 'Corley', 'Dunn')",
        "select sum(children) as n from areas where year = 2017 and la in ('Barton', 'Corley', 'Dunn')",
        "Of {{ a.first.n }} all but {{ b.first.n }}.",
        "\"Ashby, North\" of areas.children can be worked out: 3, by the figure at line 15 and this figure."
    )]
    // Nothing can be worked out.
    [InlineData(
        "hidden counts and their total",
        Hidden,
        "select sum(children) as n from areas where year = 2017",
        Table + "\n\n{{ b.first.n }}.",
        ""
    )]
    [InlineData(
        "hidden counts and totals by region",
        Hidden,
        "select region, sum(children) as n from areas where year = 2017 group by region",
        Table + "\n\n```table\ndata: b\n```",
        ""
    )]
    [InlineData(
        "two years that are near",
        "select la, children from areas where year = 2017 and la in ('Corley', 'Dunn')",
        "select la, children from areas where year = 2016 and la in ('Corley', 'Dunn')",
        "```table\ndata: a\n```\n\n```table\ndata: b\n```",
        ""
    )]
    [InlineData(
        "a total without a large one",
        "select sum(children) as n from areas where year = 2017",
        "select sum(children) as n from areas where year = 2017 and la <> 'Corley'",
        "Of {{ a.first.n }} all but {{ b.first.n }}.",
        ""
    )]
    [InlineData(
        "a total without two, whose sum is large",
        "select sum(children) as n from areas where year = 2017",
        "select sum(children) as n from areas where year = 2017 and la not in ('Ashby', 'Barton')",
        "Of {{ a.first.n }} all but {{ b.first.n }}.",
        ""
    )]
    [InlineData(
        "a share that is printed coarsely",
        "select la, children / sum(children) over () as share from areas where year = 2017",
        "select sum(children) as n from areas where year = 2017",
        "Corley has {{ a[2].share | pct0 }} of {{ b.first.n }}.",
        ""
    )]
    [InlineData(
        "a mean of all",
        "select avg(children) as m from areas where year = 2017",
        "select la, children from areas where year = 2017 and children > 100",
        "On average {{ a.first.m | num1 }}.\n\n```table\ndata: b\n```",
        ""
    )]
    [InlineData(
        "hidden by the publisher, with the total",
        "select la, n, n_note from withheld",
        "select 1 as one",
        "```table\ndata: a\ncolumns: [la, n]\n```",
        ""
    )]
    [InlineData(
        "the greatest of all",
        "select max(children) as m from areas where year = 2017",
        "select max(children) as m from areas where year = 2016",
        "From {{ b.first.m }} to {{ a.first.m }}.",
        ""
    )]
    public async Task Counts_that_follow_from_others_are_found_and_no_others(string what, string a, string b, string body, string expected)
    {
        var found = await _workspace.CheckAsync($"{CheckWorkspace.FrontMatter}```sql a\n{a}\n```\n\n```sql b\n{b}\n```\n\n{body}\n");
        Assert.DoesNotContain(found, finding => finding.Rule.Severity == Severity.Error && finding.Rule.Code[2] is not '5');
        Assert.Equal(
            (what, expected),
            (what, string.Join('\n', found.Where(finding => finding.Rule.Code == "DM571").Select(finding => finding.Message)))
        );
    }
}
