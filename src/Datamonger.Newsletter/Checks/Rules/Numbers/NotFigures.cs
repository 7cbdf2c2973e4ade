using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Checks.Rules.Numbers;

/// <summary>
/// What has digits and is no figure: dates, times, years, telephone numbers, postcodes, addresses, names of acts, tables, forms
/// and stages, ages, the base of a rate, the number of a list's item. What is not known here is taken for a figure.
/// </summary>
internal sealed partial class NotFigures
{
    private const string Number = @"\d{1,4}(?:\.\d{1,3})*[a-z]?(?![\p{L}\d%£]|[.,]\d|\s?per\s?cent)";
    private const string Determined = @"(?<!\b(?:each|every|per|an?|this|last|that|one|all|no|any)\s)";

    private readonly ImmutableArray<Regex> _patterns;

    /// <param name="language">Whose months and weekdays dates are written with.</param>
    public NotFigures(Language language) => _patterns = [.. Dates(language), .. Fixed];

    private static ImmutableArray<Regex> Fixed { get; } =
    [
        Address(),
        Compound(),
        Years(),
        ShortYears(),
        NumericDate(),
        Time(),
        TimeSpan(),
        TimeInWords(),
        Telephone(),
        CalledNumber(),
        Postcode(),
        Street(),
        Code(),
        Acronym(),
        ListItem(),
        Bracketed(),
        CapitalLabels(),
        Labels(),
        LabelList(),
        Names(),
        Ages(),
        AgeBehind(),
        UnderOver(),
        PeopleOf(),
        Turning(),
        RateBase(),
        Fixtures(),
    ];

    /// <summary>For each character of a text, whether it belongs to something that is no figure.</summary>
    public bool[] Mark(string text)
    {
        var taken = new bool[text.Length];
        foreach (var pattern in _patterns)
        {
            foreach (var match in pattern.EnumerateMatches(text))
                Array.Fill(taken, true, match.Index, match.Length);
        }
        return taken;
    }

    private static IEnumerable<Regex> Dates(Language language)
    {
        var months =
            $"(?:{string.Join('|', language.Months.Concat(language.Months.Select(month => month[..Math.Min(3, month.Length)])).Append("Sept").Distinct().OrderByDescending(month => month.Length).Select(Regex.Escape))})";
        var days = $"(?:{string.Join('|', language.Days.Select(Regex.Escape))})";
        const string Day = @"\d{1,2}(?:st|nd|rd|th|\.)?";
        const RegexOptions Options = RegexOptions.CultureInvariant;
        // 16 March 2017, 3rd of March, 7–9 March, 31 March
        yield return new Regex(
            $@"(?<![\p{{L}}\d.,]){Day}(?:\s?(?:[–-]|to|and|or|,)\s?{Day}){{0,8}}\s(?:of\s)?{months}\b\.?(?:,?\s\d{{4}})?",
            Options
        );
        // March 16, 2017; March 16th; on its own only where the month comes first
        yield return new Regex(
            $@"\b{months}\.?\s\d{{1,2}}(?:(?:st|nd|rd|th)\b(?:,?\s\d{{4}})?|,?\s\d{{4}}\b{(language.MonthFirst ? @"|(?![\d,.]*\d|\s?%)" : @"|(?=\s*(?:[.;:)]|,(?!\d)|$)|\s(?:was|is|will|at|this|last|next)\b)")})",
            Options
        );
        yield return new Regex($@"\b{months}\.?\s\d{{4}}\b", Options);
        yield return new Regex($@"\b{days},?\s(?:the\s)?{Day}(?![\d,.]*\d)", Options);
        // the 23rd, of a date spoken of
        yield return new Regex(@"\b(?:on|by|until|till|from|before|after|since|of)\sthe\s\d{1,2}(?:st|nd|rd|th)\b", Options);
    }

    [GeneratedRegex(
        @"\b(?:https?://|www\.|mailto:)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w-]|[\w-]\.)[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net|gov|eu|io|info|wales|scot)\b(?:/\S*)?",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Address();

    // A 24-hour helpline, a 10-year plan, a 5-point scale; but a 32-point rise is a figure.
    [GeneratedRegex(
        @"(?<![\d.,£])\d{1,3}-(?:(?:hour|day|week|month|year|minute|page|step|part|tier|stage|star|question|bed|bedroom|mile|storey|way|sided)\b|point\s(?:scale|plan|agenda|grading|checklist)\b)|\b(?:12\smonths|24\shours|24\smonths)\b|\bfirst\s1,?00[01]\s(?:critical\s)?days\b|\b1,?001\scritical\sdays\b|\b\d{3}\s(?:return|form)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Compound();

    // 2016, 2015/16, 2015-16, 2014 to 2016, 1990s; not 2,016, £2000 or 2000%.
    [GeneratedRegex(
        @"(?<![\d.,£€$/\p{L}])(?:1[89]|20)\d\d(?:\s?[–/-]\s?\d{2}(?:\d{2})?)?s?(?![\d%\p{L}]|[.,]\d|\s?(?:per\s?cent|percent|million|thousand|billion))"
    )]
    private static partial Regex Years();

    [GeneratedRegex(@"(?<!\d)[’'‘]\d\ds?\b")]
    private static partial Regex ShortYears();

    [GeneratedRegex(
        @"(?<![\d.,])(?:\d{1,2}[/.]\d{1,2}[/.]\d{2}(?:\d{2})?|\d{4}-\d{2}(?:-\d{2})?|\d{4}\.\d{2}\.\d{2}|\d+(?:\.\d+){2,})(?![\d/%])"
    )]
    private static partial Regex NumericDate();

    [GeneratedRegex(
        @"(?<![\d.,£])(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}(?:\.\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|noon|hrs)(?![\p{L}\d])|\d{1,2}\so[’']clock)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Time();

    [GeneratedRegex(
        @"(?<![\d.,£])\d{1,2}(?:[.:]\d{2})?\s?(?:[–-]|to|until)\s?\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex TimeSpan();

    [GeneratedRegex(@"\b(?:at|from|until|till|by)\s(?:[01]?\d|2[0-3])\.(?:00|15|30|45)(?!\d|\s?%|\s?per)", RegexOptions.IgnoreCase)]
    private static partial Regex TimeInWords();

    [GeneratedRegex(@"(?<![\d.,£€$\p{L}])(?:\+\d[\d\s()-]{7,16}\d|\(?0\d{2,5}\)?(?:[\s-]?\d{3,4}){1,3})(?!\d)")]
    private static partial Regex Telephone();

    [GeneratedRegex(
        @"\b(?:call|dial|ring|phone|text|sms|tel\.?|telephone|extension|ext\.?)\s(?:us\s)?(?:on\s)?\d[\d\s]*\d",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex CalledNumber();

    [GeneratedRegex(@"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")]
    private static partial Regex Postcode();

    [GeneratedRegex(
        @"(?<![\d.,])\d{1,4}[A-Za-z]?,?\s(?:\p{Lu}[\p{L}’']+\s){1,3}(?:Street|St|Road|Rd|Yard|Lane|Avenue|Ave|Square|House|Court|Close|Drive|Place|Terrace|Way|Hill|Gardens|Quay|Row|Park)\b"
    )]
    private static partial Regex Street();

    // SFR41/2016, SSDA903, s.47, KS2, Covid-19, E09000022, post-16: letters that run into digits.
    [GeneratedRegex(@"(?<![\p{L}\d]|\p{L}\.+)\p{L}[\p{L}.]*-?\d[\p{L}\d]*(?:[/.-]\d[\p{L}\d]*)*")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<![\d.,])(?:\d[DGg]|\dx\d|24/7|50/50|9/11|\d{1,2}-to-\d{1,2}|0[–-]\d{1,2}|\d{1,2}\+)(?![\p{L}\d%])")]
    private static partial Regex Acronym();

    [GeneratedRegex(@"^\s*(?:\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)(?=\s)")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"\[\d{1,3}\]|\(\d\)|#\d+\b")]
    private static partial Regex Bracketed();

    [GeneratedRegex(
        $@"(?<![\p{{L}}\d])(?:Issue|Number|No\.?|Section|Chapter|Part|Page|Table|Figure|Fig\.|Chart|Appendix|Annexe?|Schedule|Article|Clause|Paragraph|Para\.?|Regulation|Reg\.?|Rule|Step|Question|Note|Footnote|Version|Volume|Vol\.?|Edition|Tier|Level|Stage|Year|Grade|Band|Phase|Wave|Round|Week|Day|Form|Return|Category|Type|Group|Class|Room|Floor|Unit|Item|Line|Row|Column|Objective|Target|Goal|Standard|Quarter|Strand|Entry|Box|Sheet|Measure|Indicator|Recommendation|Principle|Option|Order|Act|Bill|Cm|HC|SI|SFR|Licence|License|Circular|Directive|Protocol|Block|Lot|Gate|Platform|Route|Zone|Ward)\s{Number}"
    )]
    private static partial Regex CapitalLabels();

    [GeneratedRegex(
        $@"(?<![\p{{L}}\d]){Determined}(?:issue|number|no\.|section|chapter|part|page|p\.|pp\.|table|figure|chart|appendix|annex|schedule|article|clause|paragraph|para\.?|paras\.?|regulation|rule|step|question|note|footnote|version|volume|edition|tier|level|stage|grade|band|phase|wave|round|week|day|form|category|type|group|class|room|floor|item|line|row|column|objective|target|goal|quarter|box|licence)\s{Number}"
    )]
    private static partial Regex Labels();

    [GeneratedRegex(
        $@"(?<![\p{{L}}\d])(?:issues|sections|chapters|parts|pages|tables|figures|charts|appendices|annexes|articles|clauses|paragraphs|regulations|steps|questions|notes|grades|bands|tiers|phases|levels|stages|years|weeks|columns|rows|items|pp\.)\s{Number}(?:\s?(?:,|and|or|to|–|-|&)\s?{Number})+",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex LabelList();

    [GeneratedRegex(
        @"\b(?:Channel|Radio|Office|Windows|Python|Excel|Formula|Web|Industry|Fortune|Big|Top|top|FTSE|Twitter|Agenda|Article|Apollo|Boeing|iPhone|ISO|BS|Core|Troubled Families|Sure Start|Attainment|Progress|Key Stage|key stage)\s\d{1,5}(?:\.\d)?(?![\d%]|[.,]\d)"
    )]
    private static partial Regex Names();

    [GeneratedRegex(
        @"\b(?:aged?|ages)\s(?:under\s|over\s|up\sto\s|between\s)?\d{1,2}(?:\s?(?:[–-]|to|and|or)\s?\d{1,2})?(?!\d|[.,]\d|\s?%)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Ages();

    [GeneratedRegex(
        @"(?<![\d.,])\d{1,2}(?:-?\s?(?:[–-]|to|or|and)\s?\d{1,2})?(?:[\s-]years?[\s-]olds?|\syears?\sof\sage|\sage\s(?:bands?|groups?|ranges?)|(?:st|nd|rd|th)\sbirthdays?)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex AgeBehind();

    [GeneratedRegex(
        @"\b(?:(?:under|over)[\s-]\d{1,2}s|(?:under|over)-\d{1,2}|\d{1,2}s\sand\s(?:under|over)|\d{1,2}\s?[–-]\s?\d{1,2}s)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex UnderOver();

    [GeneratedRegex(
        @"\b(?:children|people|persons|adults|pupils|patients|men|women|boys|girls|those|anyone|everyone)\s(?:aged\s)?(?:under|over|up\sto|between|below|above)\s\d{1,2}(?:\sand\s\d{1,2})?(?![\d%]|[.,]\d)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex PeopleOf();

    [GeneratedRegex(
        @"\b(?:turn(?:s|ed|ing)?|(?:plans?|support|care|provision|duty|duties)\s(?:can\s|may\s)?(?:run|last|extend|continue)s?\s(?:up\s)?to|(?<!\b(?:stood|stands?|stays|stayed|remains?|remained|is|was|are|were|put|set)\s)at)\s(?:1[0-9]|2[0-5])(?![\d%]|[.,]\d|\s?per)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Turning();

    // Per 10,000; of every 1,000 children.
    [GeneratedRegex(
        @"\b(?:per|(?:of|in|for|out\sof|among)\s(?:every|each))\s\d{1,3}(?:[,\u00A0\u202F]?\d{3})*(?![\d%]|[.,]\d)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex RateBase();

    [GeneratedRegex(
        @"\b\d{1,3}(?:st|nd|rd|th)\s(?:century|centuries|edition|issue|anniversary|Parliament|Congress|(?:per)?centiles?|deciles?|quartiles?)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Fixtures();
}
