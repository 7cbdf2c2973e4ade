using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Tests.Content;

/// <summary>How the sample issues are made: their parts in their order, and the files behind them.</summary>
public sealed partial class SampleStructureTests
{
    private const string March = "2017-03-safeguarding";
    private const string February = "2016-02-disabled-children";

    public static readonly TheoryData<string> Issues = [March, February];

    [Fact]
    public void Has_its_sections_in_order() =>
        Assert.Equal(
            [
                "## Introduction and update",
                "## In this issue",
                "## Data publications",
                "## Etazo researches",
                "### Children’s social work workforce 2016",
                "### Fostering in England 1 April 2015 to 31 March 2016",
                "### Needs of disabled children with complex or life-limiting conditions",
                "## What makes a good data scientist",
                "## Useful links",
            ],
            Heading().Matches(SampleContent.Issue(March)).Select(match => match.Value)
        );

    [Fact]
    public void Greets_each_reader_by_name_and_others_by_a_fallback()
    {
        var greeting = SampleContent.Parse(March).MergeTags[0];
        Assert.Equal("*|FNAME|*", greeting.Text);
        Assert.Equal("colleague", greeting.Fallback);
    }

    [Fact]
    public void Has_one_contents_list() => Assert.Single(SampleContent.Parse(March).Body.Descendants<TocNode>());

    [Fact]
    public void Draws_charts_of_five_kinds_or_more()
    {
        string[] kinds = [.. SampleContent.Parse(March).Charts.Select(chart => chart.Kind).Distinct()];
        Assert.True(kinds.Length >= 5, string.Join(", ", kinds));
    }

    [Fact]
    public void Has_two_tables_and_two_lists_of_releases()
    {
        var issue = SampleContent.Parse(March);
        Assert.Equal(["pressure", "appendices"], issue.Tables.Select(table => table.Data));
        Assert.Equal(["releases", "releases"], issue.Lists.Select(list => list.Partial));
    }

    [Fact]
    public void Refers_back_to_the_issue_of_February() =>
        Assert.Contains(
            SampleContent.Parse(March).Body.Descendants<LinkNode>(),
            link => link.Address.ToString() == $"https://etazo.example.org/datamonger/{February}/"
        );

    [Fact]
    public void Puts_figures_into_subject_and_preheader()
    {
        var frontMatter = SampleContent.Parse(March).FrontMatter;
        Assert.NotEmpty(frontMatter.Subject.Figures);
        Assert.NotEmpty(frontMatter.Preheader.Figures);
    }

    [Theory, MemberData(nameof(Issues))]
    public void Ends_with_the_blocks_that_recur(string slug)
    {
        var snippets = SampleContent.Parse(slug).Body.OfType<SnippetNode>().Select(snippet => snippet.Name).ToImmutableArray();
        Assert.Equal("group", snippets[0]);
        Assert.Equal("footer", snippets[^1]);
    }

    [Theory, MemberData(nameof(Issues))]
    public void States_a_finding_with_its_figures_over_every_chart(string slug) =>
        Assert.All(
            SampleContent.Parse(slug).Charts,
            chart =>
            {
                Assert.NotEmpty(chart.Texts["title"].Figures);
                Assert.Contains("subtitle", chart.Texts);
            }
        );

    [Theory, MemberData(nameof(Issues))]
    public void Promises_a_number_of_rows_of_every_query(string slug) =>
        Assert.All(
            SampleContent.Parse(slug).Queries,
            query => Assert.Contains(query.Expectations, condition => condition.Text.StartsWith("rows = ", StringComparison.Ordinal))
        );

    [Theory, MemberData(nameof(Issues))]
    public void Types_no_number_that_could_be_bound(string slug)
    {
        string[] texts =
        [
            SampleContent.Prose(SampleContent.Issue(slug)),
            .. Directory.EnumerateFiles(Path.Combine(SampleContent.Root, "content", "snippets")).Select(File.ReadAllText),
        ];
        Assert.All(texts, text => Assert.DoesNotMatch(@"\d", NotNumbers().Replace(text, "")));
    }

    [Fact]
    public void Says_of_every_dataset_where_it_comes_from()
    {
        var declared = SampleContent.Yaml("datasets/datasets.yml");
        Assert.All(
            SampleContent.Datasets,
            name =>
            {
                var entry = Assert.IsType<YamlMapping>(declared[name.Replace('-', '_')]);
                Assert.All(["title", "publisher", "retrieved"], key => Assert.NotNull(entry[key]));
            }
        );
    }

    [Fact]
    public void Reads_as_settings_without_a_complaint()
    {
        var diagnostics = new DiagnosticBag();
        var settings = SettingsReader.Read(SampleContent.Read("newsletter.yml"), diagnostics);
        Assert.Empty(diagnostics.ToImmutable());
        Assert.Equal("The Datamonger", settings.Name);
        Assert.Equal("sandbox", settings.Target);
        Assert.Equal("colleague", settings.FindMergeField("First Name")?.Fallback);
    }

    [Fact]
    public void Tries_the_preview_on_subscribers_of_every_sort()
    {
        var personas = Assert.IsType<YamlSequence>(SampleContent.Yaml("personas.yml")["personas"]);
        var names = personas
            .Items.Cast<YamlMapping>()
            .Select(persona => ((YamlScalar)((YamlMapping)persona["fields"]!)["FNAME"]!).Value)
            .ToImmutableArray();
        Assert.Contains("", names);
        Assert.Contains("*|UNSUB|*", names);
        Assert.Contains(names, name => name.StartsWith("<script>", StringComparison.Ordinal));
        Assert.Contains(names, name => name.Length > 30);
        Assert.Contains(names, name => name.Any(letter => letter > '\u0590'));
        Assert.All(personas.Items.Cast<YamlMapping>(), persona => Assert.EndsWith("example.org", ((YamlScalar)persona["email"]!).Value));
    }

    [GeneratedRegex("^##+ .*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // What is no statistic: figures, link targets, slugs, days, months and years, a licence's version, a telephone number.
    [GeneratedRegex(
        @"\{\{.*?\}\}|\]\([^)]*\)|\[\[issue:[^|\]]*|\b(?:\d{1,2} )?(?:January|February|March|April|May|June|September|December) \d{4}\b|\b\d{1,2} (?:April|March)\b|\b(?:in|since|than in|workforce) 20\d\d\b|v3\.0|020 7946 0142",
        RegexOptions.Singleline
    )]
    private static partial Regex NotNumbers();
}
