using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Checks.Rules.Numbers;

/// <summary>
/// Numbers in English words. "One" is a pronoun and never counts; two to ten are words of ordinary prose, and count only where
/// the data agree; from eleven on a number in words is a figure, unless it is an age, a rate's base, a span of time or an idiom.
/// </summary>
internal static partial class NumberWords
{
    private const string Small =
        "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
    private const string Tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
    private const string Any = $"(?:{Small}|{Tens}|hundred|thousand|million|billion)";
    private const string Hedge = "more than|less than|fewer than|over|under|at least|at most";

    private static readonly ImmutableDictionary<string, long> Values = Small
        .Split('|')
        .Select((word, i) => (word, value: i + 1L))
        .Concat(Tens.Split('|').Select((word, i) => (word, value: (i + 2) * 10L)))
        .ToImmutableDictionary(entry => entry.word, entry => entry.value, StringComparer.OrdinalIgnoreCase);

    private static readonly ImmutableDictionary<string, decimal> Parts = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase)
    {
        ["third"] = 3,
        ["quarter"] = 4,
        ["fifth"] = 5,
        ["sixth"] = 6,
        ["seventh"] = 7,
        ["eighth"] = 8,
        ["ninth"] = 9,
        ["tenth"] = 10,
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly ImmutableDictionary<string, decimal> Multiples = new Dictionary<string, decimal>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["halved"] = 0.5m,
        ["doubled"] = 2,
        ["trebled"] = 3,
        ["tripled"] = 3,
        ["quadrupled"] = 4,
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The numbers of a text that are written in words, in order.</summary>
    public static IEnumerable<TypedNumber> Find(string text) =>
        Shares(text).Concat(Cardinals(text)).Concat(Dozens(text)).Concat(Changes(text)).OrderBy(number => number.Start);

    private static IEnumerable<TypedNumber> Dozens(string text) =>
        Dozen()
            .Matches(text)
            .Select(match => new TypedNumber(
                match.Index,
                match.Value,
                match.Groups["count"].Value.ToLowerInvariant() switch
                {
                    "half a" => 6,
                    "two" => 24,
                    "three" => 36,
                    _ => 12,
                },
                0,
                NumberUnit.None,
                1
            )
            {
                InWords = true,
            });

    private static IEnumerable<TypedNumber> Changes(string text) =>
        Multiple()
            .Matches(text)
            .Select(match => new TypedNumber(match.Index, match.Value, Multiples[match.Value], 1, NumberUnit.Times, 1) { InWords = true });

    private static IEnumerable<TypedNumber> Shares(string text)
    {
        foreach (Match match in Fraction().Matches(text))
        {
            var count = match.Groups["count"].Value is "a" or "A" ? 1 : Values[match.Groups["count"].Value];
            yield return Share(match, count / Parts[match.Groups["part"].Value.TrimEnd('s')]);
        }
        foreach (Match match in Half().Matches(text))
            yield return Share(match, 0.5m);
        foreach (Match match in OneIn().Matches(text))
        {
            var (some, all) = (Values[match.Groups["some"].Value], Values[match.Groups["all"].Value]);
            if (some < all)
                yield return Share(match, (decimal)some / all);
        }
    }

    private static TypedNumber Share(Match match, decimal value) =>
        new(match.Index, match.Value, value, 2, NumberUnit.Share, 1) { InWords = true };

    private static IEnumerable<TypedNumber> Cardinals(string text)
    {
        var shares = Fraction().Matches(text).Concat(OneIn().Matches(text)).ToList();
        foreach (Match match in Cardinal().Matches(text))
        {
            if (shares.Exists(share => match.Index < share.Index + share.Length && share.Index < match.Index + match.Length))
                continue;
            var value = Parse(match.Value);
            if (value < 2 || Idiom().IsMatch(match.Value) || IsNoFigure(text, match, value))
                continue;
            yield return new TypedNumber(
                match.Index,
                match.Value,
                value,
                0,
                match.Groups["percent"].Success ? NumberUnit.Percent : NumberUnit.None,
                1
            )
            {
                InWords = true,
                IsCommonWord = value <= 10 && !match.Groups["percent"].Success,
            };
        }
    }

    private static bool IsNoFigure(string text, Match match, long value)
    {
        var before = text[..match.Index];
        return RateBefore().IsMatch(before)
            || (value <= 100 && AgeBefore().IsMatch(before))
            || AgeBehind().IsMatch(text, match.Index + match.Length)
            || (value > 10 && SpanBehind().IsMatch(text, match.Index + match.Length));
    }

    private static long Parse(string words)
    {
        var (total, current) = (0L, 0L);
        foreach (Match word in Word().Matches(words))
        {
            switch (word.Value.ToLowerInvariant())
            {
                case "hundred":
                    current = Math.Max(1, current) * 100;
                    break;
                case "thousand":
                    (total, current) = (total + (Math.Max(1, current) * 1_000), 0);
                    break;
                case "million":
                    (total, current) = (total + (Math.Max(1, current) * 1_000_000), 0);
                    break;
                case "billion":
                    (total, current) = (total + (Math.Max(1, current) * 1_000_000_000), 0);
                    break;
                default:
                    current += Values[word.Value];
                    break;
            }
        }
        return total + current;
    }

    [GeneratedRegex(
        $@"(?<![\p{{L}}-])(?:a\s)?{Any}(?:(?:-|\s|(?<=hundred|thousand|million|billion)\sand\s|(?<=thousand|million|billion),\s){Any})*(?!\p{{L}}|-\p{{L}})(?<percent>\s?(?:%|per\s?cent\b))?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Cardinal();

    [GeneratedRegex($@"\b{Any}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    // "A third reason" is an ordinal, "two thirds" is not; "a quarter of an hour" is a time.
    [GeneratedRegex(
        @"(?<![\p{L}-])(?:(?<count>a|one)[\s-](?<part>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)(?:(?=\sof\b(?!\s(?:an?\s(?:hour|mile|century)|the\sway)))|(?<=\bby\s(?:a|one)[\s-]\p{L}+))|(?<count>two|three|four|five|six|seven|eight|nine)[\s-](?<part>thirds|quarters|fifths|sixths|sevenths|eighths|ninths|tenths))(?!\p{L})",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Fraction();

    [GeneratedRegex(@"(?<![\p{L}-])(?<count>half a|a|one|two|three)\sdozen(?!\p{L}|s|-)", RegexOptions.IgnoreCase)]
    private static partial Regex Dozen();

    // To double back, down or up is another thing.
    [GeneratedRegex(
        @"(?<![\p{L}-])(?:halved|doubled|trebled|tripled|quadrupled)(?![\p{L}-]|\s(?:back|down|up|over)\b)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Multiple();

    // "More than half" says which side, and no number; "the first half of 2016" is a time.
    [GeneratedRegex(
        $@"(?<![\p{{L}}-])(?<!\b(?:{Hedge}|first|second|other|latter|top|bottom|better|the|that|this|a|one)\s)half(?=\s(?:of|the)\b)(?!\sthe\s(?:time|battle|story|point|trouble|picture)\b)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Half();

    [GeneratedRegex(
        $@"(?<![\p{{L}}-])(?<some>{Small})\s(?:in|out\sof)\s(?:every\s)?(?<all>{Small}|{Tens})(?![\p{{L}}-])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex OneIn();

    // Spoken of and not counted: a hundred reasons, a thousand times.
    [GeneratedRegex(@"^(?:a\s)?(?:hundred|thousand|million|billion)$", RegexOptions.IgnoreCase)]
    private static partial Regex Idiom();

    // Per ten thousand, of every hundred.
    [GeneratedRegex(@"\b(?:per|(?:of|in|for|out\sof|among)\s(?:every|each))\s$", RegexOptions.IgnoreCase)]
    private static partial Regex RateBefore();

    // Aged twelve, turned eighteen, children under five, leave care at sixteen; and the labels of chapters and years.
    [GeneratedRegex(
        @"\b(?:aged?|ages|aged\s(?:under|over|between|up\sto)|the\sage\sof|turn(?:s|ed|ing)?|(?:children|people|persons|pupils|patients|in-patients|adults|men|women|boys|girls|those)\s(?:under|over|up\sto)|chapter|section|article|stage|year|part|number)\s$|(?<!\b(?:stood|stands?|stays|stayed|remains?|remained|is|was|are|were|put|set)\s)\bat\s$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex AgeBefore();

    [GeneratedRegex(@"\G[\s-](?:years?[\s-]olds?|years?\sof\sage|birthdays?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex AgeBehind();

    // Twelve months, twenty-four hours; fifty pounds in words is a manner of speaking.
    [GeneratedRegex(@"\G\s(?:months?|hours?|minutes?|pounds?|pence|euros?|o[’']clock)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpanBehind();
}
