using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Emails;

/// <summary>Keeps, while the email is a document, which place of which source file an element comes from.</summary>
public static partial class EmailSource
{
    /// <summary>The attribute that holds the place (<c>path:line:col</c>). Never written out.</summary>
    public const string Attribute = "data-source";

    /// <summary>The place of an element, or of its nearest ancestor that has one; null when it comes from a template.</summary>
    public static SourceLocation? LocationOf(INode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (node is IElement element && element.GetAttribute(Attribute) is { } place)
                return Read(place);
        }
        return null;
    }

    /// <summary>HTML without places, and without the elements that are there for nothing else.</summary>
    internal static string Remove(string html) => Places().Replace(Spans().Replace(html, "${text}"), "");

    /// <summary>The attribute's value for a place.</summary>
    public static string Write(SourceLocation location) => location.ToString();

    /// <summary>The place that an attribute's value names; null when it names none.</summary>
    public static SourceLocation? Read(string place)
    {
        var column = place.LastIndexOf(':');
        var line = column > 0 ? place.LastIndexOf(':', column - 1) : -1;
        return
            line > 0
            && int.TryParse(place.AsSpan(line + 1, column - line - 1), out var lineNumber)
            && int.TryParse(place.AsSpan(column + 1), out var columnNumber)
            ? new SourceLocation(place[..line], lineNumber, columnNumber)
            : null;
    }

    [GeneratedRegex($"<span {Attribute}=\"[^\"]*\">(?<text>[^<]*)</span>")]
    private static partial Regex Spans();

    [GeneratedRegex($" {Attribute}=\"[^\"]*\"(?=[^<>]*>)")]
    private static partial Regex Places();
}
