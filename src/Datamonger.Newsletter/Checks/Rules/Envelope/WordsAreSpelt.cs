using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>No word appears twice by a slip, and no local authority is nearly right.</summary>
internal sealed class WordsAreSpelt : ICheck
{
    // A shorter name is too often another word: Barnet and Barnett, Bolton and Boston.
    private const int LeastLetters = 8;

    private static readonly DiagnosticRule Rule = new("DM598", Severity.Info, "A word that is probably a slip");

    // What may well stand twice.
    private static readonly FrozenSet<string> Twice = new[] { "ha", "had", "her", "is", "no", "so", "that", "very" }.ToFrozenSet(
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly Lazy<FrozenDictionary<string, string>> Slips = new(AllSlips);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "TXT-03",
            "A reader who finds \"the the\", or their own authority misspelt, looks at the figures with other eyes.",
            "Delete one of the two words; write the authority as la_name(…) does.",
            "practice; names of the Department for Education"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var passage in context.Passages)
        {
            var last = default(Range);
            foreach (var word in Words(passage.Text))
            {
                var letters = passage.Text.AsSpan(word);
                var before = passage.Text.AsSpan(last);
                var gap = passage.Text.AsSpan()[last.End.Value..word.Start.Value];
                // Names may be made so: Walla Walla.
                if (
                    letters.Length > 1
                    && letters.Equals(before, StringComparison.OrdinalIgnoreCase)
                    && gap.Length > 0
                    && gap.IsWhiteSpace()
                    && !(char.IsUpper(letters[0]) && char.IsUpper(before[0]))
                    && !Twice.Contains(letters.ToString())
                )
                {
                    diagnostics.Add(
                        Rule,
                        passage.LocationAt(last.Start.Value),
                        $"\"{before} {letters}\" has a word twice.",
                        "Delete one of them."
                    );
                }
                if (
                    letters.Length >= LeastLetters - 1
                    && char.IsUpper(letters[0])
                    && Slips.Value.GetValueOrDefault(letters.ToString().ToLowerInvariant()) is { } right
                )
                {
                    diagnostics.Add(
                        Rule,
                        passage.LocationAt(word.Start.Value),
                        $"\"{letters}\" is not a local authority.",
                        $"Did you mean {right}?"
                    );
                }
                last = word;
            }
        }
    }

    // Runs of letters; what a hyphen, an apostrophe or a digit joins to another is one word with it.
    private static IEnumerable<Range> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '’' or '-');
            if (isWord && start < 0)
                start = i;
            if (isWord || start < 0)
                continue;
            yield return start..i;
            start = -1;
        }
    }

    // One letter left out, one swapped with its neighbour, or one typed twice: made once, so that a word is looked up and not compared with
    // every name.
    private static FrozenDictionary<string, string> AllSlips()
    {
        var slips = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var name in LocalAuthorities
                .All.Where(authority => authority.IsAuthority && authority.Name.Length >= LeastLetters && authority.Name.All(char.IsLetter))
                .Select(authority => authority.Name)
        )
        {
            var word = name.ToLowerInvariant();
            for (var i = 1; i < word.Length; i++)
            {
                slips[word.Remove(i, 1)] = name;
                slips[word.Insert(i, word[i].ToString())] = name;
                if (i + 1 < word.Length)
                    slips[$"{word[..i]}{word[i + 1]}{word[i]}{word[(i + 2)..]}"] = name;
            }
        }
        return slips.Where(slip => LocalAuthorities.Find(slip.Key) is null).ToFrozenDictionary(StringComparer.Ordinal);
    }
}
