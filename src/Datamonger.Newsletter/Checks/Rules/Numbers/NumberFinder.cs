using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Checks.Rules.Numbers;

/// <summary>Finds the numbers of a text that are figures, by its language's way of writing them.</summary>
internal sealed class NumberFinder
{
    private static readonly ImmutableDictionary<string, decimal> Scales = new Dictionary<string, decimal>
    {
        ["thousand"] = 1e3m,
        ["k"] = 1e3m,
        ["million"] = 1e6m,
        ["m"] = 1e6m,
        ["billion"] = 1e9m,
        ["bn"] = 1e9m,
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<char, decimal> Vulgar = new Dictionary<char, decimal>
    {
        ['½'] = 1m / 2,
        ['⅓'] = 1m / 3,
        ['⅔'] = 2m / 3,
        ['¼'] = 1m / 4,
        ['¾'] = 3m / 4,
        ['⅕'] = 1m / 5,
        ['⅖'] = 2m / 5,
        ['⅗'] = 3m / 5,
        ['⅘'] = 4m / 5,
        ['⅛'] = 1m / 8,
    }.ToImmutableDictionary();

    private static readonly FrozenDictionary<Language, Lazy<NumberFinder>> ByLanguage = Language.All.ToFrozenDictionary(
        language => language,
        language => new Lazy<NumberFinder>(() => new NumberFinder(language))
    );
    private readonly Language _language;
    private readonly NotFigures _notFigures;
    private readonly Regex _number;

    private NumberFinder(Language language)
    {
        (_language, _notFigures) = (language, new NotFigures(language));
        var (thousands, point) = (Regex.Escape(language.Thousands), Regex.Escape(language.DecimalPoint));
        _number = new Regex(
            $$"""
            (?<![\p{L}\d_:/\#]|\d[.,])
            (?<sign>[−-](?=[£€$]?\d)(?<!\d[−-]))?(?<currency>[£€$]\s?)?
            (?:(?<some>\d{1,4})\s(?:in|out\sof)\s(?:every\s)?(?<all>[2-9]|1[0-2]|20|50|100|1,?000)(?![\d%]|[.,]\d)
              |(?<some>\d{1,2})/(?<all>\d{1,3})(?![\d/])
              |(?<whole>\d{1,3}(?:(?:{{thousands}}|[\u00A0\u202F\u2009])\d{3})+(?!\d)|\d+)?(?<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅛])
              |(?<whole>\d{1,3}(?:(?:{{thousands}}|[\u00A0\u202F\u2009])\d{3})+(?!\d)|\d+)(?:{{point}}(?<decimals>\d+))?)
            (?<tail>[\s\u00A0\u202F]?(?:(?<points>(?:percentage[\s-])?points?\b|pp\b)|(?<percent>%|per\s?cent\b|percent\b)|(?<scale>thousand|million|billion)\b)
              |(?<ordinal>st|nd|rd|th)\b|(?<scale>k|m|bn)\b|(?<times>\stimes\b|x\b))?
            """,
            RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant
        );
    }

    /// <summary>The finder of a language, made once: its patterns take longer to read than an issue.</summary>
    public static NumberFinder For(Language language) => ByLanguage[language].Value;

    /// <summary>The figures of a text, in order.</summary>
    public ImmutableArray<TypedNumber> Find(string text)
    {
        // Most passages have no number at all.
        var words = _language.IsEnglish ? NumberWords.Find(text) : [];
        if (!text.AsSpan().ContainsAnyInRange('0', '9') && !text.Any(Vulgar.ContainsKey))
            return [.. words];
        var taken = _notFigures.Mark(text);
        var digits = _number.Matches(text).Where(match => !taken[FirstDigit(match)]).Select(Read);
        return [.. digits.Concat(words).OrderBy(number => number.Start)];
    }

    private static int FirstDigit(Match match) =>
        match.Groups["whole"] is { Success: true } whole ? whole.Index
        : match.Groups["some"] is { Success: true } some ? some.Index
        : match.Groups["vulgar"].Index;

    private static TypedNumber Read(Match match)
    {
        if (match.Groups["some"].Success)
        {
            var (some, all) = (Number(match.Groups["some"].Value), Number(Plain(match.Groups["all"].Value)));
            return some < all
                ? new TypedNumber(match.Index, match.Value, some / all, 2, NumberUnit.Share, 1)
                : new TypedNumber(match.Index, match.Groups["some"].Value, some, 0, NumberUnit.None, 1);
        }
        var value = match.Groups["whole"].Success ? Number(Plain(match.Groups["whole"].Value)) : 0;
        if (match.Groups["vulgar"].Success)
        {
            var part = Vulgar[match.Groups["vulgar"].Value[0]];
            return new TypedNumber(
                match.Index,
                match.Value,
                value + part,
                2,
                match.Groups["whole"].Success ? NumberUnit.None : NumberUnit.Share,
                1
            );
        }
        var decimals = match.Groups["decimals"].Value;
        if (decimals.Length > 0)
            value = Number($"{Plain(match.Groups["whole"].Value)}.{decimals[..Math.Min(12, decimals.Length)]}");
        var unit =
            match.Groups["percent"].Success ? NumberUnit.Percent
            : match.Groups["points"].Success ? NumberUnit.Points
            : match.Groups["ordinal"].Success ? NumberUnit.Ordinal
            : match.Groups["times"].Success ? NumberUnit.Times
            : match.Groups["currency"].Success ? NumberUnit.Currency
            : NumberUnit.None;
        var scale = match.Groups["scale"].Success ? Scales[match.Groups["scale"].Value] : 1;
        return new TypedNumber(match.Index, match.Value.TrimEnd(), value, Math.Min(12, decimals.Length), unit, scale);
    }

    private static string Plain(string digits) => string.Concat(digits.Where(char.IsAsciiDigit)) is { Length: <= 25 } plain ? plain : "0";

    private static decimal Number(string digits) => decimal.Parse(digits, CultureInfo.InvariantCulture);
}
