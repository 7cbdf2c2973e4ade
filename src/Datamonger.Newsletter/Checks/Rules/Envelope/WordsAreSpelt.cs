using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues.Markdown;

namespace Datamonger.Newsletter.Checks.Rules.Envelope;

/// <summary>No word stands twice by a slip, and no local authority is nearly right.</summary>
internal sealed partial class WordsAreSpelt : ICheck
{
    // A shorter name is too often another word: Barnet and Barnett, Bolton and Boston.
    private const int LeastLetters = 8;

    private static readonly DiagnosticRule Rule = new("DM598", Severity.Info, "A word that is probably a slip");

    // What may well stand twice.
    private static readonly FrozenSet<string> Twice = new[] { "ha", "had", "her", "is", "so", "that", "very" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly Lazy<FrozenDictionary<string, string>> Slips = new(AllSlips);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
        [new(Rule, "TXT-03", "A reader who finds \"the the\", or their own authority misspelt, looks at the figures with other eyes.", "Delete one of the two words; write the authority as la_name(…) does.", "practice; names of the Department for Education")];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var passage in ShownPassages.Of(context.Issue))
        {
            foreach (Match match in Doubled().Matches(passage.Text))
            {
                // Names may be made so: Walla Walla.
                if (Twice.Contains(match.Groups[1].Value) || (char.IsUpper(match.Groups[1].Value[0]) && char.IsUpper(match.Groups[2].Value[0]))) continue;
                diagnostics.Add(Rule, passage.LocationAt(match.Index), $"\"{match.Value}\" has a word twice.", "Delete one of them.");
            }
            foreach (Match match in Name().Matches(passage.Text))
            {
                if (Slips.Value.GetValueOrDefault(match.Value.ToLowerInvariant()) is { } right) diagnostics.Add(Rule, passage.LocationAt(match.Index), $"\"{match.Value}\" is no local authority.", $"Did you mean {right}?");
            }
        }
    }

    // One letter left out, one swapped with its neighbour, or one typed twice: made once, so that a word is looked up and not compared with every name.
    private static FrozenDictionary<string, string> AllSlips()
    {
        var slips = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in LocalAuthorities.All.Where(authority => authority.IsAuthority && authority.Name.Length >= LeastLetters && authority.Name.All(char.IsLetter)).Select(authority => authority.Name))
        {
            var word = name.ToLowerInvariant();
            for (var i = 1; i < word.Length; i++)
            {
                slips[word.Remove(i, 1)] = name;
                slips[word.Insert(i, word[i].ToString())] = name;
                if (i + 1 < word.Length) slips[$"{word[..i]}{word[i + 1]}{word[i]}{word[(i + 2)..]}"] = name;
            }
        }
        return slips.Where(slip => LocalAuthorities.Find(slip.Key) is null).ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}'’-])(\p{L}{2,})\s+(\1)(?![\p{L}\p{N}'’-])", RegexOptions.IgnoreCase)]
    private static partial Regex Doubled();

    [GeneratedRegex(@"(?<!\p{L})\p{Lu}\p{Ll}{6,}(?!\p{L})")]
    private static partial Regex Name();
}
