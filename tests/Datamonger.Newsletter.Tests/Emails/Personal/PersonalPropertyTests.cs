using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CsCheck;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Emails.Personal;

/// <summary>Whatever the keys and values are, a subscriber gets the values of their own key and no trace of another's.</summary>
public sealed partial class PersonalPropertyTests
{
    private const string Text = """
        ## About ⟪{{ mine.words }}⟫

        Dear <<First Name|reader>>, it is ⟪{{ mine.words }}⟫ and **⟪{{ mine.number | num1 }}⟫**, which is ⟪{{ mine.number > 100 ? "more" : "less" }}⟫; both: ⟪{{ mine.words }}⟫⟪{{ mine.words }}⟫.

        | Area | Value |
        | --- | ---: |
        | ⟪{{ mine.words }}⟫ | ⟪{{ mine.number | num1 }}⟫ |
        | All | 1 |

        > - ⟪{{ mine.words }}⟫
        > - and no more

        ::: callout ⟪{{ mine.words }}⟫
        To [all of ⟪{{ mine.words }}⟫](https://example.org/x).
        :::
        """;

    private static readonly NewsletterSettings Settings = TestIssue.Settings with
    {
        MergeFields = [.. TestIssue.Settings.MergeFields, new MergeField("LA", "Local authority", Fallback: "England")],
    };

    private static readonly Gen<string> Key = Gen.Select(
        Gen.OneOf("A", "b", "Lambeth", "Ynys Môn", "王", "9", "(x)", "Kingston upon Hull", "E09000022", "2015/16"),
        Gen.OneOf("", " and Poole", ", City of", "-on-Sea", " 2", ".", "/b"),
        (head, tail) => head + tail
    );

    private static readonly Gen<string> Words = Gen.OneOf(
            "",
            "a",
            "rose by 3%",
            "two words and then some more of them",
            "<b>",
            "&amp;",
            "\"",
            "'",
            "{{ 1 }}",
            "**x**",
            "*",
            "_",
            "|",
            "[x](y)",
            "IF:LA",
            "\\",
            "é",
            "王小明",
            "$1"
        )
        .Array[1, 4]
        .Select(parts => string.Join(' ', parts));

    private static Gen<(string Key, string Words, decimal Number)[]> Rows(int least, int most) =>
        Gen.Select(
                Key,
                Words,
                Words,
                Gen.Decimal[-5000, 5000],
                (key, before, after, number) => (Key: key, Before: before, After: after, Number: Math.Round(number, 3))
            )
            .Array[least, most]
            .Select(rows =>
                rows.DistinctBy(row => row.Key, StringComparer.OrdinalIgnoreCase)
                    .Select((row, i) => (row.Key, $"{row.Before} w{i}w {row.After}".Trim(), row.Number))
                    .ToArray()
            );

    [Theory]
    [InlineData(1, Editions.MostDrawn, 40)]
    [InlineData(30, 120, 8)]
    public void Each_key_gets_its_own_values_and_any_other_the_defaults(int least, int most, int times) =>
        Gen.Select(Rows(least, most), Gen.Int[0, 100], Words)
            .Sample(
                (rows, choice, other) =>
                {
                    var otherwise = rows[choice % rows.Length];
                    var email = Compose(rows, otherwise.Key);
                    // Of many keys the first ones, those that are few have all.
                    foreach (var row in rows.Take(15))
                        AssertGets(email.For(row.Key), row, rows);
                    foreach (var row in rows.Take(3))
                        AssertSame(Compose([row], row.Key).For(null), email.For(row.Key));
                    foreach (var field in (string?[])[null, "", other, otherwise.Key.ToUpperInvariant() + "!", "*|IF:LA=A|*"])
                    {
                        // England, the fallback, is a key of nobody here.
                        if (!rows.Any(row => row.Key == field))
                            AssertGets(email.For(field), otherwise, rows);
                    }
                },
                iter: times
            );

    private static void AssertGets(
        Delivered mail,
        (string Key, string Words, decimal Number) own,
        (string Key, string Words, decimal Number)[] rows
    )
    {
        var number = Language.BritishEnglish.Number(own.Number, 1);
        var words = OneBlank().Replace(own.Words, " ").Trim();
        string[] expected = [words, words, number, own.Number > 100 ? "more" : "less", words, words, words, number, words, words, words];
        Assert.Equal(expected, Shown(mail.Words));
        // A quotation's lines begin with its sign.
        Assert.Equal(expected, Shown(mail.Text.Replace("\n>", "\n", StringComparison.Ordinal)));
        foreach (var row in rows.Where(row => row != own))
        {
            var trace = Trace().Match(row.Words).Value;
            Assert.DoesNotContain(trace, mail.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(trace, mail.Text, StringComparison.Ordinal);
        }
    }

    // An issue of this key alone says the same, word for word and tag for tag; lines may end elsewhere, and a table whose widest arm does
    // not fit is a list.
    private static void AssertSame(Delivered alone, Delivered mail)
    {
        Assert.Equal(OneLine(alone.Html), OneLine(mail.Html));
        Assert.Equal(Unlined(alone.Text), Unlined(mail.Text));
    }

    private static string Unlined(string text) =>
        TextTable().Replace(OneLine(Rules().Replace(text.Replace("\n>", "\n", StringComparison.Ordinal), "---")), "");

    private static string OneLine(string text) => OneBlank().Replace(text, " ").Replace('│', '|');

    // A bar beside a tag would make another with its star, so that a look-alike stands there.
    private static string[] Shown(string text) =>
        [.. Value().Matches(text).Select(match => OneBlank().Replace(match.Groups[1].Value, " ").Replace('│', '|').Trim())];

    private static Email Compose((string Key, string Words, decimal Number)[] rows, string otherwise)
    {
        var diagnostics = new DiagnosticBag();
        var source = new SourceText(
            "content/issues/test/index.md",
            $"---\ntitle: Test\nsubject: About the areas\npersonal: {{by: LA, query: areas, key: la, default: \"{otherwise}\"}}\n"
                + $"---\n{Text}"
        );
        var issue = new IssueParser(new FakeIssueFiles(), Settings).Parse("test", source, diagnostics);
        var tables = new QueryTables([new QueryTable(new QueryBlock("areas", "", default, default), TableOf(rows), [])]);
        var figures = FigureEvaluator.Evaluate(issue, tables, diagnostics);
        var email = new EmailComposer(RepositoryFolder.Root, Settings, new BuildCache(null)).Compose(
            issue,
            tables,
            figures,
            IssueCharts.None,
            diagnostics
        );
        Assert.Empty(diagnostics.ToImmutable());
        return email;
    }

    private static Table TableOf((string Key, string Words, decimal Number)[] rows) =>
        new(
            [
                new Column("la", ColumnType.Text, [.. rows.Select(row => (object?)row.Key)]),
                new Column("words", ColumnType.Text, [.. rows.Select(row => (object?)row.Words)]),
                new Column("number", ColumnType.Decimal, [.. rows.Select(row => (object?)row.Number)]),
            ],
            rows.Length
        );

    [GeneratedRegex("⟪(.*?)⟫", RegexOptions.Singleline)]
    private static partial Regex Value();

    [GeneratedRegex("w[0-9]+w")]
    private static partial Regex Trace();

    [GeneratedRegex(@"\s+")]
    private static partial Regex OneBlank();

    [GeneratedRegex("Area:? .*? All (?:Value: )?1 ")]
    private static partial Regex TextTable();

    [GeneratedRegex("[-=]{3,}")]
    private static partial Regex Rules();
}
