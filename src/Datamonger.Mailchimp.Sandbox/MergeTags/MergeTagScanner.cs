using System.Buffers;
using System.Collections.Immutable;

namespace Datamonger.Mailchimp.Sandbox.MergeTags;

/// <summary>A run of text, or what stands between <c>*|</c> and <c>|*</c>.</summary>
internal readonly record struct MergeTagToken(string Text, int Offset, bool IsTag, bool Undocumented = false);

/// <summary>Cuts a text at its tags: the shortest match, on one line, with no <c>|</c> inside.</summary>
internal static class MergeTagScanner
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:");

    public static ImmutableArray<MergeTagToken> Scan(string source)
    {
        var tokens = ImmutableArray.CreateBuilder<MergeTagToken>();
        var (written, at) = (0, 0);
        while ((at = source.IndexOf("*|", at, StringComparison.Ordinal)) >= 0)
        {
            var end = source.AsSpan(at + 2).IndexOfAny('|', '\n', '\r') is var length and >= 0 ? at + 2 + length : -1;
            if (end < 0 || end == at + 2 || source[end] != '|' || end + 1 == source.Length || source[end + 1] != '*')
            {
                if (IsInlineDefault(source, at)) tokens.Add(new MergeTagToken("", at, IsTag: false, Undocumented: true));
                at++;
                continue;
            }
            if (at > written) tokens.Add(new MergeTagToken(source[written..at], written, IsTag: false));
            tokens.Add(new MergeTagToken(source[(at + 2)..end], at, IsTag: true));
            at = written = end + 2;
        }
        if (written < source.Length) tokens.Add(new MergeTagToken(source[written..], written, IsTag: false));
        return tokens.ToImmutable();
    }

    /// <summary><c>*|NAME|word…|*</c>: an upper-case name, one more bar, and an end on the same line.</summary>
    private static bool IsInlineDefault(string source, int at)
    {
        var line = source.AsSpan(at + 2);
        if (line.IndexOfAny('\n', '\r') is var newline and >= 0) line = line[..newline];
        var bar = line.IndexOf('|');
        return bar > 0
            && line[..bar].IndexOfAnyExcept(NameCharacters) < 0
            && line[(bar + 1)..].IndexOf("|*", StringComparison.Ordinal) > 0;
    }
}
