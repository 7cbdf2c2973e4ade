using System.Globalization;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Tests.Content;

/// <summary>
/// What the issue of March 2017 says, and where each number of it comes from: the data files are read here without the pipeline.
/// </summary>
public sealed partial class SampleFactsTests
{
    private const string Slug = "2017-03-safeguarding";

    /// <summary>A fact, the figure that states it, and the cell behind the figure with its published value.</summary>
    public static readonly TheoryData<string, string, string, string, string, decimal> Facts = new()
    {
        {
            "England's average caseload",
            """caseloads["England"].cases | num0""",
            "social_work_workforce",
            "measure=average_caseload;place=England",
            "value",
            16
        },
        {
            "The lowest average caseload",
            """caseloads["Lowest authority"].cases | num0""",
            "social_work_workforce",
            "measure=average_caseload;place=Lowest authority",
            "value",
            8
        },
        {
            "The highest average caseload",
            """caseloads["Highest authority"].cases | num0""",
            "social_work_workforce",
            "measure=average_caseload;place=Highest authority",
            "value",
            51
        },
        {
            "Authorities with a high caseload",
            """workforce["authorities_with_high_caseload"].value | words""",
            "social_work_workforce",
            "measure=authorities_with_high_caseload",
            "value",
            10
        },
        {
            "What counts as a high caseload",
            """workforce["high_caseload_above"].value | num0""",
            "social_work_workforce",
            "measure=high_caseload_above",
            "value",
            25
        },
        {
            "Authorities with most cases unallocated",
            """workforce["authorities_mostly_unallocated"].value | words""",
            "social_work_workforce",
            "measure=authorities_mostly_unallocated",
            "value",
            28
        },
        {
            "What counts as most cases",
            """workforce["mostly_unallocated_above"].value | pct0""",
            "social_work_workforce",
            "measure=mostly_unallocated_above",
            "value",
            0.80m
        },
        {
            "Authorities with more than half agency workers",
            """workforce["authorities_mostly_agency"].value | words""",
            "social_work_workforce",
            "measure=authorities_mostly_agency",
            "value",
            2
        },
        { "Disabled children, the year before", "shares.first.disabled | pct0", "fostering", "year=2014/15", "disabled_share", 0.07m },
        { "Disabled children", "shares.last.disabled | pct0", "fostering", "year=2015/16", "disabled_share", 0.10m },
        {
            "Staying with carers, the year before",
            "shares.first.staying_put | pct0",
            "fostering",
            "year=2014/15",
            "staying_put_share",
            0.22m
        },
        { "Staying with carers", "shares.last.staying_put | pct0", "fostering", "year=2015/16", "staying_put_share", 0.54m },
        {
            "The age at which they may stay",
            """returns["staying_put_age"].value | words""",
            "fostering_returns",
            "measure=staying_put_age",
            "value",
            18
        },
        {
            "Applications to foster, the year before",
            "applications.first.applications | num0",
            "fostering",
            "year=2014/15",
            "applications",
            16_920
        },
        { "Applications to foster", "applications.last.applications | num0", "fostering", "year=2015/16", "applications", 11_460 },
        {
            "Years of data on missing children and exploitation",
            """returns["years_of_exploitation_data"].value | words""",
            "fostering_returns",
            "measure=years_of_exploitation_data",
            "value",
            2
        },
        {
            "Authorities that report no child at risk",
            """returns["authorities_reporting_no_risk"].value | words""",
            "fostering_returns",
            "measure=authorities_reporting_no_risk",
            "value",
            10
        },
        {
            "Authorities with as many places as children",
            """returns["children_to_places_exactly_equal"].value | pct0""",
            "fostering_returns",
            "measure=children_to_places_exactly_equal",
            "value",
            1
        },
        { "Foster places in Lambeth", """pressure["Lambeth"].places | num0""", "foster_places", "authority=Lambeth", "foster_places", 165 },
        {
            "Foster places in North Yorkshire",
            """pressure["North Yorkshire"].places | num0""",
            "foster_places",
            "authority=North Yorkshire",
            "foster_places",
            555
        },
        { "Growth of complex needs", "growth.first.growth | pct0", "complex_needs", "measure=growth_since_2004", "value", 0.48m },
        {
            "Months of the in-patients' experience",
            """needs["adverse_experience_months"].value | words""",
            "complex_needs",
            "measure=adverse_experience_months",
            "value",
            3
        },
        {
            "Age of the in-patients",
            """needs["inpatient_age_limit"].value | words""",
            "complex_needs",
            "measure=inpatient_age_limit",
            "value",
            18
        },
        {
            "Children who wait for mental health services",
            """needs["waiting_for_mental_health_services"].value | words""",
            "complex_needs",
            "measure=waiting_for_mental_health_services",
            "value",
            40_000
        },
    };

    /// <summary>The same for figures that are worked out of the reference table of authorities.</summary>
    public static readonly TheoryData<string, string, decimal> AuthorityFacts = new()
    {
        { """pressure["Lambeth"].children | num0""", "Lambeth", 460 },
        { """pressure["North Yorkshire"].children | num0""", "North Yorkshire", 410 },
    };

    [Theory, MemberData(nameof(Facts))]
    public void States_each_published_figure_from_its_data(
        string fact,
        string expression,
        string dataset,
        string row,
        string column,
        decimal published
    )
    {
        Assert.True(Figures().Contains(expression), $"{fact}: no figure {{{{ {expression} }}}}.");
        Assert.Equal(published, SampleContent.Value(dataset, row, column));
    }

    [Theory, MemberData(nameof(AuthorityFacts))]
    public void States_how_many_children_an_authority_looks_after(string expression, string authority, decimal published)
    {
        Assert.Contains(expression, Figures());
        Assert.Equal(published, Children(authority));
    }

    [Theory]
    [InlineData("Lambeth", "279%")]
    [InlineData("North Yorkshire", "74%")]
    public void Sets_children_against_foster_places(string authority, string published)
    {
        Assert.Contains($"""pressure["{authority}"].ratio | pct0""", Figures());
        var ratio = Children(authority) / SampleContent.Value("foster_places", $"authority={authority}", "foster_places");
        Assert.Equal(published, ratio.ToString("0%", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Says_by_how_much_applications_fell()
    {
        Assert.Contains("applications.last.applications | change applications.first.applications", Figures());
        var (before, now) = (
            SampleContent.Value("fostering", "year=2014/15", "applications"),
            SampleContent.Value("fostering", "year=2015/16", "applications")
        );
        Assert.Equal("32%", ((before - now) / before).ToString("0%", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Repeats_what_was_published_in_words_in_those_words()
    {
        Assert.Contains("""needs["inpatients_with_adverse_experience"].stated""", Figures());
        Assert.Equal("more than two thirds", SampleContent.Text("complex_needs", "measure=inpatients_with_adverse_experience", "stated"));
    }

    [Fact]
    public void Cites_the_figure_that_no_dataset_holds() =>
        Assert.Contains("""{{ cite 903 "a group member, by email" }}""", SampleContent.Read("snippets/group.md").Text);

    [Fact]
    public void Lists_the_appendices() =>
        Assert.Equal(
            ["B School Census", "C Children looked after return", "D Children in Need Census", "E Mental health dataset"],
            SampleContent.Rows("complex_needs_appendices").Select(row => $"{row["appendix"]} {row["collection"]}")
        );

    [Fact]
    public void Lists_the_releases_with_their_dates() =>
        Assert.Equal(
            [
                "Upcoming: Outcomes for children looked after by LAs: 31 March 2016, 2017-03-23 9:30am (confirmed)",
                "Upcoming: National Survey for Wales, year ending March 2015: online safety for children, 2017-03-28 9:30am (confirmed)",
                "Upcoming: Children’s Social Work Statistics 2015-16: Scotland, 2017-03-28 9:30am (confirmed)",
                "Upcoming: Children and Young Patients survey 2016, 2017-04-01–2017-05-31 (provisional)",
                "Recently published: Children’s social work workforce 2016, 2017-02-16",
                "Recently published: Children looked after in England including adoption 2015 to 2016, 2017-02-28",
                "Recently published: Children and Young People’s Health Services Monthly Statistics, Nov 2016, 2017-03-10",
            ],
            SampleContent
                .Rows("releases")
                .Select(row =>
                    $"{row["section"]}: {row["title"]}, "
                    + $"{row["date"]}{(row["until"] == "" ? "" : "–" + row["until"])}{(row["time"] == "" ? "" : " " + row["time"])}{(row["status"] == "" ? "" : $" ({row["status"]})")}"
                )
        );

    [Fact]
    public void Says_nothing_of_places_that_were_not_published() =>
        Assert.Equal(["Lambeth", "North Yorkshire"], SampleContent.Rows("foster_places").Select(row => row["authority"]));

    private static decimal Children(string authority) =>
        SampleContent.Value("local-authorities", $"name={authority}", "children_looked_after_31mar2016");

    private static HashSet<string> Figures() =>
        [.. Figure().Matches(SampleContent.Issue(Slug)).Select(match => Blanks().Replace(match.Groups[1].Value, " "))];

    [GeneratedRegex(@"\{\{\s*(.*?)\s*\}\}", RegexOptions.Singleline)]
    private static partial Regex Figure();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
