using System.Collections.Immutable;
using System.Text;
using AngleSharp.Css.Parser;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Emails.Styles;

/// <summary>
/// A stylesheet taken apart: rules that can stand on elements, and the rest, which only works from a <c>&lt;style&gt;</c> block
/// (media queries, <c>:hover</c>, and rules behind a comment <c>/* keep */</c>, such as resets for one client).
/// </summary>
internal sealed class StyleSheet
{
    // A link is :link wherever it stands; the others are states and parts that come and go.
    private static readonly ImmutableArray<string> States =
    [
        ":hover",
        ":focus",
        ":active",
        ":visited",
        ":before",
        ":after",
        ":root",
        ":target",
        ":checked",
        ":first-line",
        ":first-letter",
    ];

    private StyleSheet(ImmutableArray<StyleRule> rules, string kept) => (Rules, Kept) = (rules, kept);

    /// <summary>Rules to put on elements, in the order of the sheet.</summary>
    public ImmutableArray<StyleRule> Rules { get; }

    /// <summary>What stays in the <c>&lt;style&gt;</c> block, as written but for comments and blank lines.</summary>
    public string Kept { get; }

    /// <summary>Takes a stylesheet apart.</summary>
    /// <param name="css">The text.</param>
    /// <param name="place">The place of an offset.</param>
    /// <param name="diagnostics">Takes what cannot be used.</param>
    public static StyleSheet Parse(string css, Func<int, SourceLocation> place, DiagnosticBag diagnostics)
    {
        var selectors = new CssSelectorParser();
        var rules = ImmutableArray.CreateBuilder<StyleRule>();
        var kept = new StringBuilder();
        foreach (
            var block in CssBlocks.Read(
                css,
                (offset, message, hint) => diagnostics.Add(EmailRules.BrokenStyle, place(offset), message, hint)
            )
        )
        {
            if (block.Prelude.StartsWith('@'))
            {
                if (
                    block.Prelude.StartsWith("@media", StringComparison.OrdinalIgnoreCase)
                    || block.Prelude.StartsWith("@font-face", StringComparison.OrdinalIgnoreCase)
                )
                {
                    if (block.Body.Contains('@'))
                        diagnostics.Add(
                            EmailRules.BrokenStyle,
                            place(block.Offset),
                            "An at-rule stands inside another.",
                            "Gmail then drops the whole <style> block: write the rules one after the other."
                        );
                    Append(kept, block);
                }
                else if (!block.Prelude.StartsWith("@charset", StringComparison.OrdinalIgnoreCase))
                {
                    diagnostics.Add(
                        EmailRules.BrokenStyle,
                        place(block.Offset),
                        $"{block.Prelude.Split(' ')[0]} does not work in an email.",
                        "Only @media and @font-face do."
                    );
                }
                continue;
            }
            var declarations = CssBlocks.Declarations(block.Body);
            if (declarations.IsEmpty)
                continue;
            // Of a list, each selector stands where it works.
            string[] all = [.. CssBlocks.Split(block.Prelude, ',')];
            string[] states = block.Keep ? all : [.. all.Where(NeedsStyleBlock)];
            if (states.Length > 0)
                Append(kept, states.Length == all.Length ? block : block with { Prelude = string.Join(", ", states) });
            foreach (var text in all.Where(text => !states.Contains(text)))
            {
                if (selectors.ParseSelector(text) is not { } selector)
                {
                    diagnostics.Add(EmailRules.BrokenStyle, place(block.Offset), $"\"{text}\" is not a selector.");
                    continue;
                }
                rules.Add(new StyleRule(KeyOf(text), selector, declarations, rules.Count));
            }
        }
        return new StyleSheet(rules.ToImmutable(), kept.ToString());
    }

    // States and parts that no element has while it lies in the file.
    private static bool NeedsStyleBlock(string selector) =>
        selector.Contains("::", StringComparison.Ordinal)
        || States.Any(state => selector.Contains(state, StringComparison.OrdinalIgnoreCase));

    // The rightmost compound's id, class or tag. Anything unusual is tried on every element.
    private static string KeyOf(string selector)
    {
        if (selector.AsSpan().ContainsAny("[(\\"))
            return "*";
        var compound = selector[(selector.LastIndexOfAny([' ', '>', '+', '~']) + 1)..];
        var colon = compound.IndexOf(':');
        if (colon >= 0)
            compound = compound[..colon];
        var hash = compound.LastIndexOf('#');
        if (hash >= 0)
            return Name(compound, hash);
        var dot = compound.LastIndexOf('.');
        if (dot >= 0)
            return Name(compound, dot);
        return compound.Length == 0 ? "*" : compound.ToLowerInvariant();
    }

    private static string Name(string compound, int start)
    {
        var end = start + 1;
        while (end < compound.Length && compound[end] is not ('.' or '#'))
            end++;
        return compound[start..end];
    }

    private static void Append(StringBuilder kept, CssBlock block)
    {
        kept.Append(string.Join(' ', block.Prelude.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Append(" {");
        var inner = CssBlocks.WithoutComments(block.Body).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
        if (block.Prelude.StartsWith('@'))
            kept.Append('\n').AppendJoin('\n', inner).Append("\n}\n");
        else
            kept.Append(' ').AppendJoin(' ', inner).Append(" }\n");
    }
}
