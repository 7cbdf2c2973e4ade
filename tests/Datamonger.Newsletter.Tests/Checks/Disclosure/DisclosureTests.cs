using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Tests.Checks.Disclosure;

/// <summary>Each fault planted once, beside its clean twin.</summary>
public sealed class DisclosureTests
{
    private static readonly string[] Codes = ["DM570", "DM571", "DM572", "DM573"];

    [Theory]
    [InlineData("a table", "select la, children from care", "", "```table\ndata: q\ncaption: C\n```", "10:1 DM570", true)]
    [InlineData(
        "a table of other columns",
        "select la, children, places from care",
        "",
        "```table\ndata: q\ncolumns: [la, places]\n```",
        "",
        false
    )]
    [InlineData(
        "a chart, its labels, alt text and CSV",
        "select la, children from care",
        "",
        "```chart bar\ndata: q\nx: la\ny: children\n```",
        "10:1 DM570",
        true
    )]
    [InlineData(
        "a list",
        "select la as title, date '2017-04-01' as date, children from care",
        "",
        "```list releases\ndata: q\ntitle: T\n```",
        "10:1 DM570",
        true
    )]
    [InlineData(
        "a figure",
        "select la, children from care",
        "key: la",
        "We saw {{ q[\"Barnet\"].children | num0 }} of them.",
        "11:11 DM570",
        true
    )]
    [InlineData(
        "a figure of another row",
        "select la, children from care",
        "key: la",
        "We saw {{ q[\"Lambeth\"].children | num0 }} of them.",
        "",
        false
    )]
    [InlineData("an alias, through another query", "select la, n as kids from base", "", "```table\ndata: q\n```", "10:1 DM570", true)]
    [InlineData(
        "a sum",
        "select places, sum(children) as c from care group by places having places = 9",
        "",
        "```table\ndata: q\n```",
        "10:1 DM570",
        true
    )]
    [InlineData(
        "counted rows of persons",
        "select la, count(*) as n from persons group by la",
        "",
        "```table\ndata: q\n```",
        "10:1 DM570",
        true
    )]
    [InlineData(
        "a count of areas",
        "select count(*) as n from care where children < 5",
        "",
        "There are {{ q.first.n | words }} such areas.",
        "",
        false
    )]
    [InlineData("a list of persons", "select la, age from persons", "", "```table\ndata: q\n```", "10:1 DM570", false)]
    [InlineData("a person in a sentence", "select la, age from persons", "", "The first is {{ q.first.age }}.", "10:17 DM570", false)]
    [InlineData("a text", "select la, children || ' children' as t from care", "", "```table\ndata: q\n```", "10:1 DM570", false)]
    [InlineData(
        "a text in a sentence",
        "select la, children || ' children' as t from care",
        "",
        "We saw {{ q.first.t }}.",
        "10:11 DM570",
        false
    )]
    [InlineData("a sign", "select la, -children as t from care", "", "```table\ndata: q\n```", "10:1 DM570", false)]
    [InlineData(
        "a pivot",
        "pivot (select la, children from care) on la in ('Barnet', 'York') using sum(children)",
        "",
        "```table\ndata: q\n```",
        "10:1 DM570",
        false
    )]
    [InlineData("an unpivot", "unpivot care on children into name what value n", "", "```table\ndata: q\n```", "10:1 DM570", false)]
    [InlineData(
        "a text of large counts",
        "select la, children || ' children' as t from care where children > 100",
        "",
        "```table\ndata: q\n```",
        "",
        false
    )]
    public async Task A_small_count_is_found_wherever_it_is_shown(
        string what,
        string sql,
        string option,
        string body,
        string expected,
        bool canBeSuppressed
    )
    {
        using var workspace = Make();
        Assert.Equal((what, expected), (what, await FindAsync(workspace, sql, option, body)));
        if (!canBeSuppressed || body.Contains("{{", StringComparison.Ordinal))
            return;
        var column =
            sql.Contains("kids", StringComparison.Ordinal) ? "kids"
            : sql.Contains(" c ", StringComparison.Ordinal) ? "c"
            : sql.Contains("count(*)", StringComparison.Ordinal) ? "n"
            : "children";
        Assert.Equal(
            (what, ""),
            (
                what,
                await FindAsync(
                    workspace,
                    sql,
                    $"suppress: {column}",
                    body.Replace("y: children", "y: children\nmissing: gap", StringComparison.Ordinal)
                )
            )
        );
    }

    [Fact]
    public async Task Small_counts_are_found_in_subject_alt_text_and_title()
    {
        using var workspace = Make();
        var found = await workspace.CheckAsync(
            """
            ---
            title: Test
            subject: We saw {{ q.first.children }} children in Barnet
            ---

            ```sql q
            select la, children, places from care order by la
            ```

            ```chart bar
            data: q
            x: la
            y: places
            title: In Barnet {{ q.first.children }}
            alt: In Barnet {{ q.first.children | words }} children
            ```
            """
        );
        Assert.Equal(
            ["3:20", "14:21", "15:19"],
            found.Where(finding => finding.Rule.Code == "DM570").Select(finding => $"{finding.Location.Line}:{finding.Location.Column}")
        );
    }

    [Theory]
    [InlineData(
        "a figure of a hidden count",
        "select la, children from care",
        "suppress: children\n--| key: la",
        "We saw {{ q[\"Barnet\"].children | num0 }}."
    )]
    public async Task A_figure_of_a_hidden_count_is_an_error_that_says_so(string what, string sql, string option, string body)
    {
        using var workspace = Make();
        var found = await workspace.CheckAsync(Text(sql, option, body));
        Assert.Contains(
            found,
            finding =>
                finding.Rule is { Code: "DM154", Severity: Severity.Error }
                && finding.Message.Contains("q has \"c: suppressed to protect confidentiality\" in row 1", StringComparison.Ordinal)
        );
        Assert.NotEmpty(what);
    }

    [Fact]
    public async Task The_marker_stands_in_the_table_with_its_meaning_and_in_no_part_of_the_email_the_count()
    {
        using var workspace = Make();
        var build = await workspace.BuildAsync(
            Text(
                "select la, children from care order by la",
                "suppress: children",
                "```table\ndata: q\n```\n\n```chart bar\ndata: q\nx: la\ny: children\nmissing: gap\n```"
            )
        );
        Assert.DoesNotContain(build.Diagnostics, finding => finding.Rule.Severity == Severity.Error);
        Assert.Contains("c: suppressed to protect confidentiality.", build.Email.Text, StringComparison.Ordinal);
        Assert.Equal("c: suppressed to protect confidentiality.", build.Charts.All[0].Note);
        Assert.Equal(
            "\"La\",\"Children\"\r\n\"Lambeth\",\"460\"\r\n\"Swindon\",\"90\"\r\n\"York\",\"200\"\r\n\"Barnet\",\"\"\r\n\"Bexley\",\"\"\r\n"
                .Split("\r\n")
                .Order(),
            System.Text.Encoding.UTF8.GetString(build.Email.DataFiles[0].Bytes.AsSpan()).Split("\r\n").Order()
        );
    }

    [Theory]
    // Exactly one cell hidden beside a total.
    [InlineData("select la, n, n_note from withheld", "", "```table\ndata: q\ncolumns: [la, n]\n```", "10:1 DM571")]
    [InlineData("select la, n, n_note from withheld where la <> 'Total'", "", "```table\ndata: q\ncolumns: [la, n]\n```", "")]
    [InlineData(
        "select la, boys, boys_note, girls, total from sexes",
        "",
        "```table\ndata: q\ncolumns: [la, boys, girls, total]\n```",
        "10:1 DM571"
    )]
    [InlineData("select la, boys, boys_note, girls, total from sexes", "", "```table\ndata: q\ncolumns: [la, boys, girls]\n```", "")]
    // Two hidden beside a total hide one another.
    [InlineData(
        "select la, case when la <> 'York' then n end as n, case when la <> 'York' then n_note else 'c: withheld' end as n_note from withheld",
        "",
        "```table\ndata: q\ncolumns: [la, n]\n```",
        ""
    )]
    [InlineData(
        "select la, boys, boys_note, case when la <> 'a' then girls end as girls, case when la = 'a' then 'c: withheld' end as girls_note, "
            + "total from sexes where la = 'a'",
        "",
        "```table\ndata: q\ncolumns: [la, boys, girls, total]\n```",
        ""
    )]
    // The total stands in a sentence.
    [InlineData("select la, children from care", "suppress: children", "```table\ndata: q\n```\n\nIn all {{ total.first.n | num0 }}.", "")]
    [InlineData(
        "select la, children from care where la <> 'Bexley'",
        "",
        "```table\ndata: q\ncolumns: [la]\n```\n\nIn all {{ total.first.n | num0 }} and {{ q.first.children | num0 }}.",
        "15:42 DM570"
    )]
    [InlineData(
        "select la, n, n_note from withheld where la <> 'Total'",
        "",
        "```table\ndata: q\ncolumns: [la, n]\n```\n\n```sql whole\nselect n from withheld where la = 'Total'\n```\n\nIn all {{ "
            + "whole.first.n | num0 }}.",
        "19:11 DM571"
    )]
    // 765 in all, 750 in the table, 12 of those that it hides in a sentence.
    [InlineData(
        "select la, children from care",
        "suppress: children",
        "```table\ndata: q\n```\n\n```sql one\nselect la, children from care where la = 'Bexley'\n```\n\nIn all {{ total.first.n | num0 }}, "
            + "{{ one.first.children | num0 }} in Bexley.",
        "19:39 DM571"
    )]
    [InlineData(
        "select la, children from care",
        "suppress: children",
        "```table\ndata: q\n```\n\n```sql one\nselect la, children from care where la = 'York'\n```\n\nIn all {{ total.first.n | num0 }}, "
            + "{{ one.first.children | num0 }} in York.",
        ""
    )]
    [InlineData(
        "from (select la, children from care union all select 'Total', sum(children) from care)",
        "suppress: children",
        "```table\ndata: q\n```\n\n```sql one\nselect la, children from care where la = 'Bexley'\n```\n\n{{ one.first.children | num0 }} in "
            + "Bexley.",
        "19:4 DM571"
    )]
    // Two blocks that differ by three.
    [InlineData(
        "select sum(children) as n from care where la <> 'Barnet'",
        "",
        "Of {{ total.first.n | num0 }} all but {{ q.first.n | num0 }} were well.",
        "10:42 DM571"
    )]
    [InlineData(
        "select sum(children) as n from care where la <> 'Swindon'",
        "",
        "Of {{ total.first.n | num0 }} all but {{ q.first.n | num0 }} were well.",
        ""
    )]
    public async Task A_hidden_count_cannot_be_worked_out(string sql, string option, string body, string expected)
    {
        using var workspace = Make();
        Assert.Equal(expected, await FindAsync(workspace, sql, option, body));
    }

    [Theory]
    [InlineData(
        "select la, children, children * 1.0 / places as share from care where la in ('Barnet', 'York') order by la",
        "",
        "```table\ndata: q\ncolumns: [la, share]\n```",
        "10:1 DM572"
    )]
    [InlineData(
        "select la, children, children * 1.0 / places as share from care where la in ('Lambeth', 'York') order by la",
        "",
        "```table\ndata: q\ncolumns: [la, share]\n```",
        ""
    )]
    [InlineData(
        "select la, girls, girls * 1.0 / total as share, total from sexes where la = 'b'",
        "base: total",
        "```chart bar\ndata: q\nx: la\ny: share\n```",
        "11:1 DM572"
    )]
    [InlineData(
        "select la, girls, girls * 1.0 / total as share, total from sexes where la = 'c'",
        "base: total",
        "```chart bar\ndata: q\nx: la\ny: share\n```",
        ""
    )]
    [InlineData(
        "select la, children, children * 1.0 / places as share from care order by la",
        "key: la",
        "It is {{ q[\"Barnet\"].share | pct0 }}.",
        "11:10 DM572"
    )]
    public async Task A_share_of_few_people_is_found(string sql, string option, string body, string expected)
    {
        using var workspace = Make();
        Assert.Equal(expected, await FindAsync(workspace, sql, option, body));
    }

    [Theory]
    [InlineData("missing: zero", "14:10 DM573")]
    [InlineData("missing: gap", "")]
    public async Task A_withheld_value_is_not_drawn_as_zero(string missing, string expected)
    {
        using var workspace = Make();
        foreach (var columns in new[] { "n, n_note", "n", "n * 1 as n" })
        {
            Assert.Equal(
                (columns, expected),
                (
                    columns,
                    await FindAsync(
                        workspace,
                        $"select la, {columns} from withheld where la <> 'Total'",
                        "",
                        $"```chart bar\ndata: q\nx: la\ny: n\n{missing}\n```"
                    )
                )
            );
        }
    }

    [Theory]
    // Each reader sees their own; together, with the total, they tell what is hidden of Barnet.
    [InlineData("Yours: {{ mine.n | num0 }}. In all {{ whole.first.n | num0 }}.", "DM571")]
    [InlineData("Yours: {{ mine.n | num0 }}.", "")]
    [InlineData("In all {{ whole.first.n | num0 }}.", "")]
    public async Task A_hidden_count_cannot_be_worked_out_from_the_editions_together(string text, string expected)
    {
        using var workspace = Make();
        var found = await workspace.CheckAsync(
            Text(
                    "select la, n from withheld where la <> 'Total' and n is not null",
                    "",
                    $"```sql whole\nselect n from withheld where la = 'Total'\n```\n\n{text}"
                )
                .Replace(
                    "date: 2017-03-16",
                    "date: 2017-03-16\npersonal: {by: LNAME, query: q, key: la, default: York}",
                    StringComparison.Ordinal
                )
        );
        Assert.DoesNotContain(found, finding => finding.Rule.Severity is Severity.Error && !Codes.Contains(finding.Rule.Code));
        Assert.Equal(expected, string.Join(' ', found.Select(finding => finding.Rule.Code).Where(Codes.Contains).Distinct()));
    }

    // The data of a chart lie beside the page, whatever the chart shows of them.
    [Theory]
    [InlineData("n", "DM571")]
    [InlineData("", "")]
    public async Task A_hidden_count_cannot_be_worked_out_from_a_charts_data_file(string total, string expected)
    {
        using var workspace = Make();
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                (
                    await FindAsync(
                        workspace,
                        "select la, n from withheld where la <> 'Total'",
                        "",
                        "```chart bar\ndata: q\nx: la\ny: n\nmissing: gap\n```\n"
                            + (
                                total.Length > 0
                                    ? "\n```sql whole\nselect n from withheld where la = 'Total'\n```\n\nIn all {{ whole.first.n | num0 }}.\n"
                                    : ""
                            )
                    )
                )
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(' ')[1])
                    .Distinct()
            )
        );
    }

    // What an editor asks of counts that are all large: nothing is found, whether it stands in a table or in a sentence.
    [Theory]
    [InlineData("select la, children from large")]
    [InlineData("select la, children from large order by children desc limit 2")]
    [InlineData("select sum(children) as n from large")]
    [InlineData("select count(*) as areas from large")]
    [InlineData("select max(children) as most, min(children) as least from large")]
    [InlineData("select avg(children) as mean from large")]
    [InlineData("select la, children - 50 as n from large")]
    [InlineData("select la, round(children, -1) as n from large")]
    [InlineData("select la, children / places as ratio from large")]
    [InlineData("select la, 100.0 * children / sum(children) over () as share from large")]
    [InlineData("select la, rank() over (order by children desc) as place from large")]
    [InlineData("select la, children, row_number() over (order by la) as line from large")]
    [InlineData("select la, places from large")]
    [InlineData("select sum(places) as n from large")]
    [InlineData("select la, case when children > 150 then 'many' else 'few' end as size from large")]
    [InlineData("select la, children > 150 as many from large")]
    [InlineData("select upper(la) as area, children from large")]
    [InlineData("select 'England' as area, sum(children) as n from large")]
    [InlineData("select la, children from large union all select 'All', sum(children) from large")]
    [InlineData("select count(distinct la) as areas from large")]
    [InlineData("select la, length(la) as letters from large")]
    [InlineData("select median(children) as middle from large")]
    [InlineData("with t as (select la, children from large) select la, children from t where children >= 90")]
    [InlineData("select a.la, b.children from large a join large b using (la)")]
    [InlineData("select large.*, places - 1 as spare from large")]
    [InlineData("select la, children::double as n from large")]
    [InlineData("select la, coalesce(children, 0) as n from large")]
    public async Task An_honest_query_over_large_counts_is_left_alone(string sql)
    {
        using var workspace = Make();
        workspace.Write("content/datasets/large.csv", "la,children,places\nLambeth,460,165\nSwindon,90,100\nYork,200,150\n");
        workspace.Write("content/datasets/datasets.yml", "large: {title: Care, publisher: DfE, people: [children]}\n" + Declared);
        Assert.Equal("", await FindAsync(workspace, sql, "", "```table\ndata: q\n```"));
    }

    [Theory]
    [InlineData("DM570: it is published so", false)]
    [InlineData("DM570: {reason: it is published so}", false)]
    [InlineData("DM570: {reason: it is published so, by: Marian}", true)]
    public async Task An_allowance_needs_a_reason_and_a_name(string allow, bool holds)
    {
        using var workspace = Make();
        var found = await workspace.CheckAsync(
            Text("select la, children from care", "", "```table\ndata: q\n```")
                .Replace("date: 2017-03-16", $"date: 2017-03-16\nallow: {{{allow}}}", StringComparison.Ordinal)
        );
        Assert.Equal(holds, !found.Any(finding => finding.Rule.Code == "DM570"));
        Assert.Equal(holds, !found.Any(finding => finding.Rule.Code == "DM161"));
    }

    private const string Declared = """
        care: {title: Care, publisher: DfE, people: [children]}
        persons: {title: Persons, publisher: DfE, people: ["*"]}
        withheld: {title: Withheld, publisher: DfE, people: [n], types: {n: integer}}
        sexes: {title: Sexes, publisher: DfE, people: [boys, girls, total], types: {boys: integer}}

        """;

    private static CheckWorkspace Make()
    {
        var workspace = new CheckWorkspace();
        workspace.Write(
            "content/datasets/care.csv",
            "la,children,places\nBarnet,3,9\nBexley,12,40\nLambeth,460,165\nSwindon,90,100\nYork,200,150\n"
        );
        workspace.Write(
            "content/datasets/persons.csv",
            "la,age\na,1\na,2\nb,3\nb,4\nb,5\nb,6\nb,7\nb,8\nb,9\nc,1\nc,2\nc,3\nc,4\nc,5\nc,6\nc,7\n"
        );
        workspace.Write("content/datasets/withheld.csv", "la,n\nBarnet,c\nLambeth,460\nYork,200\nTotal,663\n");
        workspace.Write("content/datasets/sexes.csv", "la,boys,girls,total\na,c,30,33\nb,c,7,9\nc,40,50,90\n");
        workspace.Write("content/datasets/datasets.yml", Declared);
        return workspace;
    }

    private static string Text(string sql, string option, string body) =>
        CheckWorkspace.FrontMatter
        + $"```sql base\nselect la, children as n from care\n```\n\n```sql total\nselect sum(children) as n from care\n```\n\n```sql "
        + $"q\n{(option.Length == 0 ? "" : $"--| {option}\n")}{sql}\n```\n\n{body}\n";

    // Lines are counted from the first line of the query q, less its option line.
    private static async Task<string> FindAsync(CheckWorkspace workspace, string sql, string option, string body)
    {
        var found = await workspace.CheckAsync(Text(sql, option, body));
        var failed = found.Where(finding => finding.Rule.Severity == Severity.Error && finding.Rule.Code[2] is not '5');
        Assert.True(!failed.Any(), string.Join('\n', failed));
        return string.Join(
            '\n',
            found
                .Where(finding => Codes.Contains(finding.Rule.Code))
                .Select(finding => $"{finding.Location.Line - 9}:{finding.Location.Column} {finding.Rule.Code}")
        );
    }
}
