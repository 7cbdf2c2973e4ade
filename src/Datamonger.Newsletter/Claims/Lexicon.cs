using System.Collections.Frozen;
using System.Text;

namespace Datamonger.Newsletter.Claims;

/// <summary>
/// The closed vocabulary. Every word belongs to one class and is coded by one character, so that the forms of claims are patterns over
/// classes; terms of several words count as one.
/// </summary>
internal static class Lexicon
{
    // Not listed: words that no pattern names.
    private static readonly (string Class, string Terms)[] Vocabulary =
    [
        ("up.verb", "rose|risen|rising|increased|increasing|grew|grown|growing|climbed|climbing|jumped|jumping|surged|surging|soared"),
        ("up.verb", "soaring|widened|widening|lengthened|lengthening|went up|gone up|going up|been up|pushed up|moved up"),
        ("up.now", "rises|increases|grow|grows|climbs|jumps|surges|soar|soars|widen|widens|lengthen|lengthens|go up|goes up"),
        ("up.both", "rise|increase|jump|surge|climb"),
        ("up.noun", "growth|upturn|upsurge"),
        ("down.verb", "fell|fallen|falling|decreased|decreasing|declined|declining|dropped|dropping|dipped|dipping|shrank|shrunk"),
        ("down.verb", "shrinking|plunged|tumbled|slumped|narrowed|narrowing|shortened|shortening|reduced|dwindling|came down|come down"),
        ("down.verb", "coming down|went down|gone down|going down|been down|brought down|moved down"),
        ("down.now", "falls|decreases|declines|drops|dips|shrink|shrinks|plunge|plunges|tumble|tumbles|slumps|narrow|narrows|shorten"),
        ("down.now", "shortens|go down|goes down"),
        ("down.both", "fall|decrease|decline|drop|dip|slump"),
        ("down.noun", "reduction|downturn"),
        ("cut", "cut"),
        ("up", "up"),
        ("down", "down"),
        ("moved", "moved|changed|went|came"),
        ("more", "more"),
        ("fewer", "fewer|less"),
        ("higher", "higher|greater|larger|bigger"),
        ("lower", "lower|smaller"),
        ("wider", "wider"),
        ("narrower", "narrower"),
        ("above", "above|ahead of"),
        ("below", "below|behind"),
        ("exceed", "exceed|exceeds|exceeded|exceeding|outnumber|outnumbers|outnumbered|outstrip|outstrips"),
        ("most", "most"),
        ("max", "highest|largest|greatest|biggest|longest"),
        ("min", "lowest|smallest|fewest|shortest"),
        ("rank", "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next"),
        ("majority", "the majority|a majority|a large majority|a small majority|a clear majority|a slim majority|a narrow majority"),
        ("majority", "a bare majority|the large majority|the vast majority|the great majority"),
        ("minority", "a minority|a small minority|a large minority|a tiny minority"),
        ("majority.bare", "majority"),
        ("minority.bare", "minority"),
        ("nearly.all", "nearly all|almost all"),
        ("half", "half|a half|one half"),
        ("multiplied", "doubled|doubling|doubles|trebled|tripled|quadrupled|halved|halving|halves"),
        ("times", "twice|double|treble|triple|three times|four times|five times|six times|seven times|eight times|nine times|ten times"),
        ("over", "over"),
        ("under", "under"),
        ("hedge", "well over|well above|just over|just above|slightly more than|slightly over|a little more than|a little over"),
        ("hedge", "little more than|no more than|no fewer than|no less than|at least|at most|just under|just below|slightly less than"),
        ("hedge", "slightly under|a little under|little less than|not quite|nearly|almost|close to|approaching|about|around|roughly|some"),
        ("hedge", "approximately|exactly|precisely"),
        ("same.strict", "unchanged|no different|exactly the same|the same|equal|level"),
        ("same.loose", "much the same|about the same|nearly the same|almost the same|roughly the same|broadly the same|virtually the same"),
        ("same.loose", "largely the same|essentially the same|statistically the same|much unchanged|broadly unchanged|virtually unchanged"),
        (
            "same.loose",
            "almost unchanged|nearly unchanged|largely unchanged|about equal|nearly equal|almost equal|roughly equal|about level"
        ),
        ("same.loose", "nearly level|almost level|roughly level|similar|little changed|steady|stable|flat|constant"),
        ("identical", "identical"),
        ("stays", "stayed|stays|remained|remains|stuck|held|stood still|has not moved|did not change|has not changed"),
        ("stands", "stood|stands"),
        ("from", "from"),
        ("to", "to"),
        ("by", "by"),
        ("in", "in"),
        ("on", "on"),
        ("at", "at"),
        ("of", "of"),
        ("for", "for"),
        ("among", "among|amongst"),
        ("during", "between|during"),
        ("with", "with"),
        ("than", "than"),
        ("as", "as"),
        ("and", "and"),
        ("but", "but"),
        ("or", "or"),
        ("while", "while|whereas"),
        ("though", "although|though|because"),
        ("that", "that"),
        ("which", "which"),
        ("who", "who|whose"),
        ("if", "if|unless"),
        ("not", "not|never|nor|without"),
        ("no", "no"),
        ("against", "against|compared with|compared to|as against|versus|vs|v|compared"),
        ("instead", "rather than|instead of"),
        ("was", "it was|it is|it had been|there was|there were|the figure was|where it was|where it had been|it were"),
        ("be", "is|was|were|are"),
        ("have", "has|have|had"),
        ("a", "a|an"),
        ("the", "the"),
        ("this", "this"),
        ("their", "their|its|these|those|all|our|his|her"),
        ("it", "it|they|we|you"),
        ("says", "said|say|says|reported|heard|will|would|believe|believes|think|thinks|do|did|does|see|sees|favour|favours|favor|favors"),
        ("says", "support|supports|oppose|opposes|tell|tells|told"),
        ("does", "stay|agree|agreed|disagree|disagreed|want|wanted|live|lived|replied|answered|opposed|supported|favoured"),
        ("other", "other|others|remaining|rest|either|seldom|rarely"),
        ("people", "people|respondents|us|the public|them|everyone"),
        ("adverb", "sharply|slightly|steeply|steadily|slowly|quickly|markedly|dramatically|rapidly|modestly|significantly|substantially"),
        ("adverb", "considerably|further|again|only|just|a little|a lot|even|still|now|much|far|somewhat|rather|also|well|easily|by far"),
        ("another", "another|yet another|a further|such an|such a"),
        ("unit", "percentage points|percentage point|points|point|per cent|pp"),
        ("reaching", "reaching|hitting|and reached|and hit|and stood at|and stands at"),
        ("range", "range|ranges|ranged|ranging|run|runs|ran|vary|varies|varied|varying|anything|anywhere|spread|stretch|stretches"),
        ("gap", "gap|difference|distance"),
        ("record", "record|a record|a new record|new record|all-time record|an all-time record"),
        (
            "extreme.high",
            "record high|a record high|a new record high|high point|all-time high|an all-time high|record number|a record number"
        ),
        ("extreme.high", "record total|a record total|record level|a record level"),
        ("extreme.low", "record low|a record low|a new record low|low point|all-time low|an all-time low"),
        ("ever", "on record|since records began|since records begun|since record began|ever"),
        ("since", "since"),
        ("decade", "a decade|the decade"),
        ("first.time", "for the first time"),
        ("consecutive", "consecutive|successive|straight"),
        ("running", "running|in a row|in succession"),
        ("every", "every|each"),
        ("period", "year|years|month|months|quarter|quarters|time|times|term"),
        ("small", "two|three|four|five|six|seven|eight|nine|ten"),
        ("measure", "rate|rates|share|shares|number|numbers|proportion|proportions|level|levels|figure|figures|percentage|percentages"),
        ("measure", "price|prices|size|sizes|value|values|amount|amounts|score|scores|average|averages|chance|chances|total"),
        ("many", "many|much|high|large|low|big|long|great|likely|common|often|few"),
        ("comma", ","),
        ("open", "("),
        ("close", ")"),
        ("colon", ":"),
        ("semicolon", ";"),
        ("dot", "."),
        ("question", "?"),
        ("exclaim", "!"),
        ("dash", "–|—|-"),
        ("quote", "“"),
        ("unquote", "”"),
    ];

    /// <summary>Classes of what is not in the vocabulary: figures by what they are, typed years and numbers, any other word.</summary>
    private static readonly string[] Others = ["N", "C", "T", "L", "X", "year", "typed", "fraction", "word"];

    private static readonly (string Name, string Classes)[] Groups =
    [
        ("up.word", "up.verb up.now up.both up.noun"),
        ("down.word", "down.verb down.now down.both down.noun cut"),
        ("direction", "up.word down.word"),
        ("up.a", "up.both up.noun"),
        ("down.a", "down.both down.noun cut"),
        ("rise.or.fall", "up.a down.a"),
        ("greater", "more higher"),
        ("smaller", "fewer lower"),
        ("comparative", "greater smaller"),
        ("end", "dot semicolon question exclaim"),
        ("moving", "up.word down.verb down.now down.both down.noun"),
        ("clause", "and but or while though which who if than not instead end"),
        ("limit", "clause from against up down moved moving"),
        ("aside", "comma open dash colon"),
        ("towards", "against instead"),
        ("part", "half fraction"),
        ("whole", "majority minority nearly.all most part"),
        ("article", "a the"),
        ("superlative", "max min"),
        ("counting", "small typed"),
    ];

    private static readonly (string Kind, string Terms)[] Hedges =
    [
        ("gt", "well over|well above|more than|over|above"),
        ("just gt", "just over|slightly more than|a little more than|slightly over|a little over|little more than|just above"),
        ("lt", "less than|fewer than|under|below"),
        ("just lt", "just under|slightly less than|a little under|slightly under|little less than|just below|not quite|nearly|almost"),
        ("just lt", "close to|approaching"),
        ("le", "no more than|at most|up to"),
        ("ge", "no fewer than|no less than|at least"),
        ("about", "about|around|roughly|some|approximately"),
        ("exact", "exactly|precisely"),
    ];

    private static readonly string[] Ones = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly FrozenDictionary<string, char> Codes = AllClasses();
    private static readonly FrozenDictionary<string, string> Sets = AllSets();
    private static readonly FrozenDictionary<string, decimal> Fractions = AllFractions();
    private static readonly FrozenDictionary<string, char> Terms = AllTerms();
    private static readonly FrozenDictionary<string, string> HedgeKinds = Hedges
        .SelectMany(hedge => hedge.Terms.Split('|').Select(term => (term, hedge.Kind)))
        .ToFrozenDictionary(pair => pair.term, pair => pair.Kind, StringComparer.Ordinal);

    /// <summary>The most words that a term has.</summary>
    public static readonly int LongestTerm = Terms.Keys.Max(term => term.Count(c => c == ' ') + 1);

    /// <summary>The code of a class.</summary>
    public static char Code(string name) => Codes[name];

    /// <summary>The codes of a class or a group of classes.</summary>
    public static string CodesOf(string name) =>
        Sets.TryGetValue(name, out var codes) ? codes
        : Codes.TryGetValue(name, out var code) ? $"{code}"
        : throw new ArgumentException($"\"{name}\" is not a class of words.", nameof(name));

    /// <summary>The code of a term in lower case; null when it is not in the vocabulary.</summary>
    public static char? Find(string term) => Terms.TryGetValue(term, out var code) ? code : null;

    /// <summary>What a fraction in words comes to.</summary>
    public static decimal? Fraction(string term) => Fractions.TryGetValue(term, out var value) ? value : null;

    /// <summary>What a hedge makes of the value behind it; null for words that are not hedges.</summary>
    public static string? HedgeKind(string? term) => term is not null && HedgeKinds.TryGetValue(term, out var kind) ? kind : null;

    /// <summary>By how much a verb or an adverb multiplies: doubled, three times.</summary>
    public static decimal Multiple(string term) =>
        term.Split(' ')[0] switch
        {
            "doubled" or "doubling" or "doubles" or "twice" or "double" => 2,
            "trebled" or "tripled" or "treble" or "triple" => 3,
            "quadrupled" => 4,
            "halved" or "halving" or "halves" or "half" or "a" or "one" => 0.5m,
            var number => Number(number) ?? 1,
        };

    /// <summary>A small number in words; null for another word.</summary>
    public static int? Number(string word) =>
        word is "ten" ? 10
        : Array.IndexOf(Ones, word) is >= 0 and var at ? at + 1
        : null;

    /// <summary>The place that an ordinal names: second is 2.</summary>
    public static int Rank(string word) =>
        word switch
        {
            "second" or "next" => 2,
            "third" => 3,
            "fourth" => 4,
            "fifth" => 5,
            "sixth" => 6,
            "seventh" => 7,
            "eighth" => 8,
            "ninth" => 9,
            "tenth" => 10,
            _ => 1,
        };

    private static FrozenDictionary<string, char> AllClasses() =>
        Vocabulary
            .Select(entry => entry.Class)
            .Concat(Others)
            .Distinct()
            .Select((name, index) => (name, Code: (char)(0xE000 + index)))
            .ToFrozenDictionary(entry => entry.name, entry => entry.Code, StringComparer.Ordinal);

    private static FrozenDictionary<string, string> AllSets()
    {
        var sets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, classes) in Groups)
        {
            var codes = new StringBuilder();
            foreach (var part in classes.Split(' '))
                codes.Append(sets.TryGetValue(part, out var known) ? known : $"{Codes[part]}");
            sets[name] = codes.ToString();
        }
        return sets.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, decimal> AllFractions()
    {
        var all = new Dictionary<string, decimal>(StringComparer.Ordinal);
        (string Word, int Parts)[] parts = [("third", 3), ("quarter", 4), ("fourth", 4), ("fifth", 5), ("tenth", 10)];
        foreach (var (word, count) in parts)
        {
            foreach (var article in new[] { "a ", "one ", "one-" })
                all[article + word] = 1m / count;
            for (var several = 2; several < count; several++)
            {
                all[$"{Ones[several - 1]} {word}s"] = (decimal)several / count;
                all[$"{Ones[several - 1]}-{word}s"] = (decimal)several / count;
            }
        }
        foreach (var of in new[] { "two", "three", "four", "five", "six", "eight", "ten", "twenty", "hundred" })
        {
            var whole = of switch
            {
                "twenty" => 20,
                "hundred" => 100,
                _ => Number(of)!.Value,
            };
            for (var some = 1; some < Math.Min(whole, 10); some++)
            {
                // Five in ten is said of ten things as often as of a half.
                if (some == 5 && whole == 10)
                    continue;
                all[$"{Ones[some - 1]} in {of}"] = (decimal)some / whole;
                all[$"{Ones[some - 1]}-in-{of}"] = (decimal)some / whole;
            }
        }
        all["half"] = all["a half"] = all["one half"] = 0.5m;
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, char> AllTerms()
    {
        var all = new Dictionary<string, char>(StringComparer.Ordinal);
        foreach (var fraction in Fractions.Keys)
            all[fraction] = Codes["fraction"];
        foreach (var (name, terms) in Vocabulary)
        foreach (var term in terms.Split('|'))
            all[term] = Codes[name];
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
