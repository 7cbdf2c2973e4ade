using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues;

/// <summary>
/// Makes the next issue's file from an earlier one: what recurs is kept (greeting, headings, contents list, snippets, lists with their
/// queries), what was that issue's own goes. A copy keeps queries, charts, tables and the end of the letter as well.
/// </summary>
public static partial class IssueScaffold
{
    /// <summary>Stands where a preheader has to be written.</summary>
    public const string Preheader = "What is in this issue, in one line";

    /// <summary>Stands where a paragraph has to be written.</summary>
    public const string Prose = "What the figures say.";

    /// <summary>Stands where a heading has to be written.</summary>
    public const string Heading = "The first section";

    /// <summary>Whether a subject is the month that a new issue begins with.</summary>
    public static bool IsPlaceholder(string subject) => MonthAlone().IsMatch(subject);

    /// <summary>The day of a new issue: the one that its slug begins with, within the month that it begins with, or today.</summary>
    public static DateOnly DayOf(string slug, DateOnly today)
    {
        if (DayInSlug().Match(slug) is not { Success: true } match)
            return today;
        var (year, month) = (Number("year"), Number("month"));
        if (month is < 1 or > 12 || year < 1)
            return today;
        if (match.Groups["day"].Success && Number("day") is var day && day >= 1 && day <= DateTime.DaysInMonth(year, month))
            return new DateOnly(year, month, day);
        return (today.Year, today.Month) == (year, month) ? today : new DateOnly(year, month, 1);

        int Number(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>The last of some issues: the latest by its date, of one day the one with the highest number.</summary>
    public static string? Last(IEnumerable<SourceText> issues, Func<SourceText, string> slug) =>
        issues
            .Select(issue => (Slug: slug(issue), Date: DateOf(issue), Number: NumberOf(issue)))
            .OrderBy(issue => issue.Date ?? DateOnly.MinValue)
            .ThenBy(issue => issue.Number)
            .ThenBy(issue => issue.Slug, StringComparer.Ordinal)
            .Select(issue => issue.Slug)
            .LastOrDefault();

    /// <summary>The text of a first issue, where there is none to begin from.</summary>
    public static string First(DateOnly day) =>
        $"""
            ---
            title: {Month(day)}
            subject: {Month(day)}
            preheader: {Preheader}
            number: 1
            date: {day:yyyy-MM-dd}
            ---

            Dear <<First Name>>,

            ## {Heading}

            {Prose}

            """;

    /// <summary>The text of the next issue.</summary>
    /// <param name="earlier">The issue to begin from.</param>
    /// <param name="day">The new issue's day.</param>
    /// <param name="copy">Whether queries, charts, tables and the end of the letter are kept, and paragraphs are left to write.</param>
    public static string Next(SourceText earlier, DateOnly day, bool copy = false)
    {
        var text = new StringBuilder();
        var line = 1;
        if (earlier.Line(1) == "---")
        {
            text.Append("---\n");
            var isKept = true;
            for (line = 2; line <= earlier.LineCount && earlier.Line(line) != "---"; line++)
            {
                // What silenced checks was about the old text, and what made it personal names a query that goes. Lines that are indented,
                // or
                // items of a list, belong to the key above.
                if (earlier.Line(line) is not ([] or [' ', ..] or ['-', ' ', ..]))
                    isKept =
                        Key().Match(earlier.Line(line)).Groups[1].Value is not ("slug" or "allow") and var key
                        && (copy || key != "personal");
                if (isKept)
                    text.Append(FrontMatterLine(earlier.Line(line), day));
            }
            text.Append("---\n\n");
            line++;
        }
        foreach (var block in copy ? Copied([.. Blocks(earlier, line)]) : Blocks(earlier, line).Where(Recurs))
            text.Append(block.TrimEnd()).Append("\n\n");
        return text.ToString().TrimEnd() + "\n";
    }

    // Title, subject and preheader are written again; the number counts on.
    private static string FrontMatterLine(string line, DateOnly day)
    {
        var key = Key().Match(line).Groups[1].Value;
        return key switch
        {
            "title" or "subject" => $"{key}: {Month(day)}\n",
            "preheader" => $"preheader: {Preheader}\n",
            "date" => $"date: {day:yyyy-MM-dd}\n",
            "number" => int.TryParse(line.AsSpan(line.IndexOf(':') + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
                ? $"number: {number + 1}\n"
                : line + "\n",
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
                if (block.Length > 0)
                    yield return block.ToString();
                block.Clear();
                continue;
            }
            block.Append(text).Append('\n');
            if (fence is null && Fence().Match(text) is { Success: true } open)
                fence = open.Groups[1].Value;
            else if (fence is not null && text.StartsWith(fence, StringComparison.Ordinal) && text.Trim().All(letter => letter == fence[0]))
                fence = null;
        }
        if (block.Length > 0)
            yield return block.ToString();
    }

    // All that is not prose, the end of the letter behind the last of it, and one paragraph to write where there was prose.
    private static IEnumerable<string> Copied(List<string> blocks)
    {
        var end = blocks.FindLastIndex(block => !IsProse(block)) + 1;
        var isWritten = false;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (!IsProse(blocks[i]) || i >= end)
                yield return blocks[i];
            else if (!isWritten)
                yield return Prose;
            isWritten = IsProse(blocks[i]);
        }
    }

    private static bool IsProse(string block) =>
        !Recurs(block) && !Fence().IsMatch(block) && !block.StartsWith('#') && !block.StartsWith(":::", StringComparison.Ordinal);

    private static DateOnly? DateOf(SourceText issue) =>
        DateOnly.TryParseExact(ValueOf(issue, "date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private static int NumberOf(SourceText issue) =>
        int.TryParse(ValueOf(issue, "number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string? ValueOf(SourceText issue, string key)
    {
        for (var line = 2; line <= issue.LineCount && issue.Line(line) != "---"; line++)
        {
            if (issue.Line(line).StartsWith(key + ":", StringComparison.Ordinal))
                return issue.Line(line)[(key.Length + 1)..].Split(" #")[0].Trim(' ', '"', '\'');
        }
        return null;
    }

    private static bool Recurs(string block) =>
        block.StartsWith("# ", StringComparison.Ordinal)
        || block.StartsWith("## ", StringComparison.Ordinal)
        || block.StartsWith("[[toc]]", StringComparison.Ordinal)
        || block.StartsWith("::: include", StringComparison.Ordinal)
        || block.StartsWith("```list", StringComparison.Ordinal)
        || Greeting().IsMatch(block)
        || IsConditional(block);

    // One line that begins with the tag of a conditional.
    private static bool IsConditional(string block) =>
        block.IndexOf('\n') == block.Length - 1
        && MergeTagSyntax.Scan(block) is [{ IsTag: true } tag, ..]
        && MergeTagSyntax.IsConditional(tag.Text);

    private static string Month(DateOnly day) => Formatting.Language.BritishEnglish.MonthYear(day);

    [GeneratedRegex(@"^(?<year>\d{4})-(?<month>\d{2})(?:-(?<day>\d{2})(?!\d))?")]
    private static partial Regex DayInSlug();

    [GeneratedRegex(@"^(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}$")]
    private static partial Regex MonthAlone();

    [GeneratedRegex("^([a-z_]+):")]
    private static partial Regex Key();

    [GeneratedRegex("^(`{3,}|~{3,}|:{3,})(?! *include)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(Dear|Hello|Hi)\b[^\n]*(<<|\*\|)[^\n]*\n$")]
    private static partial Regex Greeting();
}
