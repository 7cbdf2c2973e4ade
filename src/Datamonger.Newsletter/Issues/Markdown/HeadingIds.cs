using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>Gives each heading an anchor made from its words: lower case, hyphens, unique in the issue.</summary>
internal sealed class HeadingIds
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The anchor of the next heading. Figures do not count: an anchor should outlive a revised figure.</summary>
    public string Next(HeadingBlock heading)
    {
        var words = new StringBuilder();
        foreach (var literal in heading.Inline?.Descendants<LiteralInline>() ?? [])
            words.Append(literal.Content.AsSpan());
        var id = new StringBuilder();
        foreach (var letter in words.ToString().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter))
                id.Append(letter);
            else if (letter is ' ' or '-' or '–' or '/' && id.Length > 0 && id[^1] != '-')
                id.Append('-');
        }
        var name = id.ToString().Trim('-') is { Length: > 0 } sound ? sound : "section";
        var unique = name;
        for (var i = 2; !_used.Add(unique); i++)
            unique = $"{name}-{i}";
        return unique;
    }
}
