using CsCheck;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Checks.Numbers;

public sealed class NumbersAreBoundTests
{
    private static readonly string[] Codes = ["DM560", "DM561", "DM562"];

    [Theory]
    [InlineData(
        "They received 11,460 applications.",
        "1:15 DM560",
        "Write {{ applications.last.applications | num0 }}, which prints 11,460."
    )]
    [InlineData("They received **11,460** applications.", "1:17 DM560", "{{ applications.last.applications | num0 }}")]
    [InlineData(
        "They received about 11,500 applications.",
        "1:21 DM560",
        "{{ applications.last.applications | num0 }}, which prints 11,460"
    )]
    [InlineData(
        "Applications fell by 32% in a year.",
        "1:22 DM560",
        "{{ applications.last.applications | change applications.first.applications }}, which prints fell by 32%"
    )]
    [InlineData("In Lambeth it is 54 per cent.", "1:18 DM560", "{{ places[\"Lambeth\"].share | pct0 }}, which prints 54%")]
    [InlineData("In Swindon it is 7.5%.", "1:18 DM560", "{{ places[\"Swindon\"].share | pct1 }}, which prints 7.5%")]
    [InlineData("Swindon has 1.2 million places.", "1:13 DM560", "{{ places[\"Swindon\"].places | num1m }}, which prints 1.2m")]
    [InlineData("The release has 3 areas; Barnet has 240 places.", "1:17 DM560\n1:37 DM560", "{{ places[\"Barnet\"].places | num0 }}")]
    [InlineData(
        "Barnet has 1.5 times the places of Lambeth.",
        "1:12 DM560",
        "{{ places[\"Barnet\"].places / places[\"Lambeth\"].places | num1 }}, which prints 1.5"
    )]
    [InlineData("## 240 places in Barnet", "1:4 DM560", "{{ places[\"Barnet\"].places | num0 }}")]
    [InlineData("[240 places](https://example.org/a)", "1:2 DM560", "{{ places[\"Barnet\"].places | num0 }}")]
    [InlineData("- Barnet: 240", "1:11 DM560", "{{ places[\"Barnet\"].places | num0 }}")]
    [InlineData("| Area | Places |\n|---|---:|\n| Barnet | 240 |", "3:12 DM560", "places")]
    [InlineData("<div>There were 240 places in Barnet</div>", "1:17 DM560", "{{ places[\"Barnet\"].places | num0 }}")]
    [InlineData("The grant is £4,500 a place.", "1:14 DM560", "{{ cite 903 \"a group member, by email\" }}")]
    [InlineData("A 32-point rise.", "1:3 DM560", "cite")]
    [InlineData(
        "Of 51,850 children (74%) 1 in 5, or 9 out of 10, £1.2bn, −5% in real terms.",
        "1:4 DM560\n1:21 DM560\n1:26 DM560\n1:37 DM560\n1:50 DM560\n1:58 DM560",
        "cite"
    )]
    [InlineData("Twenty-eight authorities replied.", "1:1 DM561", "{{ query.row.column | num0 }}")]
    [InlineData("In Barnet two hundred and forty places are free.", "1:11 DM561", "{{ places[\"Barnet\"].places | words }}")]
    [InlineData("Over forty thousand children wait.", "1:6 DM561", "cite")]
    [InlineData(
        "Two thirds of the children, a quarter of the carers, half of the staff, one in five beds.",
        "1:1 DM561\n1:29 DM561\n1:54 DM561\n1:73 DM561",
        "cite"
    )]
    public async Task A_typed_number_is_found_in_its_place_with_what_to_write(string text, string expected, string hint)
    {
        using var planted = new Planted();
        Assert.Equal(expected.Split('\n'), await planted.FindAsync(text, Codes));
        Assert.Contains(await planted.DiagnoseAsync(text, Codes), finding => finding.Hint!.Contains(hint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("They received 11,640 applications.", "11,460")]
    [InlineData("They received 1,146 applications.", "11,460")]
    [InlineData("They received 114,600 applications.", "11,460")]
    [InlineData("They received 11,450 applications.", "11,460")]
    [InlineData("In Lambeth there are 156 places.", "165")]
    public async Task A_slip_of_the_keys_is_an_error_that_says_what_the_data_have(string text, string says)
    {
        using var planted = new Planted();
        var finding = Assert.Single(await planted.DiagnoseAsync(text, Codes));
        Assert.Equal(("DM562", Severity.Error), (finding.Rule.Code, finding.Rule.Severity));
        Assert.Contains($"the data say {says}.", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("45% of Lambeth", "The data have 54%: {{ places[\"Lambeth\"].share | pct0 }}. Digits swapped?")]
    public async Task Two_swapped_digits_are_a_question(string text, string hint)
    {
        using var planted = new Planted();
        var finding = Assert.Single(await planted.DiagnoseAsync(text, Codes));
        Assert.Equal(("DM560", hint), (finding.Rule.Code, finding.Hint));
    }

    [Theory]
    [InlineData(
        "Published on 23 March 2017, 3rd March, 7–9 March, 7 and 9 March, March 2017, Thursday 23 March and 23/03/2017 or 2017-03-23."
    )]
    [InlineData("Due on 16 March, by the 23rd, at 9:30am, 9.30 am, at 9.30, 21:00, 10am to 4pm, 9 o’clock.")]
    [InlineData("In 2015/16, 2015-16, 2014–2016, the 1990s, between 2004 and 2016, in ’16, in 2016.")]
    [InlineData("Telephone 020 7946 0142, +44 20 7946 0142, 0300 123 1234 or (01793) 496 012.")]
    [InlineData("Write to 12 Abacus Yard, Sampleford ZZ99 9ZZ, or https://example.org/2016/17?n=4 or a7@example.org.")]
    [InlineData(
        "See SFR41/2016, Section 20, Key stage 2, KS4, the Children Act 1989, Table 3, Tables 3 and 4, SSDA903, Form 7, Regulation 44, "
            + "s.47 and page 12."
    )]
    [InlineData(
        "See issue 17, number 4, chapter 2.1, Figure 3a, Annex 2, stage 3, Year 11, Version 3.0, v3.0, step 4, week 12 and Level 2."
    )]
    [InlineData(
        "Children aged 5 to 11, under 5s, people under 25, 16-year-olds, 16–17 year olds, at 18, turned 21, a 10 year old, her 18th "
            + "birthday."
    )]
    [InlineData("Of every ten thousand children; per 10,000; per ten thousand aged under eighteen; in every 1,000; in every hundred.")]
    [InlineData("When they turn eighteen, stay at eighteen, children under five, aged twelve, eighteen-year-olds and a ten-year plan.")]
    [InlineData("One member told us of two things; the first of three, on the one hand, one by one, a third reason, a second issue.")]
    [InlineData("More than half of it, the first half of the year, half an hour, a quarter of an hour, twelve months, twenty-four hours.")]
    [InlineData("A hundred reasons, thousands of them, the 21st century, Covid-19, post-16, A4, 3D, 24/7, ISO 9001, Radio 4, E09000022.")]
    [InlineData(
        "A 24-hour helpline, a 10-year plan, a 5-point scale; the 0–25 team, 16+ and 18+; 12 months; the first 1,001 days; the 100th issue."
    )]
    [InlineData(
        "Grades 9 to 4, Attainment 8 and Progress 8; Years 7 to 11; 5–9s; 18- to 25-year-olds; the SSDA 903 return; Articles 8 and 12."
    )]
    [InlineData("1. 2. 3.")]
    [InlineData("1. First\n2. Second\n3. Third\n")]
    [InlineData("A code of `11460` and\n\n    11460\n\n```text\n11460\n```\n")]
    [InlineData("One said {{ cite 903 \"a member\" }}, the data {{ applications.last.applications | num0 }}.")]
    [InlineData("![A map of the South East in 2016](https://example.org/map.png)")]
    public async Task What_is_no_figure_is_left_alone(string text)
    {
        using var planted = new Planted();
        Assert.Empty(await planted.DiagnoseAsync(text + "\n", Codes));
    }

    [Theory]
    [InlineData("title: 11,460 applications", "4:8 DM560")]
    [InlineData("title: \"To foster: 11,460 applications\"", "4:20 DM560")]
    [InlineData("title: In {{ applications.last.year }} there were 11,460 applications", "4:51 DM560")]
    [InlineData(
        "title: Applications\nsubtitle: Fell by a third of all\nnote: About 12%\nalt: 16,920 and then fewer",
        "5:19 DM561\n6:13 DM560\n7:6 DM560"
    )]
    [InlineData("title: Applications\nhighlight: 2015/16\nheight: 300", "")]
    public async Task Texts_of_charts_are_read_and_their_other_keys_are_not(string yaml, string expected)
    {
        using var planted = new Planted();
        var found = await planted.FindAsync($"```chart column\ndata: applications\nx: year\n{yaml}\ny: applications\n```\n", Codes);
        Assert.Equal(expected.Length == 0 ? [] : expected.Split('\n'), found);
    }

    [Fact]
    public async Task Captions_headings_and_titles_are_read()
    {
        using var planted = new Planted();
        var found = await planted.FindAsync(
            "```table\ndata: places\ncaption: The most are 240\ncolumns:\n  la: 2016 areas\n  places: {label: The 165 places}\n```\n\n"
                + "::: callout All 152 areas\nWords.\n:::\n",
            Codes
        );
        Assert.Equal(["3:23 DM560", "6:23 DM560", "9:17 DM560"], found);
    }

    [Fact]
    public async Task Subject_preheader_and_snippets_are_read()
    {
        using var planted = new Planted();
        planted.Workspace.Write("content/snippets/about.md", "We sent 903 of them.\n");
        var found = await planted.Workspace.CheckAsync(
            "---\ntitle: Test\nsubject: Applications fell by 31% in a year\npreheader: \"There were 11,460: fewer than ever, and what "
                + "that may mean to you.\"\n---\n\n::: include about\n"
        );
        Assert.Equal(
            ["content/issues/test/index.md:3:31", "content/issues/test/index.md:4:24", "content/snippets/about.md:1:9"],
            found.Where(finding => finding.Rule.Code == "DM560").Select(finding => finding.Location.ToString())
        );
    }

    [Fact]
    public async Task Any_number_of_the_data_in_any_format_is_found_and_named()
    {
        using var planted = new Planted();
        string[] formats = ["num0", "num1", "num2", "num1k", "num1m", "gbp0", "gbp2", "gbp1k", "gbp1m", "ordinal", "words"];
        string[] shares = ["pct0", "pct1", "pct2", "pts0", "pts1"];
        var whole = Gen.Select(
            Gen.Long[11, 900_000_000],
            Gen.Int[0, formats.Length - 1].Select(i => formats[i]),
            (value, format) => ((decimal)value, format)
        );
        var share = Gen.Select(
            Gen.Int[1, 9_999],
            Gen.Int[0, shares.Length - 1].Select(i => shares[i]),
            (value, format) => (value / 10_000m, format)
        );
        var sentences = new List<(string Name, decimal Value, string Format)>();
        Gen.OneOf(whole, share)
            .Sample(
                sample =>
                {
                    lock (sentences)
                        sentences.Add(
                            (
                                $"Area{(char)('a' + (sentences.Count % 26))}{new string('z', 1 + (sentences.Count / 26))}",
                                sample.Item1,
                                sample.Item2
                            )
                        );
                },
                iter: 400,
                threads: 1
            );
        // What prints as nothing, a year or a plain small word says nothing of the data any more.
        var language = Language.BritishEnglish;
        var printed = sentences
            .Select(sentence =>
                (sentence.Name, sentence.Value, sentence.Format, Text: ValueFormat.Of(sentence.Format).Format(sentence.Value, language)!)
            )
            .Where(sentence => sentence.Text.Any(c => c is >= '1' and <= '9') || sentence.Format == "words")
            .ToList();
        Assert.InRange(printed.Count, 200, 400);
        planted.Workspace.Write(
            "content/datasets/values.csv",
            "name,value\n"
                + string.Concat(
                    printed.Select(sentence =>
                        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sentence.Name},{sentence.Value}\n")
                    )
                )
        );
        planted.Workspace.Write("content/datasets/datasets.yml", "values: {title: Values, publisher: Ofsted, types: {value: decimal}}\n");
        var query = "\n```sql them\n--| key: name\nselect name, value from values order by name\n```\n";
        var text =
            CheckWorkspace.FrontMatter
            + query
            + string.Concat(printed.Select(sentence => $"\n{sentence.Name} reports {sentence.Text} in all.\n"));
        var found = (await planted.Workspace.CheckAsync(text))
            .Where(finding => Codes.Contains(finding.Rule.Code))
            .ToDictionary(finding => finding.Location.Line);
        var firstLine = 7 + query.AsSpan().Count('\n') + 1;
        var missed = printed
            .Select((sentence, i) => (sentence, finding: found.GetValueOrDefault(firstLine + (2 * i))))
            .Where(pair =>
                pair.finding?.Hint?.Contains(
                    $"them[\"{pair.sentence.Name}\"].value | {pair.sentence.Format} }}}}",
                    StringComparison.Ordinal
                ) != true
            )
            .Select(pair => $"{pair.sentence} – {pair.finding} {pair.finding?.Hint}");
        Assert.True(!missed.Any(), string.Join("\n", missed));
    }
}
