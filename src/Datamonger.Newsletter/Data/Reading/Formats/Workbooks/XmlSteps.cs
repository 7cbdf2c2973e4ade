using System.Text;
using System.Xml;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>
/// Steps through XML forwards only, never deeper than a workbook goes. Names are compared without their prefix: writers choose prefixes
/// freely.
/// </summary>
internal static class XmlSteps
{
    /// <summary>Moves to the next node.</summary>
    /// <exception cref="WorkbookException">The elements are nested too deeply.</exception>
    public static bool Next(this XmlReader reader)
    {
        if (!reader.Read())
            return false;
        return reader.Depth <= SizeLimits.XmlDepth
            ? true
            : throw WorkbookException.Unsafe("The workbook's elements are nested too deeply.");
    }

    /// <summary>Moves to the end of the element that the reader is at; content and all.</summary>
    public static void SkipElement(this XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return;
        var depth = reader.Depth;
        while (reader.Next() && reader.Depth > depth) { }
    }

    /// <summary>Whether the node just read is the start of an element.</summary>
    public static bool Starts(this XmlReader reader, string name) => reader.NodeType == XmlNodeType.Element && reader.LocalName == name;

    /// <summary>Whether the node just read is text, blanks included.</summary>
    public static bool IsText(this XmlReader reader) =>
        reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    /// <summary>All text inside the element that the reader is at; moves to its end.</summary>
    public static string TextOfElement(this XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return "";
        var depth = reader.Depth;
        string? only = null;
        StringBuilder? several = null;
        while (reader.Next() && reader.Depth > depth)
        {
            if (!reader.IsText())
                continue;
            if (only is null)
                only = reader.Value;
            else
                (several ??= new StringBuilder(only)).Append(reader.Value);
        }
        return several?.ToString() ?? only ?? "";
    }

    /// <summary>An attribute by its name without prefix; null when there is none.</summary>
    public static string? Attribute(this XmlReader reader, string name)
    {
        if (!reader.HasAttributes)
            return null;
        string? value = null;
        while (value is null && reader.MoveToNextAttribute())
        {
            if (reader.LocalName == name)
                value = reader.Value;
        }
        reader.MoveToElement();
        return value;
    }
}
