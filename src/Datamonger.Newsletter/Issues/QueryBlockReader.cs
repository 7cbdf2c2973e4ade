using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues;

/// <summary>Reads a query: its option lines (<c>--| key: value</c>) and its SQL.</summary>
internal sealed partial class QueryBlockReader(DiagnosticBag diagnostics)
{
    /// <summary>What each option means, for the reference.</summary>
    public static readonly ImmutableArray<(string Name, string Description)> Options =
    [
        ("source", "The database of newsletter.yml it runs on; the embedded engine by default."),
        ("cache", "How long a source's answer may be used again: `30m`, `6h`, `1d`; asked again every time by default."),
        ("expect", "What must hold of its result; a condition that fails stops publishing. May stand on several lines."),
        ("key", "The column whose values name the rows: `name[\"Lambeth\"]`."),
        ("allow_empty", "`true` when no rows are no mistake."),
        (
            "suppress",
            "Columns whose small counts are hidden, and others with them so that none can be worked out; `children by region` when "
                + "each region has a total."
        ),
        ("base", "Columns that hold the base of a share, for disclosure control."),
        ("withheld", "`left out` when sums and means are meant to be of the values that are published."),
    ];

    /// <summary>Reads the lines of a query.</summary>
    /// <param name="name">Its name as written; reported when it cannot be a table's.</param>
    /// <param name="nameLocation">Where the name stands.</param>
    /// <param name="location">Where the block begins.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="place">The place of a 1-based line and column.</param>
    public QueryBlock Read(
        string name,
        SourceLocation nameLocation,
        SourceLocation location,
        IReadOnlyList<string> lines,
        Func<int, int, SourceLocation> place
    )
    {
        if (!TableName().IsMatch(name))
        {
            diagnostics.Add(
                IssueRules.BadName,
                nameLocation,
                $"\"{name}\" cannot name a table.",
                "Use letters, digits and underscores, a letter first: fostering_applications."
            );
        }
        var options = new Dictionary<string, (string Value, SourceLocation Location)>(StringComparer.Ordinal);
        var expectations = ImmutableArray.CreateBuilder<Expectation>();
        var sqlLine = 0;
        for (; sqlLine < lines.Count && lines[sqlLine].TrimStart().StartsWith("--|", StringComparison.Ordinal); sqlLine++)
        {
            ReadOption(lines[sqlLine], sqlLine + 1, place, options, expectations);
        }
        if (options.TryGetValue("cache", out var cache) && !options.ContainsKey("source"))
        {
            diagnostics.Add(
                IssueRules.BadOption,
                cache.Location,
                "cache is for queries that run on a source; what local data gave is kept until they change."
            );
        }
        for (var i = sqlLine; i < lines.Count; i++)
        {
            if (!lines[i].TrimStart().StartsWith("--|", StringComparison.Ordinal))
                continue;
            diagnostics.Add(
                IssueRules.BadOption,
                place(i + 1, lines[i].IndexOf("--|", StringComparison.Ordinal) + 1),
                "This option line stands below the SQL, where it is only a remark.",
                "Options stand above the SQL, directly under the fence."
            );
        }
        var (suppress, bases) = (Names(options, "suppress").Select(Suppressed), Names(options, "base"));
        return new QueryBlock(name, string.Join('\n', lines.Skip(sqlLine)), location, place(sqlLine + 1, 1))
        {
            Source = options.GetValueOrDefault("source").Value,
            SourceOptionLocation = options.GetValueOrDefault("source").Location,
            CacheFor = SpanOf(options),
            Key = options.GetValueOrDefault("key").Value,
            KeyLocation = options.GetValueOrDefault("key").Location,
            AllowEmpty = options.GetValueOrDefault("allow_empty").Value is "true",
            Expectations = expectations.ToImmutable(),
            Suppress = [.. suppress],
            SuppressLocation = options.GetValueOrDefault("suppress").Location,
            Bases = bases,
            LeavesOutWithheld = options.ContainsKey("withheld"),
        };
    }

    private void ReadOption(
        string line,
        int number,
        Func<int, int, SourceLocation> place,
        Dictionary<string, (string, SourceLocation)> options,
        ImmutableArray<Expectation>.Builder expectations
    )
    {
        var match = Option().Match(line);
        if (!match.Success)
        {
            diagnostics.Add(
                IssueRules.BadOption,
                place(number, line.IndexOf("--|", StringComparison.Ordinal) + 1),
                "An option line is a name, a colon and a value.",
                "Such as: --| expect: rows > 0"
            );
            return;
        }
        var key = match.Groups["key"].Value;
        var value = match.Groups["value"];
        var at = place(number, value.Index + 1);
        string[] known = [.. Options.Select(option => option.Name)];
        if (!known.Contains(key))
            diagnostics.Add(
                IssueRules.BadOption,
                place(number, match.Groups["key"].Index + 1),
                $"\"{key}\" is not an option of a query.",
                NearestName.Hint(key, known)
            );
        else if (value.Length == 0)
            diagnostics.Add(IssueRules.BadOption, at, $"\"{key}\" has no value.");
        else if (key == "expect")
            expectations.AddRange(Conditions(value.Value, offset => place(number, value.Index + offset + 1)));
        else if (key == "allow_empty" && value.Value is not ("true" or "false"))
            diagnostics.Add(IssueRules.BadOption, at, $"allow_empty is \"{value.Value}\"; it wants true or false.");
        else if (key == "withheld" && value.Value is not "left out")
            diagnostics.Add(IssueRules.BadOption, at, $"withheld is \"{value.Value}\"; it wants left out.");
        else if (key == "cache" && !Span().IsMatch(value.Value))
            diagnostics.Add(
                IssueRules.BadOption,
                at,
                $"cache is \"{value.Value}\"; it must be a number of minutes, hours or days.",
                "Such as 30m, 6h or 1d."
            );
        else
            options[key] = (value.Value, at);
    }

    // Conditions are divided by commas outside brackets and quotes.
    private static IEnumerable<Expectation> Conditions(string text, Func<int, SourceLocation> place)
    {
        var (start, depth) = (0, 0);
        var quote = '\0';
        for (var i = 0; i <= text.Length; i++)
        {
            var end = i == text.Length;
            if (!end && quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (!end && text[i] is '"' or '\'')
                quote = text[i];
            else if (!end && text[i] == '(')
                depth++;
            else if (!end && text[i] == ')')
                depth--;
            if (!end && (text[i] != ',' || depth > 0 || quote != '\0'))
                continue;
            var condition = text[start..i];
            var blank = condition.Length - condition.TrimStart().Length;
            if (condition.Trim().Length > 0)
                yield return new Expectation(condition.Trim(), place(start + blank));
            start = i + 1;
        }
    }

    private static TimeSpan? SpanOf(Dictionary<string, (string Value, SourceLocation Location)> options)
    {
        if (!options.TryGetValue("cache", out var option))
            return null;
        var number = int.Parse(option.Value.AsSpan(0, option.Value.Length - 1), CultureInfo.InvariantCulture);
        return option.Value[^1] switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    private static ImmutableArray<string> Names(Dictionary<string, (string Value, SourceLocation Location)> options, string key) =>
        options.TryGetValue(key, out var option)
            ? [.. option.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : [];

    private static SuppressedColumn Suppressed(string item)
    {
        var by = item.IndexOf(" by ", StringComparison.OrdinalIgnoreCase);
        return by < 0 ? new SuppressedColumn(item, null) : new SuppressedColumn(item[..by].Trim(), item[(by + 4)..].Trim());
    }

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{N}_]{0,62}$")]
    private static partial Regex TableName();

    [GeneratedRegex("^[1-9][0-9]{0,3}[mhd]$")]
    private static partial Regex Span();

    [GeneratedRegex(@"^\s*--\|\s*(?<key>[A-Za-z_-]+)\s*:\s*(?<value>.*?)\s*$")]
    private static partial Regex Option();
}
