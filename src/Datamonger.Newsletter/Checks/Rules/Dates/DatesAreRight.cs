using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Issues.Markdown;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Checks.Rules.Dates;

/// <summary>
/// Dates exist and fall on the weekdays that stand beside them, and what is upcoming is not past on the day of the issue.
/// </summary>
internal sealed partial class DatesAreRight : ICheck
{
    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DateRules.WrongWeekday, DateRules.NoSuchDay, DateRules.Past];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var language = context.Issue.FrontMatter.Language;
        var finder = DateFinder.For(language);
        foreach (var passage in context.Passages.Where(passage => passage.Text.Any(char.IsAsciiDigit)))
        {
            foreach (var mention in finder.Find(passage.Text, context.DayOfIssue))
                Judge(passage, mention, context.DayOfIssue, language, diagnostics);
        }
        foreach (var list in context.Issue.Lists)
            Judge(list, context, diagnostics);
    }

    private static void Judge(Passage passage, DateMention mention, DateOnly today, Language language, DiagnosticBag diagnostics)
    {
        var at = passage.LocationAt(mention.Start);
        if (mention.Day is not { } day)
        {
            diagnostics.Add(DateRules.NoSuchDay.Rule, at, $"\"{mention.Text}\" does not exist.", "Which day is meant?");
            return;
        }
        if (mention.Weekday is { } weekday && weekday != day.DayOfWeek)
        {
            var (before, behind) = (
                day.AddDays(-(((int)day.DayOfWeek - (int)weekday + 7) % 7)),
                day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7)
            );
            diagnostics.Add(
                DateRules.WrongWeekday.Rule,
                at,
                $"\"{mention.Text}\": {language.Date(day)} {(day < today ? "was" : "is")} a {language.Days[(int)day.DayOfWeek]}.",
                $"The nearest {language.Days[(int)weekday]}s are {language.Date(before)} and {language.Date(behind)}."
            );
        }
        if (day < today && Upcoming().IsMatch(passage.Section))
            Past(at, $"\"{mention.Text}\"", day, today, language, diagnostics);
    }

    private static void Judge(ListBlock list, CheckContext context, DiagnosticBag diagnostics)
    {
        var title = list.Texts.TryGetValue("title", out var text) ? context.Figures.Print(text) : "";
        if (!Upcoming().IsMatch(title) || list.Data is null || context.Tables.Find(list.Data)?.Table is not { } table)
            return;
        string Column(string name) => (list.Options["columns"] as YamlMapping)?[name] is YamlScalar mapped ? mapped.Value : name;
        for (var row = 0; row < table.RowCount; row++)
        {
            if (
                (table.ValueAt(row, Column("until")) ?? table.ValueAt(row, Column("date"))) is not DateOnly day
                || day >= context.DayOfIssue
            )
                continue;
            Past(
                list.Location,
                $"\"{table.ValueAt(row, Column("title")) ?? $"Row {row + 1}"}\"",
                day,
                context.DayOfIssue,
                context.Issue.FrontMatter.Language,
                diagnostics
            );
        }
    }

    private static void Past(SourceLocation at, string what, DateOnly day, DateOnly today, Language language, DiagnosticBag diagnostics) =>
        diagnostics.Add(
            DateRules.Past.Rule,
            at,
            $"{what} stands under what is upcoming, and {language.Date(day)} was past on {language.Date(today)}.",
            "Take it out, or correct the date of it or of the issue."
        );

    [GeneratedRegex(
        @"\b(?:upcoming|forthcoming|coming (?:up|soon|next)|what[’']s next|still to come|for your diary|dates for|save the date)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Upcoming();
}
