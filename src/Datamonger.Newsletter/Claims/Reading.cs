using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Claims;

/// <summary>A claim that a form found in a sentence.</summary>
internal sealed record Found(int From, int To, ClaimClass Class, ClaimVerdict Verdict, string Reason)
{
    public ImmutableArray<Operand> Operands { get; init; } = [];

    /// <summary>As they were written; only when the claim has its place in the passage.</summary>
    public string Words { get; init; } = "";

    public bool IsOfRows { get; init; }

    /// <summary>1 or -1 of a claim about a direction, which the next sentence may take up.</summary>
    public int Sign { get; init; }
}

/// <summary>The tables that the claims of an issue are judged by.</summary>
internal sealed class ClaimTables(QueryTables tables, Language language)
{
    private readonly Dictionary<string, ClaimTable?> _known = new(StringComparer.OrdinalIgnoreCase);

    public Language Language { get; } = language;

    public ClaimTable? Find(string query)
    {
        if (!_known.TryGetValue(query, out var found))
        {
            found = tables.Find(query) is { Table: not null } table ? new ClaimTable(table, Language) : null;
            _known.Add(query, found);
        }
        return found;
    }

    /// <summary>The table of a cell; null of a figure that shows none.</summary>
    public ClaimTable? Of(FigureCell? cell) => cell is { } place ? Find(place.Query) : null;
}

/// <summary>A sentence while its claims are looked for: a word is judged once, by the first form that knows it.</summary>
internal sealed partial class Reading(Sentence sentence, ClaimTables tables)
{
    private readonly HashSet<int> _judged = [];
    private readonly List<Found> _found = [];

    public Sentence Sentence { get; } = sentence;

    public string Codes => Sentence.Codes;

    public ClaimTables Tables { get; } = tables;

    public IReadOnlyList<Found> Found => _found;

    public IEnumerable<Match> Matches(Pattern pattern) => pattern.In(Codes);

    /// <summary>The figure that a group of a pattern names.</summary>
    public Operand Figure(Match match, string group) => Sentence.Tokens[match.Groups[group].Index].Figure!;

    public ClaimTable? TableOf(Operand figure) => Tables.Of(figure.Cell);

    /// <summary>The words of a group, in lower case.</summary>
    public string Words(Group group) => group.Success ? Sentence.Words(group.Index, group.Index + group.Length) : "";

    public string Words(int from, int to) => Sentence.Words(from, to);

    /// <summary>The last word before a place.</summary>
    public string Before(int at) => at > 0 ? Sentence.Tokens[at - 1].Lower : "";

    /// <summary>The classes before a place, and behind one.</summary>
    public string CodesBefore(int at) => Codes[..Math.Max(0, at)];

    public string CodesFrom(int at) => Codes[Math.Min(Codes.Length, at)..];

    public bool IsJudged(Group group) => Enumerable.Range(group.Index, group.Length).Any(_judged.Contains);

    /// <summary>1 for a group that says up, else -1.</summary>
    public static int Sign(Match match) => match.Groups["up"].Success ? 1 : -1;

    /// <summary>Keeps what was decided about a word; where nothing was, no other form looks at it.</summary>
    public void Add(ClaimClass kind, Group word, Judgement judgement, params ReadOnlySpan<Operand> operands) =>
        Add(kind, word.Index, word.Index + word.Length, judgement, false, 0, operands);

    public void AddRows(ClaimClass kind, Group word, Judgement judgement, int sign = 0, params ReadOnlySpan<Operand> operands) =>
        Add(kind, word.Index, word.Index + word.Length, judgement, true, sign, operands);

    public void AddDirection(Group word, int sign, Judgement judgement, params ReadOnlySpan<Operand> operands) =>
        Add(ClaimClass.Direction, word.Index, word.Index + word.Length, judgement, false, sign, operands);

    public void Add(ClaimClass kind, int from, int to, Judgement judgement, bool isOfRows, int sign, params ReadOnlySpan<Operand> operands)
    {
        var all = Enumerable.Range(from, to - from);
        if (all.Any(_judged.Contains) || all.All(at => Sentence.Tokens[at].IsQuoted))
            return;
        _judged.UnionWith(all);
        if (judgement.Verdict is { } verdict)
        {
            _found.Add(
                new Found(from, to, kind, verdict, judgement.Reason)
                {
                    Operands = [.. operands],
                    IsOfRows = isOfRows,
                    Sign = sign,
                }
            );
        }
    }

    /// <summary>Lets a word be judged once more.</summary>
    public void Reopen(Group word) => _judged.ExceptWith(Enumerable.Range(word.Index, word.Length));

    /// <summary>Whether a negation stands shortly before a word, or the sentence says that what follows is not so.</summary>
    public bool IsNegated(Group word, int reach = 3)
    {
        var near = NotOnly().Replace($" {Words(word.Index - reach, word.Index)} ", " ");
        return Negation().IsMatch(near) || Denial().IsMatch($" {Words(0, word.Index)} ");
    }

    /// <summary>Whether the sentence says before a word that what follows is only thought of.</summary>
    public bool IsSupposed(Group word) => Supposition().IsMatch($" {Words(0, word.Index)} ");

    /// <summary>The hedge of a pattern, by what it makes of the value.</summary>
    public string? Hedge(Match match) => Lexicon.HedgeKind(Words(match.Groups["hedge"]));

    /// <summary>How a value of the rows is printed beside a figure.</summary>
    public Operand Like(Operand figure, decimal value, int row) =>
        figure.With(value, figure.Cell!.Value with { Row = row }, Tables.Language);

    /// <summary>The series of a figure without gaps, and where in it the figure is; null when there is none.</summary>
    public (ImmutableArray<Moment> Series, int At)? SeriesOf(Operand? figure)
    {
        if (figure?.Cell is not { } cell || TableOf(figure) is not { } table)
            return null;
        ImmutableArray<Moment> series = [.. table.Series(cell.Row, cell.Column).Where(moment => moment.Value is not null)];
        for (var at = 0; at < series.Length; at++)
        {
            if (series[at].Row == cell.Row)
                return (series, at);
        }
        return null;
    }

    [GeneratedRegex(" not (?:only|just|merely) ")]
    private static partial Regex NotOnly();

    [GeneratedRegex(
        @" (?:not|never|no|no longer|neither|nor|hardly|scarcely|cannot|without|stopped|instead of|rather than|far from|fails? to"
            + @"|failed to|less likely to|\S+n't) "
    )]
    private static partial Regex Negation();

    [GeneratedRegex(
        @" (?:not true|isn't true|untrue|not the case|no truth|wrong|wrongly|false|falsely|mistaken|mistakenly|myth|(?:nobody|no one) "
            + @"[a-z]+) "
    )]
    private static partial Regex Denial();

    [GeneratedRegex(
        @" (?:may|might|could|would|should|if|whether|unless|suppose|supposing|expected|forecast|predicted|projected|likely|plann?(?:s"
            + @"|ed)? to|hope[sd]? to"
            + @"|aim(?:s|ed)? to|target|until|wrongly|mistakenly|claimed|claims that|denied|myth|perhaps|possibly|probably|imagine|had "
            + @"it|were it) "
    )]
    private static partial Regex Supposition();
}
