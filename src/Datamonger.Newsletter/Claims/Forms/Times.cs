using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>A whole series: a record, the highest since T, for the first time in ten years, the third year running.</summary>
internal static class Times
{
    private static readonly Pattern Extreme = new(
        "w:( ( up:max|most | dn:min ) ~4[clause+comma] ) in? since:( since t:year|T | ever | for|in n:counting period | of the "
            + "period|decade|word | in|for decade )"
    );
    private static readonly Pattern RecordOf = new(
        "w:( up:record|extreme.high | dn:extreme.low ) of|comma|open|colon? hedge|over|under? b:N"
    );
    private static readonly Pattern RecordBehind = new("b:N ~8 aside w:( up:record|extreme.high | dn:extreme.low ) !of");
    private static readonly Pattern FirstTime = new("w:first.time ( since t:year|T | in n:counting period | in dec:decade | rec:ever )?");
    private static readonly Pattern NthRunning = new("w:( for the o:rank consecutive? period? running? )");
    private static readonly Pattern NthRise = new("w:( article|their o:rank consecutive|word ( up:up.a | dn:down.a ) )");
    private static readonly Pattern NRunning = new("w:( for? n:small period running )");
    private static readonly Pattern Every = new("w:( ( up:up.verb | dn:down.verb ) every period ) ( since t:year|T )?");
    private static readonly Pattern AnyDirection = new("w:( up:up.word | dn:down.word )");
    private static readonly Pattern NumberBehind = new("^ comma|colon|dash|open|with|at|of|be|it|was|word* ~5 k:N");
    private static readonly Pattern NumberBefore = new("k:N ~8 comma|dash|open? adverb|be|the|their* $");

    public static void Find(Reading reading)
    {
        foreach (var match in reading.Matches(Extreme))
            JudgeExtreme(reading, match);
        foreach (var match in reading.Matches(RecordOf).Concat(reading.Matches(RecordBehind)))
        {
            if (!IsLeftAlone(reading, match))
                Beyond(reading, match, reading.Figure(match, "b"), match.Groups["dn"].Success ? -1 : 1);
        }
        foreach (var match in reading.Matches(FirstTime))
            JudgeFirst(reading, match);
        foreach (var match in reading.Matches(NthRunning))
        {
            // "for the second" alone names what is second.
            if (match.Length > 3 && Whole(reading, match.Groups["w"]) is { } found)
                Run(reading, match, Lexicon.Rank(reading.Words(match.Groups["o"])), found);
        }
        foreach (var match in reading.Matches(NthRise))
        {
            if (
                reading.Words(match.Groups["w"]).Split(' ')[2] is "consecutive" or "successive" or "straight" or "annual"
                && Series(reading) is { } found
            )
                Run(reading, match, Lexicon.Rank(reading.Words(match.Groups["o"])), (found.Series, found.At, Reading.Sign(match)));
        }
        foreach (var match in reading.Matches(NRunning))
        {
            if (Whole(reading, match.Groups["w"]) is { } found)
                Run(reading, match, Lexicon.Number(reading.Words(match.Groups["n"])) ?? 1, found);
        }
        foreach (var match in reading.Matches(Every))
            JudgeEvery(reading, match);
    }

    private static bool IsLeftAlone(Reading reading, Match match) =>
        reading.IsNegated(match.Groups["w"]) || reading.IsSupposed(match.Groups["w"]);

    private static void JudgeExtreme(Reading reading, Match match)
    {
        if (IsLeftAlone(reading, match))
            return;
        if (NumberNear(reading, match) is { } figure)
            Beyond(reading, match, figure, Reading.Sign(match));
        else
            reading.Add(ClaimClass.Time, match.Groups["w"], Judgement.None);
    }

    // The one figure beside the words; of one on either side that over which they refer.
    private static Operand? NumberNear(Reading reading, Match match)
    {
        var (from, to) = (match.Index, match.Index + match.Length);
        var before = NumberBefore.In(reading.CodesBefore(from)).LastOrDefault();
        var behind = NumberBehind.In(reading.CodesFrom(to)).FirstOrDefault();
        var near = reading.Before(from);
        if (before is not null && (behind is null || near is "," or "–" or "—" or "(" or "is" or "was" or "the"))
            return reading.Sentence.Tokens[before.Groups["k"].Index].Figure;
        return before is null && behind is not null ? reading.Sentence.Tokens[to + behind.Groups["k"].Index].Figure : null;
    }

    private static void Beyond(Reading reading, Match match, Operand figure, int sign)
    {
        if (reading.SeriesOf(figure) is not { } found)
            return;
        var (series, at) = found;
        IEnumerable<Moment> past = series[..at];
        if (match.Groups["t"].Success)
        {
            if (TimeOf(reading, match) is not { } since)
                return;
            past = past.Where(moment => moment.Time > since);
        }
        if (Count(reading, match) is { } years)
            past = past.Where(moment => moment.Time / 10_000 >= (series[at].Time / 10_000) - years + 1);
        var all = past.ToList();
        if (all.Count == 0)
            return;
        var beyond = all.Where(moment => moment.Value!.Value.CompareTo(figure.Number) == sign).ToList();
        var beside = beyond.Count > 0 ? beyond[^1] : all.MaxBy(moment => moment.Value!.Value * sign);
        reading.AddRows(
            ClaimClass.Time,
            match.Groups["w"],
            Judgement.Of(
                beyond.Count == 0,
                $"{figure.Printed} now, {reading.Like(figure, beside.Value!.Value, beside.Row).Printed} in {beside.Shown}"
            ),
            0,
            figure
        );
    }

    private static void JudgeFirst(Reading reading, Match match)
    {
        if (IsLeftAlone(reading, match) || SaysThreshold(reading) || Whole(reading, match.Groups["w"]) is not { At: > 0 } found)
            return;
        var (series, at, sign) = found;
        var steps = Steps(series, at);
        var earlier = steps[..^1].AsEnumerable();
        if (match.Groups["t"].Success)
        {
            if (TimeOf(reading, match) is not { } since)
                return;
            earlier = earlier.Where(step => step.Moment.Time > since);
        }
        else if (Count(reading, match) is { } years)
            earlier = earlier.Where(step => step.Moment.Time / 10_000 > (series[at].Time / 10_000) - years);
        else if (match.Groups["dec"].Success)
            earlier = earlier.Where(step => step.Moment.Time / 10_000 > (series[at].Time / 10_000) - 10);
        else if (!match.Groups["rec"].Success)
            return;
        var all = earlier.ToList();
        var (way, other) = (sign > 0 ? "rose" : "fell", all.Where(step => step.Sign == sign).ToList());
        if (steps[^1].Sign != sign)
            Add(
                reading,
                match,
                false,
                $"from {series[at - 1].Shown} to {series[at].Shown} it "
                    + $"{(steps[^1].Sign == 0 ? "did not change" : sign > 0 ? "fell" : "rose")}"
            );
        else if (other.Count > 0)
            Add(reading, match, false, $"it {way} in {other[^1].Moment.Shown} too");
        else if (all.Count > 0)
            Add(reading, match, true, $"it {way} in none of the {all.Count} rows before");
    }

    private static void Run(Reading reading, Match match, int count, (ImmutableArray<Moment> Series, int At, int Sign) found)
    {
        if (IsLeftAlone(reading, match))
            return;
        var steps = Steps(found.Series, found.At).TakeLast(count).ToList();
        var other = steps.Where(step => step.Sign != found.Sign).ToList();
        var way = found.Sign > 0 ? "rise" : "fall";
        if (other.Count > 0)
            Add(reading, match, false, $"it did not {way} in {other[^1].Moment.Shown}");
        else if (steps.Count >= count)
            Add(reading, match, true, $"the last {steps.Count} rows {way}");
    }

    private static void JudgeEvery(Reading reading, Match match)
    {
        if (IsLeftAlone(reading, match) || Series(reading) is not { } found)
            return;
        var (sign, steps) = (Reading.Sign(match), Steps(found.Series, found.At).AsEnumerable());
        if (match.Groups["t"].Success)
        {
            if (TimeOf(reading, match) is not { } since)
                return;
            steps = steps.Where(step => step.Moment.Time > since);
        }
        var all = steps.ToList();
        var other = all.Where(step => step.Sign != sign).ToList();
        if (other.Count > 0)
            Add(reading, match, false, $"not in {other[0].Moment.Shown}");
        else if (all.Count > 0)
            Add(reading, match, true, $"in all of {all.Count} rows");
    }

    private static void Add(Reading reading, Match match, bool holds, string reason) =>
        reading.AddRows(ClaimClass.Time, match.Groups["w"], Judgement.Of(holds, reason));

    private static ImmutableArray<(int Sign, Moment Moment)> Steps(ImmutableArray<Moment> series, int at) =>
        [.. Enumerable.Range(1, at).Select(now => (series[now].Value!.Value.CompareTo(series[now - 1].Value!.Value), series[now]))];

    // What passes a line for the first time is another matter than what moves for the first time.
    private static bool SaysThreshold(Reading reading) =>
        reading.Sentence.Tokens.Any(token =>
            token.Lower
                is "above"
                    or "below"
                    or "over"
                    or "under"
                    or "past"
                    or "through"
                    or "exceed"
                    or "exceeds"
                    or "exceeded"
                    or "reached"
                    or "topped"
                    or "passed"
                    or "crossed"
                    or "beyond"
        );

    private static long? TimeOf(Reading reading, Match match)
    {
        var token = reading.Sentence.Tokens[match.Groups["t"].Index];
        return ClaimTable.TimeOf(token.Figure?.Value ?? token.Lower);
    }

    private static int? Count(Reading reading, Match match)
    {
        var word = reading.Words(match.Groups["n"]);
        return Lexicon.Number(word)
            ?? (int.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out var typed) ? typed : null);
    }

    private static (ImmutableArray<Moment> Series, int At, int Sign)? Whole(Reading reading, Group word)
    {
        if (Series(reading) is not { } found)
            return null;
        var sign = found.Sign != 0 ? found.Sign : WordSign(reading, word);
        return sign == 0 ? null : (found.Series, found.At, sign);
    }

    // The one direction that the sentence says besides.
    private static int WordSign(Reading reading, Group word)
    {
        var words = reading
            .Matches(AnyDirection)
            .Where(match => match.Index < word.Index || match.Index >= word.Index + word.Length)
            .ToList();
        return words is [var only] ? Reading.Sign(only) : 0;
    }

    // The one series that the figures of the sentence are of.
    private static (ImmutableArray<Moment> Series, int At, int Sign)? Series(Reading reading)
    {
        var figures = reading.Sentence.Tokens.Select(token => token.Figure).OfType<Operand>().ToList();
        var changes = figures.Where(figure => figure.Class == "C").ToList();
        if (changes is [var change])
            return Later(reading, change) is var (all, last) ? (all, last, change.Sign) : null;
        var numbers = figures.Where(figure => figure.Class == "N").ToList();
        if (changes.Count > 0 || numbers.Count == 0 || numbers[0].Cell is not { } first || reading.TableOf(numbers[0]) is not { } table)
            return null;
        if (
            numbers.Any(number =>
                number.Cell is not { } cell
                || cell.Query != first.Query
                || cell.Column != first.Column
                || !table.AreSameThing(cell.Row, first.Row)
            )
        )
            return null;
        var latest = numbers.MaxBy(number => table.TimeAt(number.Cell!.Value.Row) ?? 0);
        return reading.SeriesOf(latest) is var (series, at) ? (series, at, 0) : null;
    }

    private static (ImmutableArray<Moment> Series, int At)? Later(Reading reading, Operand change)
    {
        if (change.Trace.Change!.LaterTrace.Cell is not { } cell || reading.Tables.Of(cell) is not { } table)
            return null;
        return reading.SeriesOf(Operand.Of(change.Trace.Change.Later, cell, reading.Tables.Language));
    }
}
