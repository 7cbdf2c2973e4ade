using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>A run of text, or a merge tag.</summary>
/// <param name="Text">The run; of a tag what stands between <c>*|</c> and <c>|*</c>.</param>
/// <param name="Offset">Where it begins in the source, counted in characters from 0.</param>
/// <param name="Length">How many characters of the source it takes.</param>
/// <param name="IsTag">Whether it is a tag.</param>
public readonly record struct MergeTagToken(string Text, int Offset, int Length, bool IsTag)
{
    /// <summary>Whether it marks a form that circulates but is not documented; its characters follow as text.</summary>
    internal bool IsUndocumented { get; init; }
}

/// <summary>What a merge tag looks like: the shortest match, on one line, with no <c>|</c> inside.</summary>
public static partial class MergeTagSyntax
{
    /// <summary>A tag, as a regular expression that other patterns may hold.</summary>
    public const string Pattern = @"\*\|[^|\r\n]+\|\*";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:");

    /// <summary>A tag in a text.</summary>
    [GeneratedRegex(Pattern)]
    public static partial Regex Tag();

    /// <summary>Whether what stands between <c>*|</c> and <c>|*</c> opens, divides or closes a conditional.</summary>
    public static bool IsConditional(string name) => Conditional().IsMatch(name);

    /// <summary>Cuts a text at its tags.</summary>
    public static ImmutableArray<MergeTagToken> Scan(string source)
    {
        var tokens = ImmutableArray.CreateBuilder<MergeTagToken>();
        var (written, at) = (0, 0);
        while ((at = source.IndexOf("*|", at, StringComparison.Ordinal)) >= 0)
        {
            var end = source.AsSpan(at + 2).IndexOfAny('|', '\n', '\r') is var length and >= 0 ? at + 2 + length : -1;
            if (end < 0 || end == at + 2 || source[end] != '|' || end + 1 == source.Length || source[end + 1] != '*')
            {
                if (IsInlineDefault(source, at))
                    tokens.Add(new MergeTagToken("", at, 0, IsTag: false) { IsUndocumented = true });
                at++;
                continue;
            }
            if (at > written)
                tokens.Add(new MergeTagToken(source[written..at], written, at - written, IsTag: false));
            tokens.Add(new MergeTagToken(source[(at + 2)..end], at, end + 2 - at, IsTag: true));
            at = written = end + 2;
        }
        if (written < source.Length)
            tokens.Add(new MergeTagToken(source[written..], written, source.Length - written, IsTag: false));
        return tokens.ToImmutable();
    }

    /// <summary><c>*|NAME|word…|*</c>: an upper-case name, one more bar, and an end on the same line.</summary>
    private static bool IsInlineDefault(string source, int at)
    {
        var line = source.AsSpan(at + 2);
        if (line.IndexOfAny('\n', '\r') is var newline and >= 0)
            line = line[..newline];
        var bar = line.IndexOf('|');
        return bar > 0 && line[..bar].IndexOfAnyExcept(NameCharacters) < 0 && line[(bar + 1)..].IndexOf("|*", StringComparison.Ordinal) > 0;
    }

    [GeneratedRegex("^(IF|IFNOT|ELSEIF|ELSE|END|INTERESTED)(:|$)")]
    private static partial Regex Conditional();
}
