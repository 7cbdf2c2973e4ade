using System.Globalization;
using System.Text;
using System.Xml;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>The text of an XLSX cell: runs of characters, some of them set above the line.</summary>
/// <param name="Text">All of it.</param>
/// <param name="Plain">Without what is set above the line; null when nothing is.</param>
internal readonly record struct RichText(string Text, string? Plain)
{
    private static readonly string[] Lengths = ["km", "m", "cm", "mm", "ft", "mile"];

    /// <summary>Reads an <c>si</c> or <c>is</c> element and moves to its end. Phonetic hints are no text.</summary>
    public static RichText Read(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return new RichText("", null);
        var depth = reader.Depth;
        var text = "";
        string? plain = null;
        var raised = false;
        while (reader.Next() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            switch (reader.LocalName)
            {
                case "rPh":
                    reader.SkipElement();
                    break;
                case "r":
                    raised = false;
                    break;
                case "vertAlign":
                    raised = reader.Attribute("val") == "superscript";
                    break;
                case "t":
                    var run = Unescape(reader.TextOfElement());
                    if (raised && !IsPowerAfter(text, run))
                        plain ??= text;
                    else if (plain is not null)
                        plain += run;
                    text += run;
                    break;
            }
        }
        return new RichText(text, plain);
    }

    /// <summary>Whether a raised 2 or 3 after this text is part of a unit (km², m³) and no footnote.</summary>
    public static bool IsPowerAfter(string text, string raised) =>
        raised.Trim() is "2" or "3"
        && Lengths.Any(unit =>
            text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
            && (text.Length == unit.Length || !char.IsLetter(text[text.Length - unit.Length - 1]))
        );

    // ECMA-376 part 1, 22.9.2.19: characters that XML cannot hold stand as _x000D_.
    private static string Unescape(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] == '_'
                && i + 6 < text.Length
                && text[i + 1] == 'x'
                && text[i + 6] == '_'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && (code >= ' ' || code is '\t' or '\r' or '\n')
                && !char.IsSurrogate((char)code)
            )
            {
                result.Append((char)code);
                i += 6;
            }
            else
            {
                result.Append(text[i]);
            }
        }
        return result.ToString();
    }
}
