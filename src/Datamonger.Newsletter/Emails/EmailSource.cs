using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Emails;

/// <summary>Keeps, while the email is a document, which place of which source file an element comes from.</summary>
public static class EmailSource
{
    /// <summary>The attribute that holds the place (<c>path:line:col</c>). Never written out.</summary>
    public const string Attribute = "data-source";

    /// <summary>The place of an element, or of its nearest ancestor that has one; null when it comes from a template.</summary>
    public static SourceLocation? LocationOf(INode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (node is IElement element && element.GetAttribute(Attribute) is { } place) return Read(place);
        }
        return null;
    }

    /// <summary>The attribute's value for a place.</summary>
    public static string Write(SourceLocation location) => location.ToString();

    /// <summary>The place that an attribute's value names; null when it names none.</summary>
    public static SourceLocation? Read(string place)
    {
        var column = place.LastIndexOf(':');
        var line = column > 0 ? place.LastIndexOf(':', column - 1) : -1;
        return line > 0 && int.TryParse(place.AsSpan(line + 1, column - line - 1), out var lineNumber) && int.TryParse(place.AsSpan(column + 1), out var columnNumber)
            ? new SourceLocation(place[..line], lineNumber, columnNumber)
            : null;
    }
}
