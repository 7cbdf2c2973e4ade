using System.Collections.Concurrent;
using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Emails.Styles;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>The declarations of <c>style</c> attributes, each attribute read once.</summary>
internal sealed class ElementStyles
{
    private readonly ConcurrentDictionary<string, ImmutableArray<StyleDeclaration>> _byText = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IElement, ImmutableArray<StyleDeclaration>> _byElement = new(ReferenceEqualityComparer.Instance);

    /// <summary>The declarations on an element, in order.</summary>
    public ImmutableArray<StyleDeclaration> Of(IElement element) =>
        _byElement.TryGetValue(element, out var known)
            ? known
            : _byElement[element] = element.GetAttribute("style") is { Length: > 0 } style
                ? _byText.GetOrAdd(style, CssBlocks.Declarations)
                : [];

    /// <summary>The value of a property on an element itself; null when it does not say.</summary>
    public string? Of(IElement element, string property)
    {
        string? value = null;
        foreach (var declaration in Of(element))
        {
            if (declaration.Property == property)
                value = declaration.Value;
        }
        return value;
    }

    /// <summary>The value that an element has or inherits; null when nobody says.</summary>
    public string? Inherited(IElement? element, string property)
    {
        for (; element is not null; element = element.ParentElement)
        {
            if (Of(element, property) is { } value && value != "inherit")
                return value;
        }
        return null;
    }

    /// <summary>A length in CSS pixels; null for another unit.</summary>
    public static double? Pixels(string? value) =>
        value is not null
        && value.EndsWith("px", StringComparison.Ordinal)
        && double.TryParse(
            value.AsSpan(0, value.Length - 2),
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out var pixels
        )
            ? pixels
            : null;
}
