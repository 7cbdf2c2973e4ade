using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Emails.Tags;

/// <summary>
/// Takes merge tags through Markdown, HTML and templates: each becomes a word of letters and digits that none of them touches, and
/// comes back byte for byte at the end. The word has a random part for each run, so that no data can forge it. Whatever else would
/// read as a tag at the end came from somewhere that may not write one, and is broken.
/// </summary>
internal sealed class MergeTagMask
{
    private readonly NumberedWords _words;
    private readonly List<MergeTag> _tags;
    private readonly Lock _gate = new();

    public MergeTagMask()
        : this(new NumberedWords("mt" + RandomNumberGenerator.GetHexString(20, lowercase: true) + "n"), []) { }

    private MergeTagMask(NumberedWords words, List<MergeTag> tags) => (_words, _tags) = (words, tags);

    /// <summary>A mask that knows all tags of this one; new tags of either are unknown to the other.</summary>
    public MergeTagMask Fork()
    {
        lock (_gate)
            return new MergeTagMask(_words, [.. _tags]);
    }

    /// <summary>The word that stands for a tag.</summary>
    public string Mask(MergeTag tag)
    {
        lock (_gate)
        {
            _tags.Add(tag);
            return _words[_tags.Count - 1];
        }
    }

    /// <summary>A text of an author or a template with each tag in it masked.</summary>
    /// <param name="text">The text; not one that comes from data.</param>
    /// <param name="place">The place of an offset of <paramref name="text"/>.</param>
    public string MaskIn(string text, Func<int, SourceLocation> place) =>
        text.Contains("*|", StringComparison.Ordinal)
            ? MergeTagSyntax.Tag().Replace(text, match => Mask(new MergeTag(match.Value, place(match.Index))))
            : text;

    /// <summary>Whether a word stands anywhere in a text.</summary>
    public bool IsIn(string text) => text.Contains(_words.Prefix, StringComparison.Ordinal);

    /// <summary>A text as it goes out: what only looks like a tag is broken, words become their tags.</summary>
    /// <param name="text">The finished part.</param>
    /// <param name="used">Takes the tags in their order.</param>
    public string Unmask(string text, ICollection<MergeTag>? used = null) =>
        Replace(
            Break(text),
            tag =>
            {
                used?.Add(tag);
                return tag.Text;
            }
        );

    /// <summary>A text with each word replaced by what is made of its tag.</summary>
    public string Replace(string text, Func<MergeTag, string> replacement) =>
        _words.Replace(text, number => TagOf(number) is { } tag ? replacement(tag) : null);

    /// <summary>The tag whose word begins at an offset; null when none does.</summary>
    public MergeTag? TagAt(string text, int offset, out int length) =>
        _words.NumberAt(text, offset, out length) is { } number ? TagOf(number) : null;

    /// <summary>A text cut at its words, each of them the tag that it stands for.</summary>
    public ImmutableArray<MergeTagToken> Tokens(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<MergeTagToken>();
        var (written, at) = (0, 0);
        for (; (at = IndexOf(text, at)) >= 0; at++)
        {
            if (TagAt(text, at, out var length) is not { } tag)
                continue;
            if (at > written)
                tokens.Add(new MergeTagToken(text[written..at], written, at - written, IsTag: false));
            tokens.Add(new MergeTagToken(tag.Name, at, length, IsTag: true));
            written = at + length;
        }
        if (written < text.Length)
            tokens.Add(new MergeTagToken(text[written..], written, text.Length - written, IsTag: false));
        return tokens.ToImmutable();
    }

    /// <summary>Where the next word begins from an offset on; -1 when there is none.</summary>
    public int IndexOf(string text, int from) => text.IndexOf(_words.Prefix, from, StringComparison.Ordinal);

    /// <summary>Whether a text holds a delimiter of a merge tag.</summary>
    public static bool HasDelimiter(string text) =>
        text.Contains("*|", StringComparison.Ordinal) || text.Contains("|*", StringComparison.Ordinal);

    /// <summary>
    /// A text in which no delimiter of a merge tag is left: the bar becomes a look-alike, U+2502, so that a reader sees what was meant.
    /// </summary>
    public static string Blunt(string text) =>
        HasDelimiter(text) ? text.Replace("*|", "*│", StringComparison.Ordinal).Replace("|*", "│*", StringComparison.Ordinal) : text;

    private MergeTag? TagOf(int number)
    {
        lock (_gate)
            return number < _tags.Count ? _tags[number] : null;
    }

    // A bar beside a word would make a delimiter with the star of the tag that comes back.
    private string Break(string text)
    {
        text = Blunt(text);
        if (!IsIn(text))
            return text;
        text = text.Replace("|" + _words.Prefix, "│" + _words.Prefix, StringComparison.Ordinal);
        return text.Contains(NumberedWords.End + "|", StringComparison.Ordinal)
            ? Regex.Replace(
                text,
                $@"({_words.Prefix}\d+{NumberedWords.End})\|",
                "$1│",
                RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1)
            )
            : text;
    }
}
