using System.Collections.Immutable;
using System.Text;
using AngleSharp.Css;
using AngleSharp.Dom;

namespace Datamonger.Newsletter.Emails.Styles;

/// <summary>
/// Puts the rules of a stylesheet on the elements they match, in the order of the cascade and as they are written: no value is
/// computed and nothing is inherited. Several clients drop <c>&lt;style&gt;</c>, or all of it from a clipped message.
/// </summary>
internal static class CssInliner
{
    /// <summary>
    /// Changes a document: <c>style</c> attributes, <c>bgcolor</c> beside a background colour, and no class that nothing refers to.
    /// </summary>
    public static void Inline(IDocument document, StyleSheet sheet)
    {
        var byKey = sheet
            .Rules.GroupBy(rule => rule.Key)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var everywhere = byKey.GetValueOrDefault("*") ?? [];
        var keptClasses = ClassesIn(sheet.Kept);
        var matched = new List<StyleRule>();
        var cascade = new Cascade();
        foreach (var element in document.All)
        {
            if (element.LocalName is "head" or "meta" or "title" or "style" or "html")
                continue;
            matched.Clear();
            Match(element, everywhere, matched);
            Match(element, byKey.GetValueOrDefault(element.LocalName), matched);
            if (element.Id is { Length: > 0 } id)
                Match(element, byKey.GetValueOrDefault("#" + id), matched);
            if (element.HasAttribute("class"))
            {
                foreach (var name in element.ClassList)
                    Match(element, byKey.GetValueOrDefault("." + name), matched);
            }
            if (matched.Count == 0 && !element.HasAttribute("style"))
                continue;
            cascade.Resolve(matched, element.GetAttribute("style"));
            if (cascade.Text is { Length: > 0 } style)
                element.SetAttribute("style", style);
            if (
                cascade.Background is { } colour
                && element.LocalName is "table" or "td" or "th" or "tr" or "body"
                && !element.HasAttribute("bgcolor")
            )
                element.SetAttribute("bgcolor", colour);
        }
        // Last, because a selector may ask for the class of an element further up.
        foreach (var element in document.All.Where(element => element.HasAttribute("class")))
            KeepClasses(element, keptClasses);
    }

    private static void Match(IElement element, StyleRule[]? rules, List<StyleRule> matched)
    {
        if (rules is null)
            return;
        foreach (var rule in rules)
        {
            if (rule.Selector.Match(element, null))
                matched.Add(rule);
        }
    }

    private static void KeepClasses(IElement element, HashSet<string> kept)
    {
        string[] left = [.. element.ClassList.Where(kept.Contains)];
        if (left.Length == element.ClassList.Length)
            return;
        if (left.Length == 0)
            element.RemoveAttribute("class");
        else
            element.SetAttribute("class", string.Join(' ', left));
    }

    private static HashSet<string> ClassesIn(string css)
    {
        var classes = new HashSet<string>(StringComparer.Ordinal);
        for (var dot = css.IndexOf('.'); dot >= 0; dot = css.IndexOf('.', dot + 1))
        {
            var end = dot + 1;
            while (end < css.Length && (char.IsAsciiLetterOrDigit(css[end]) || css[end] is '-' or '_'))
                end++;
            if (end > dot + 1)
                classes.Add(css[(dot + 1)..end]);
        }
        return classes;
    }

    /// <summary>The declarations of one element in the order in which later ones win. Used again for each element.</summary>
    private sealed class Cascade
    {
        private readonly List<StyleDeclaration> _declarations = [];
        private readonly StringBuilder _text = new();

        public string Text { get; private set; } = "";

        public string? Background { get; private set; }

        public void Resolve(List<StyleRule> rules, string? own)
        {
            _declarations.Clear();
            rules.Sort(
                static (a, b) =>
                    a.Selector.Specificity.CompareTo(b.Selector.Specificity) is not 0 and var by ? by : a.Order.CompareTo(b.Order)
            );
            ImmutableArray<StyleDeclaration> inline = own is null ? [] : CssBlocks.Declarations(own);
            // Important declarations win over all others, the element's own over those of rules; then all are written without the
            // word, which Outlook does not read in a style attribute and which the dark scheme could not override.
            foreach (var important in (ReadOnlySpan<bool>)[false, true])
            {
                foreach (var rule in rules)
                    Add(rule.Declarations, important);
                Add(inline, important);
            }
            Write();
        }

        private void Add(ImmutableArray<StyleDeclaration> declarations, bool important)
        {
            var before = _declarations.Count;
            foreach (var declaration in declarations)
            {
                if (declaration.IsImportant != important)
                    continue;
                // Twice in one rule is a fallback for clients that do not know the second value: both stay.
                for (var i = before - 1; i >= 0; i--)
                {
                    if (!Covers(declaration.Property, _declarations[i].Property))
                        continue;
                    _declarations.RemoveAt(i);
                    before--;
                }
                _declarations.Add(declaration);
            }
        }

        // A later shorthand sets all its longhands, so an earlier longhand says nothing any more.
        private static bool Covers(string later, string earlier) =>
            earlier == later
            || (
                later is "margin" or "padding" or "background" or "font" or "border"
                && earlier.StartsWith(later, StringComparison.Ordinal)
                && earlier[later.Length] == '-'
                && earlier is not ("border-collapse" or "border-spacing" or "border-radius")
            );

        private void Write()
        {
            _text.Clear();
            Background = null;
            foreach (var declaration in _declarations)
            {
                if (_text.Length > 0)
                    _text.Append(';');
                _text.Append(declaration.Property).Append(':').Append(declaration.Value);
                if (declaration.Property is "background-color" or "background" && declaration.Value is ['#', _, _, _, _, _, _])
                    Background = declaration.Value;
            }
            Text = _text.ToString();
        }
    }
}
