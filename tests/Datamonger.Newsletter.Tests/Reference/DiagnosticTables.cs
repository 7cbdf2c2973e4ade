using System.Text.RegularExpressions;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Architecture;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Reference;

/// <summary>
/// Every code with its meaning, an example and what to do. The meaning stands beside the rule; the example is one that the fixtures
/// of mistakes hold, so that it is what the program really says.
/// </summary>
internal static partial class DiagnosticTables
{
    private static readonly (char Series, string Title)[] Chapters =
    [
        ('1', "DM1xx: the issue, its figures and settings"),
        ('2', "DM2xx: data and queries"),
        ('3', "DM3xx: charts"),
        ('4', "DM4xx: templates and email"),
        ('5', "DM5xx: checks"),
        ('6', "DM6xx: publishing"),
        ('7', "DM7xx: trust"),
        ('8', "DM8xx: more checks"),
    ];

    /// <summary>A table for each hundred.</summary>
    public static string All()
    {
        var examples = Examples();
        var meanings = Meanings();
        return string.Join(
            '\n',
            Chapters.Select(chapter =>
            {
                var rules = Rules.All.Where(rule => rule.Code[2] == chapter.Series);
                return $"### {chapter.Title}\n\n"
                    + ReferencePage.Table(
                        ["Code", "", "What is wrong", "Such as, and what to do"],
                        rules.Select(rule => Row(rule, examples, meanings))
                    );
            })
        );
    }

    private static string[] Row(
        DiagnosticRule rule,
        Dictionary<string, (string Message, string? Hint)> examples,
        Dictionary<string, string> meanings
    )
    {
        string[] start = [$"`{rule.Code}`", rule.Severity.ToString().ToLowerInvariant()];
        if (CheckCatalog.Find(rule.Code) is { } check)
            return [.. start, $"{rule.Title}. {check.Why}", check.Remedy];
        var meaning = meanings.TryGetValue(rule.Code, out var says) && SaysMore(says, rule.Title) ? says : "";
        var example = examples.TryGetValue(rule.Code, out var found)
            ? $"*{ReferencePage.Plain(found.Message)}*{(found.Hint is null ? "" : " " + ReferencePage.Plain(found.Hint))}"
            : "";
        return [.. start, $"{rule.Title}. {meaning}".Trim(), example.Length > 0 ? example : rule.Remedy ?? ""];
    }

    private static bool SaysMore(string meaning, string title) =>
        Word()
            .Matches(meaning)
            .Select(word => word.Value.ToLowerInvariant())
            .Except(Word().Matches(title).Select(word => word.Value.ToLowerInvariant()))
            .Count() >= 2;

    // Of the examples of a code the shortest that says what to do in general; the nearest name helps only where it was mistyped.
    private static Dictionary<string, (string Message, string? Hint)> Examples() =>
        Directory
            .EnumerateFiles(Path.Combine(RepositoryFolder.Tests, "Fixtures", "Errors"), "expected.txt", SearchOption.AllDirectories)
            .SelectMany(path => Finding().Matches(File.ReadAllText(path).ReplaceLineEndings("\n")))
            .GroupBy(match => match.Groups["code"].Value)
            .ToDictionary(
                group => group.Key,
                group =>
                    group
                        .Select(match =>
                            (
                                Message: match.Groups["message"].Value,
                                Hint: match.Groups["hint"] is { Success: true } hint ? hint.Value : null
                            )
                        )
                        .OrderBy(found =>
                            found.Hint is null ? 2
                            : found.Hint.StartsWith("Did you mean", StringComparison.Ordinal)
                            || found.Hint.StartsWith("Known:", StringComparison.Ordinal)
                                ? 1
                            : 0
                        )
                        .ThenBy(found => found.Message.Length)
                        .ThenBy(found => found.Message, StringComparer.Ordinal)
                        .First()
            );

    private static Dictionary<string, string> Meanings() =>
        CodeFile
            .In("src/Datamonger.Newsletter")
            .SelectMany(file => Declaration().Matches(file.Text))
            .DistinctBy(match => match.Groups["code"].Value)
            .ToDictionary(match => match.Groups["code"].Value, match => Words(match.Groups["summary"].Value));

    private static string Words(string summary) =>
        Reference()
            .Replace(Blanks().Replace(summary.Replace("///", "", StringComparison.Ordinal), " ").Trim(), "`${name}`")
            .Replace("<c>", "`", StringComparison.Ordinal)
            .Replace("</c>", "`", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);

    [GeneratedRegex(@"^\S+:\d+:\d+: \w+ (?<code>DM\d{3}): (?<message>.+)(?:\n    hint: (?<hint>.+))?", RegexOptions.Multiline)]
    private static partial Regex Finding();

    [GeneratedRegex(
        @"/// <summary>(?<summary>(?:(?!</summary>).)*)</summary>\s+(?:public|internal|private) static readonly DiagnosticRule \w+ =\s+new\(\s*""(?<code>DM\d{3})""",
        RegexOptions.Singleline
    )]
    private static partial Regex Declaration();

    [GeneratedRegex("""<see(?:also)? cref="(?:[\w.]*\.)?(?<name>\w+)"\s*/>""")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\w{4,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
