using CsCheck;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Tests.Support;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Tests.Issues;

public sealed class IssueParserTests
{
    [Fact]
    public void A_named_sql_fence_is_a_query_with_its_options()
    {
        var parsed = TestIssue.Body(
            """
            ```sql applications
            --| source: warehouse
            --| key: year
            --| expect: rows = 2, applications between 1 and 100000, name in ('a, b', 'c')
            select year, applications
            from fostering
            ```
            """
        );
        Assert.Equal("", parsed.Found);
        var query = Assert.Single(parsed.Issue.Queries);
        Assert.Equal("applications", query.Name);
        Assert.Equal("warehouse", query.Source);
        Assert.Equal("year", query.Key);
        Assert.Equal("select year, applications\nfrom fostering", query.Sql);
        Assert.Equal(
            ["rows = 2", "applications between 1 and 100000", "name in ('a, b', 'c')"],
            query.Expectations.Select(condition => condition.Text)
        );
        Assert.Equal((8, 23), (query.Expectations[1].Location.Line, query.Expectations[1].Location.Column));
        Assert.Equal((10, 6), (query.LocationInSql(2, 6).Line, query.LocationInSql(2, 6).Column));
        Assert.Empty(parsed.Issue.Body);
    }

    [Fact]
    public void A_figure_keeps_its_expression_and_its_place()
    {
        var parsed = TestIssue.Body(
            "Applications **fell to {{ applications.last.applications | num0 }}** last year.\n\n| a | b |\n|---|---|\n| x | {{ "
                + "q.first.b | pct0 }} |\n"
        );
        Assert.Equal("", parsed.Found);
        Assert.Equal(
            ["applications.last.applications | num0", "q.first.b | pct0"],
            parsed.Issue.Figures.Select(figure => figure.Expression)
        );
        Assert.Equal((5, 27), (parsed.Issue.Figures[0].Location.Line, parsed.Issue.Figures[0].Location.Column));
        Assert.Equal((9, 10), (parsed.Issue.Figures[1].Location.Line, parsed.Issue.Figures[1].Location.Column));
    }

    [Theory]
    [InlineData("Dear *|FNAME|*,")]
    [InlineData("***|FNAME|* and friends**")]
    [InlineData("_*|FNAME|*_")]
    [InlineData("[*|FNAME|*](https://example.org)")]
    [InlineData("| a |\n|---|\n| *|FNAME|* |")]
    [InlineData("> *|FNAME|*")]
    public void A_merge_tag_is_one_node_wherever_it_stands(string text)
    {
        var parsed = TestIssue.Body(text);
        Assert.Equal("*|FNAME|*", Assert.Single(parsed.Issue.MergeTags).Text);
        Assert.Single(parsed.Issue.Body.Descendants<MergeTagInline>());
    }

    [Theory]
    [InlineData("[unsubscribe](*|UNSUB|*)", "*|UNSUB|*")]
    [InlineData("[unsubscribe][u]\n\n[u]: *|UNSUB|*", "*|UNSUB|*")]
    [InlineData("[x](https://example.org/?e=*|URL:EMAIL|*&y=1)", "https://example.org/?e=*|URL:EMAIL|*&y=1")]
    public void A_merge_tag_in_a_link_goes_through_byte_for_byte(string text, string url)
    {
        var parsed = TestIssue.Body(text);
        Assert.Equal(url, parsed.Issue.Body.Descendants<LinkNode>().First().Address.ToString());
        Assert.Single(parsed.Issue.MergeTags);
    }

    [Fact]
    public void Emphasis_behind_a_friendly_tag_with_a_fallback_of_its_own_is_emphasis()
    {
        var parsed = TestIssue.Body("Dear <<First Name|reader>>, this is **strong**, and *this* is not.");
        Assert.Equal(2, parsed.Issue.Body.Descendants<EmphasisInline>().Count());
        Assert.DoesNotContain(
            parsed.Issue.Body.Descendants<LiteralInline>(),
            literal => literal.Content.ToString().Contains('*', StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_friendly_tag_becomes_the_merge_field_of_its_label()
    {
        var parsed = TestIssue.Body("Dear <<First Name>>, dear <<First Name|colleague>>, dear <<last name>>.");
        Assert.Equal("", parsed.Found);
        Assert.Equal(["*|FNAME|*", "*|FNAME|*", "*|LNAME|*"], parsed.Issue.MergeTags.Select(tag => tag.Text));
        Assert.Equal("colleague", parsed.Issue.MergeTags[0].Fallback);
    }

    [Fact]
    public void A_fallback_of_its_own_becomes_a_conditional()
    {
        var parsed = TestIssue.Body("Dear <<First Name|friend of data>>.");
        Assert.Equal(["*|IF:FNAME|*", "*|FNAME|*", "*|ELSE:|*", "*|END:IF|*"], parsed.Issue.MergeTags.Select(tag => tag.Text));
        Assert.Contains(
            "friend of data",
            string.Concat(parsed.Issue.Body.Descendants<LiteralInline>().Select(literal => literal.Content.ToString())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Conditionals_on_lines_of_their_own_make_no_paragraph()
    {
        var parsed = TestIssue.Body("*|IF:FNAME|*\n\nHello.\n\n*|ELSE:|*\n\nHello, you.\n\n*|END:IF|*\n");
        Assert.Equal(
            [typeof(MergeTagNode), typeof(ParagraphBlock), typeof(MergeTagNode), typeof(ParagraphBlock), typeof(MergeTagNode)],
            parsed.Issue.Body.Select(block => block.GetType())
        );
    }

    [Fact]
    public void A_chart_keeps_its_keys_with_their_places_and_figures()
    {
        var parsed = TestIssue.Body(
            """
            ```sql q
            select 1 as x
            ```

            ```chart bar
            data: q
            x: x
            title: "Fell to {{ q.first.x | num0 }}"
            ```
            """
        );
        Assert.Equal("", parsed.Found);
        var chart = Assert.Single(parsed.Issue.Charts);
        Assert.Equal(("bar", "q", 11), (chart.Kind, chart.Data, chart.Options["x"]!.Location.Line));
        var figure = Assert.Single(chart.Texts["title"].Figures);
        Assert.Equal((12, 20), (figure.Location.Line, figure.Location.Column));
        Assert.IsType<IssueBlockNode>(Assert.Single(parsed.Issue.Body));
    }

    [Theory]
    [InlineData("sql")]
    [InlineData("SQL")]
    [InlineData("Sql")]
    public void The_word_behind_a_fence_may_have_capitals(string word)
    {
        var parsed = TestIssue.Body($"```{word} q\nselect 1 as x\n```\nWords.");
        Assert.Equal("q", Assert.Single(parsed.Issue.Queries).Name);
    }

    [Fact]
    public void A_sparkline_may_stand_in_a_sentence()
    {
        var parsed = TestIssue.Body("```sql q\nselect 1 as x\n```\nIt fell {{ q | sparkline \"x\" }} for years.");
        Assert.Equal("", parsed.Found);
        Assert.Equal("sparkline", Assert.Single(parsed.Issue.Charts).Kind);
        Assert.Empty(parsed.Issue.Figures);
    }

    [Fact]
    public void A_snippet_is_spliced_in_with_places_of_its_own_file()
    {
        var files = new FakeIssueFiles { Snippets = { ["group"] = "First line.\n\nHello {{ q.first.x }} and *|NAME|*.\n" } };
        var parsed = TestIssue.Body("::: include group\n\nAfter.", files);
        Assert.Equal("", parsed.Found);
        Assert.Equal([typeof(SnippetNode), typeof(ParagraphBlock)], parsed.Issue.Body.Select(block => block.GetType()));
        Assert.Equal("content/snippets/group.md:3:10", parsed.Issue.Figures[0].Location.ToString());
        Assert.Equal(
            "content/snippets/group.md:3:7",
            parsed.Issue.LocationOf(parsed.Issue.Body.Descendants<FigureInline>().First()).ToString()
        );
        Assert.Equal("content/issues/test/index.md:7:1", parsed.Issue.LocationOf(parsed.Issue.Body[1]).ToString());
    }

    [Fact]
    public void Containers_hold_what_stands_in_them()
    {
        var parsed = TestIssue.Body(
            "::: callout Mind {{ q.first.x }}\nText.\n:::\n\n::: button\n[Join](https://example.org)\n:::\n\n:::: columns\n::: column\n"
                + "Left.\n:::\n::: column\nRight.\n:::\n::::\n"
        );
        Assert.Equal("", parsed.Found);
        var containers = parsed.Issue.Body.Cast<ContainerNode>().ToArray();
        Assert.Equal([ContainerKind.Callout, ContainerKind.Button, ContainerKind.Columns], containers.Select(container => container.Kind));
        Assert.Equal("Mind {{ q.first.x }}", containers[0].Title!.ToString());
        Assert.Equal(2, containers[2].Count);
    }

    [Theory]
    [InlineData("::: columns\n::: column\nLeft.\n:::\n::: column\nRight.\n:::\n:::\n", 2)]
    [InlineData("::: columns\n\n::: column\nLeft.\n\n- one\n- two\n:::\n\n::: column\nRight.\n:::\n\n:::\n", 2)]
    [InlineData("::: columns\n::: column\n::: callout A\nDeep.\n:::\n:::\n:::\n", 1)]
    [InlineData(":::: columns\n::: column\nLeft.\n:::\n::::\n", 1)]
    public void A_closing_line_ends_the_innermost_block(string text, int columns)
    {
        var parsed = TestIssue.Body(text + "\nAfter.\n");
        Assert.Equal("", parsed.Found);
        var container = Assert.IsType<ContainerNode>(parsed.Issue.Body[0]);
        Assert.Equal((ContainerKind.Columns, columns), (container.Kind, container.Count));
        Assert.Equal(2, parsed.Issue.Body.Count);
    }

    [Fact]
    public void A_back_reference_links_to_the_issue_it_names()
    {
        var files = new FakeIssueFiles { Others = { new IssueReference("2016-02-disabled-children", "February 2016", null) } };
        var parsed = TestIssue.Body("See [[issue:2016-02]] and [[issue:2016-02|last year's]].", files);
        Assert.Equal("", parsed.Found);
        Assert.All(
            parsed.Issue.Body.Descendants<LinkInline>(),
            link => Assert.Equal("https://example.org/archive/2016-02-disabled-children/", link.Url)
        );
    }

    [Fact]
    public void Headings_have_anchors_that_are_unique()
    {
        var parsed = TestIssue.Body("# One\n\n## Two words\n\n## Two words\n\n## {{ q.first.x }}\n");
        Assert.Equal(["one", "two-words", "two-words-2", "section"], parsed.Issue.Headings.Select(heading => heading.Id));
    }

    [Fact]
    public void Braces_and_tags_in_code_and_behind_a_backslash_are_plain_text()
    {
        var parsed = TestIssue.Body(
            "`{{ x }}` and `*|FNAME|*` and \\{{ y }}\n\n```text\n{{ z }} <<First Name>>\n```\n\n    {{ indented }}\n"
        );
        Assert.Equal("", parsed.Found);
        Assert.Empty(parsed.Issue.Figures);
        Assert.Equal(["{{ x }}", "*|FNAME|*"], parsed.Issue.Body.Descendants<CodeSpan>().Select(code => code.Text.ToString()));
        Assert.Equal("{{ z }} <<First Name>>\n", parsed.Issue.Body.Descendants<CodeNode>().First().Text.ToString());
    }

    [Fact]
    public void Every_mistake_is_found_in_one_run()
    {
        var parsed = TestIssue.Body(
            """
            Dear <<First Nam>>, {{ unclosed.

            ```sql
            select 1
            ```

            ```sql ok
            --| expct: rows = 1
            select 1
            ```

            ```chart
            data: ok
            ```

            ```chart bar
            data: okk
            ```

            ::: calout
            x
            :::

            ::: include nothing

            [[issue:1999]] ![x](missing.png)
            """
        );
        Assert.Equal(
            """
            5:6: error DM122: "First Nam" is not a merge field of newsletter.yml.
            5:21: error DM120: This figure is opened with {{ and not closed.
            7:1: error DM130: This query has no name.
            12:5: error DM133: "expct" is not an option of a query.
            16:1: error DM135: This chart has no kind.
            21:7: error DM138: There is no query "okk" in this issue.
            24:1: error DM140: "calout" is not a ::: block.
            28:1: error DM141: There is no snippet "nothing".
            30:1: error DM143: There is no issue "1999".
            30:16: error DM145: The picture "missing.png" is not beside the issue.
            """,
            parsed.Found
        );
    }

    [Fact]
    public void Deep_nesting_and_long_files_are_refused_at_once()
    {
        Assert.Contains(
            "DM111",
            TestIssue
                .Body(string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', 2 * i) + "- x\n")).AsSpan(0, 100_000).ToString())
                .Found,
            StringComparison.Ordinal
        );
        Assert.Contains("DM111", TestIssue.Body(new string('>', 20_000) + " x").Found, StringComparison.Ordinal);
        Assert.Contains("DM110", TestIssue.Body(new string('x', 300_000)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_figure_is_reported() => Assert.Equal("5:1: error DM121: This figure says nothing.", TestIssue.Body("{{}}").Found);

    [Fact]
    public void A_long_line_of_front_matter_or_of_blanks_is_no_nesting()
    {
        Assert.Equal("", TestIssue.Parse($"---\ntitle: Test\nsubject: {new string('x', 400)}\n---\n{new string(' ', 400)}\nText.").Found);
    }

    [Fact]
    public void No_input_makes_the_parser_throw()
    {
        string[] pieces =
        [
            "{{",
            "}}",
            "*|",
            "|*",
            "<<",
            ">>",
            "[[",
            "]]",
            "FNAME",
            "IF:",
            "toc",
            "issue:",
            "`",
            "```",
            "sql q",
            "chart bar",
            "---",
            "\n",
            "\n\n",
            ":::",
            "::: columns",
            "include a",
            "|",
            "*",
            "_",
            "- ",
            "> ",
            "#",
            "[",
            "](",
            ")",
            "!",
            "\\",
            "\"",
            "a",
            "é",
            "\uE000",
            "\uE100",
            "\u0000",
            "😀",
            "\t",
            "title: x",
            "--| expect: rows",
            "<b>",
            "&#124;",
            "[^1]",
            ": ",
        ];
        var piece = Gen.Int[0, pieces.Length - 1].Select(index => pieces[index]);
        var any = Gen.OneOf(
            piece.Array[0, 40].Select(string.Concat),
            Gen.String[Gen.Char, 0, 60],
            piece.Array[0, 25].Select(parts => string.Join("\n", parts))
        );
        any.Sample(
            text =>
            {
                foreach (var parsed in new[] { TestIssue.Body(text), TestIssue.Parse(text) })
                {
                    foreach (var inline in parsed.Issue.Body.Descendants<LiteralInline>())
                        Assert.Equal(-1, inline.Content.IndexOf('\uE000'));
                }
            },
            iter: 2000
        );
    }
}
