using System.Collections.Immutable;
using AngleSharp.Css.Dom;

namespace Datamonger.Newsletter.Emails.Styles;

/// <summary>One declaration, its value as written.</summary>
/// <param name="Property">In lower case.</param>
/// <param name="IsImportant">Whether it ended in <c>!important</c> (which is not part of <paramref name="Value"/>).</param>
internal readonly record struct StyleDeclaration(string Property, string Value, bool IsImportant);

/// <summary>One selector with its declarations. A rule with a list of selectors is one of these for each.</summary>
/// <param name="Key">What the rightmost part of the selector asks for: <c>.class</c>, <c>#id</c>, <c>tag</c> or <c>*</c>; narrows what has
/// to be matched.</param>
/// <param name="Order">Its place in the sheet.</param>
internal sealed record StyleRule(string Key, ISelector Selector, ImmutableArray<StyleDeclaration> Declarations, int Order);
