using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>Addresses that stand in a text without any sign of a link (GFM, extended autolinks).</summary>
internal static partial class BareAddresses
{
    private const string Signs = "?!.,:;*_~'\"\u2019\u201D\u00BB\u203A";

    /// <summary>
    /// How many characters at the end of a bare address belong to the sentence: full stops and quotation marks, and brackets that are not
    /// opened in it.
    /// </summary>
    public static int LengthOfSigns(string address)
    {
        var end = address.Length;
        while (end > 0)
        {
            var last = address[end - 1];
            var before = address.AsSpan(0, end);
            var open = last switch
            {
                ')' => '(',
                ']' => '[',
                '}' => '{',
                '>' => '<',
                _ => '\0',
            };
            if (!Signs.Contains(last) && (open == '\0' || before.Count(last) <= before.Count(open)))
                break;
            end--;
        }
        return address.Length - end;
    }

    /// <summary>Makes links of the email addresses in plain text; none inside of a link.</summary>
    public static void Split(LiteralInline literal, MarkdownFile file)
    {
        var text = literal.Content.ToString();
        if (!text.Contains('@', StringComparison.Ordinal) || IsInLink(literal))
            return;
        Inline last = literal;
        var start = 0;
        foreach (Match match in Email().Matches(text))
        {
            Add(text[start..match.Index], start);
            var location = file.Source.LocationAt(literal.Span.Start + match.Index);
            var link = new LinkNode(BoundText.Of("mailto:" + match.Value, location))
            {
                IsBare = true,
                IsClosed = true,
                Span = Span(match.Index, match.Length),
            };
            link.AppendChild(new LiteralInline(match.Value) { Span = link.Span });
            last.InsertAfter(link);
            last = link;
            start = match.Index + match.Length;
        }
        if (start == 0)
            return;
        Add(text[start..], start);
        literal.Remove();

        void Add(string words, int at)
        {
            if (words.Length == 0)
                return;
            var between = new LiteralInline(words) { Span = Span(at, words.Length) };
            last.InsertAfter(between);
            last = between;
        }

        SourceSpan Span(int at, int length) => new(literal.Span.Start + at, literal.Span.Start + at + length - 1);
    }

    private static bool IsInLink(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkNode)
                return true;
        }
        return false;
    }

    [GeneratedRegex(
        @"(?<![A-Za-z0-9._+@/:|*-])[A-Za-z0-9](?:[A-Za-z0-9._+-]*[A-Za-z0-9_+-])?@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w@-])"
    )]
    private static partial Regex Email();
}
