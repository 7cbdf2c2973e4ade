using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Mailchimp.MergeTags;

namespace Datamonger.Newsletter.Issues;

/// <summary>What the Markdown parser must not take apart.</summary>
internal enum ShieldKind
{
    /// <summary><c>{{ … }}</c></summary>
    Figure,

    /// <summary><c>*|…|*</c></summary>
    MergeTag,

    /// <summary><c>&lt;&lt;…&gt;&gt;</c></summary>
    FriendlyTag,

    /// <summary><c>[[…]]</c></summary>
    Bracket,
}

/// <summary>A piece of the source that was taken out of the Markdown parser's sight.</summary>
/// <param name="Start">Its offset in the source.</param>
/// <param name="Text">Its exact text with its delimiters.</param>
internal sealed record ShieldedPiece(ShieldKind Kind, int Start, string Text)
{
    /// <summary>What stands between the delimiters, without outer blanks.</summary>
    public string Inner => Text[2..^2].Trim();

    /// <summary>Offset of <see cref="Inner"/> in the source.</summary>
    public int InnerStart => Start + 2 + (Text.Length - 2 - Text[2..].TrimStart().Length);
}

/// <summary>
/// A Markdown text in which figures, merge tags and double brackets are replaced by private-use characters of the same length:
/// Markdown's own signs in them (bars, stars, angle brackets) then mean nothing to it, and every offset is still true.
/// </summary>
internal sealed partial class ShieldedText
{
    /// <summary>Begins a shield: one unit that says so, two of its number, padding, one that ends it.</summary>
    public const char Open = '\uE000';

    private const char Pad = '\uE001';
    private const char Close = '\uE002';
    private const char Digit = '\uE100';

    // A blank or bracket in the name of a picture, which would end its address.
    private const char Blank = '\uE003';
    private const char OpenBracket = '\uE004';
    private const char CloseBracket = '\uE005';
    private const int Base = 4096;
    private readonly List<ShieldedPiece> _pieces = [];

    private ShieldedText(string source)
    {
        var text = Pieces().Replace(source, Shield);
        text = MarkBeforeHardBlank().Replace(text, match => match.Value.Replace('\u00A0', ' '));
        Text = PictureNames().Replace(text, match => match.Value.Replace(' ', Blank).Replace('(', OpenBracket).Replace(')', CloseBracket));
    }

    /// <summary>The text for the parser; as long as the source.</summary>
    public string Text { get; }

    /// <summary>Shields a source.</summary>
    /// <param name="source">The text, without private-use characters (<see cref="Clean"/>).</param>
    public static ShieldedText Of(string source) => new(source);

    /// <summary>The text with every private-use or control character that could confuse it replaced; and the offsets of those.</summary>
    public static string Clean(string source, out ImmutableArray<int> offsets)
    {
        offsets = [.. Forbidden().EnumerateMatches(source).Offsets()];
        return offsets.IsEmpty ? source : Forbidden().Replace(source, "\uFFFD");
    }

    /// <summary>The piece whose shield begins at an offset of <paramref name="text"/>; null when none does.</summary>
    public ShieldedPiece? PieceAt(ReadOnlySpan<char> text) =>
        text.Length >= 4
        && text[0] == Open
        && (text[1] - Digit) * Base + (text[2] - Digit) is var index
        && index >= 0
        && index < _pieces.Count
            ? _pieces[index]
            : null;

    /// <summary>Whether anything in a text is shielded.</summary>
    public static bool IsIn(ReadOnlySpan<char> text) => text.IndexOfAnyInRange(Open, CloseBracket) >= 0;

    /// <summary>What a character stands for that is shielded alone; any other as it is.</summary>
    public static char Plain(char letter) =>
        letter switch
        {
            Blank => ' ',
            OpenBracket => '(',
            CloseBracket => ')',
            _ => letter,
        };

    /// <summary>A text taken from the parser with its shields replaced by what they stand for.</summary>
    public string Restore(string text)
    {
        if (!IsIn(text))
            return text;
        var restored = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; )
        {
            if (PieceAt(text.AsSpan(i)) is { } piece && i + piece.Text.Length <= text.Length)
            {
                restored.Append(piece.Text);
                i += piece.Text.Length;
            }
            else
            {
                restored.Append(Plain(text[i++]));
            }
        }
        return restored.ToString();
    }

    private string Shield(Match match)
    {
        // An escaped delimiter (\{{) is plain text.
        var escapes = match.Groups["escape"].Length;
        if (escapes % 2 == 1)
            return match.Value;
        var text = match.Value[escapes..];
        var kind = text[0] switch
        {
            '{' => ShieldKind.Figure,
            '*' => ShieldKind.MergeTag,
            '<' => ShieldKind.FriendlyTag,
            _ => ShieldKind.Bracket,
        };
        var index = _pieces.Count;
        _pieces.Add(new ShieldedPiece(kind, match.Index + escapes, text));
        return match.Value[..escapes]
            + Open
            + (char)(Digit + index / Base)
            + (char)(Digit + index % Base)
            + new string(Pad, text.Length - 4)
            + Close;
    }

    // The lengths are bounded so that a long line of opening signs costs no more than its length times the bound.
    [GeneratedRegex(
        """(?<!\\)(?<escape>\\*)(?:\{\{(?!\{)(?>(?:"[^"\r\n]{0,300}"|[^\r\n}"]|\}(?!\})){0,600})\}\}|"""
            + MergeTagSyntax.Pattern
            + """|<<[\p{L}][^<>\r\n]{0,200}>>|\[\[(?:toc|issue:[^\[\]\r\n]{1,200}|mine[ \t]*(?:\|[^\[\]\r\n]{1,200})?)\]\])"""
    )]
    private static partial Regex Pieces();

    // What phones and Windows call a copy: "Library (2).jpg".
    [GeneratedRegex(
        """(?<=!\[[^\]\r\n]{0,300}\]\()(?=[^\r\n"<>]*[ (])[^\s"<>()][^\r\n"<>]{0,200}?\.(?:png|jpe?g|gif|webp|svg|bmp|tiff?|heic|avif)(?=[ \t]*(?:"[^"\r\n]*"|'[^'\r\n]*')?[ \t]*\))""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex PictureNames();

    // Word puts a no-break space behind the sign of a heading or list, where Markdown needs a plain one. Behind * CommonMark has a meaning
    // of its own for it: no emphasis begins there.
    [GeneratedRegex(@"^[ \t>]{0,40}(?:#{1,6}|[-+]|\d{1,9}[.)])\u00A0+", RegexOptions.Multiline)]
    private static partial Regex MarkBeforeHardBlank();

    [GeneratedRegex(@"[\uE000-\uF8FF\u0000-\u0008\u000B\u000C\u000E-\u001F]")]
    private static partial Regex Forbidden();
}

/// <summary>Offsets of matches without allocating them.</summary>
internal static class MatchOffsets
{
    /// <summary>Where each match begins.</summary>
    public static List<int> Offsets(this Regex.ValueMatchEnumerator matches)
    {
        var offsets = new List<int>();
        foreach (var match in matches)
            offsets.Add(match.Index);
        return offsets;
    }
}
