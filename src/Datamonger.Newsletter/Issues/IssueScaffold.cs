using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues;

/// <summary>
/// Makes the next issue's file from an earlier one: what recurs is kept (greeting, headings, contents list, snippets, lists with their
/// queries), what was that issue's own goes.
/// </summary>
public static partial class IssueScaffold
{
    /// <summary>The text of a first issue, where there is none to begin from.</summary>
    public static string First(DateOnly day) =>
        $"""
        ---
        title: {Month(day)}
        subject: {Month(day)}
        preheader: What is in this issue, in one line
        number: 1
        date: {day:yyyy-MM-dd}
        ---

        Dear <<First Name>>,

        ## The first section

        What the figures say.

        """;

    /// <summary>The text of the next issue.</summary>
    /// <param name="earlier">The issue to begin from.</param>
    /// <param name="day">The new issue's day.</param>
    public static string Next(SourceText earlier, DateOnly day)
    {
        var text = new StringBuilder();
        var line = 1;
        if (earlier.Line(1) == "---")
        {
            text.Append("---\n");
            var isKept = true;
            for (line = 2; line <= earlier.LineCount && earlier.Line(line) != "---"; line++)
            {
                // What silenced checks was about the old text, and what made it personal names a query that goes. Lines that are indented, or
                // items of a list, belong to the key above.
                if (earlier.Line(line) is not ([] or [' ', ..] or ['-', ' ', ..])) isKept = Key().Match(earlier.Line(line)).Groups[1].Value is not ("slug" or "allow" or "personal");
                if (isKept) text.Append(FrontMatterLine(earlier.Line(line), day));
            }
            text.Append("---\n\n");
            line++;
        }
        foreach (var block in Blocks(earlier, line).Where(Recurs)) text.Append(block.TrimEnd()).Append("\n\n");
        return text.ToString().TrimEnd() + "\n";
    }

    // Title, subject and preheader are written anew; the number counts on.
    private static string FrontMatterLine(string line, DateOnly day)
    {
        var key = Key().Match(line).Groups[1].Value;
        return key switch
        {
            "title" or "subject" => $"{key}: {Month(day)}\n",
            "preheader" => "preheader: What is in this issue, in one line\n",
            "date" => $"date: {day:yyyy-MM-dd}\n",
            "number" => int.TryParse(line.AsSpan(line.IndexOf(':') + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? $"number: {number + 1}\n" : line + "\n",
            _ => line + "\n",
        };
    }

    private static IEnumerable<string> Blocks(SourceText source, int line)
    {
        var block = new StringBuilder();
        string? fence = null;
        for (; line <= source.LineCount; line++)
        {
            var text = source.Line(line);
            if (fence is null && text.Trim().Length == 0)
            {
                if (block.Length > 0) yield return block.ToString();
                block.Clear();
                continue;
            }
            block.Append(text).Append('\n');
            if (fence is null && Fence().Match(text) is { Success: true } open) fence = open.Groups[1].Value;
            else if (fence is not null && text.StartsWith(fence, StringComparison.Ordinal) && text.Trim().All(letter => letter == fence[0])) fence = null;
        }
        if (block.Length > 0) yield return block.ToString();
    }

    private static bool Recurs(string block) =>
        block.StartsWith("# ", StringComparison.Ordinal) || block.StartsWith("## ", StringComparison.Ordinal) || block.StartsWith("[[toc]]", StringComparison.Ordinal)
        || block.StartsWith("::: include", StringComparison.Ordinal) || block.StartsWith("```list", StringComparison.Ordinal) || Greeting().IsMatch(block) || Conditional().IsMatch(block);

    private static string Month(DateOnly day) => Formatting.Language.BritishEnglish.MonthYear(day);

    [GeneratedRegex("^([a-z_]+):")]
    private static partial Regex Key();

    [GeneratedRegex("^(`{3,}|~{3,}|:{3,})(?! *include)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(Dear|Hello|Hi)\b[^\n]*(<<|\*\|)[^\n]*\n$")]
    private static partial Regex Greeting();

    [GeneratedRegex(@"^\*\|(IF|IFNOT|ELSE|END|INTERESTED)[^\n]*\n$")]
    private static partial Regex Conditional();
}
