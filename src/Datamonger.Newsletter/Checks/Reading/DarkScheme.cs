using System.Collections.Frozen;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Styles;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>
/// The colours that a dark scheme gives to elements: what the rules under <c>prefers-color-scheme: dark</c> make of them.
/// </summary>
internal sealed class DarkScheme
{
    private readonly Dictionary<IElement, (Rgb? Ink, Rgb? Ground)> _colours = [];

    /// <summary>Reads the style blocks of an email.</summary>
    public DarkScheme(CheckContext context)
    {
        foreach (var style in context.Elements.Where(element => element.LocalName == "style"))
        {
            foreach (var block in CssBlocks.Read(style.TextContent, static (_, _, _) => { }))
            {
                if (
                    !block.Prelude.Contains("prefers-color-scheme", StringComparison.Ordinal)
                    || !block.Prelude.Contains("dark", StringComparison.Ordinal)
                )
                    continue;
                Exists = true;
                Apply(context, StyleSheet.Parse(block.Body, static _ => SourceLocation.StartOf(""), new DiagnosticBag()));
            }
        }
    }

    /// <summary>Whether the email has one.</summary>
    public bool Exists { get; }

    /// <summary>The colours of an element in the dark scheme; null where it leaves them as they are.</summary>
    public (Rgb? Ink, Rgb? Ground) Of(IElement element) => _colours.GetValueOrDefault(element);

    // Rules in the order in which later ones win; only colours matter here.
    private void Apply(CheckContext context, StyleSheet sheet)
    {
        var rules = sheet
            .Rules.Where(rule =>
                rule.Declarations.Any(declaration => declaration.Property is "color" or "background-color" or "background")
            )
            .OrderBy(rule => rule.Selector.Specificity)
            .ThenBy(rule => rule.Order)
            .GroupBy(rule => rule.Key)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var everywhere = rules.GetValueOrDefault("*");
        foreach (var element in context.Elements)
        {
            var matched = new List<StyleRule>();
            Match(element, everywhere, matched);
            Match(element, rules.GetValueOrDefault(element.LocalName), matched);
            if (element.Id is { Length: > 0 } id)
                Match(element, rules.GetValueOrDefault("#" + id), matched);
            if (element.HasAttribute("class"))
            {
                foreach (var name in element.ClassList)
                    Match(element, rules.GetValueOrDefault("." + name), matched);
            }
            if (matched.Count == 0)
                continue;
            var (ink, ground) = _colours.GetValueOrDefault(element);
            foreach (
                var declaration in matched
                    .OrderBy(rule => rule.Selector.Specificity)
                    .ThenBy(rule => rule.Order)
                    .SelectMany(rule => rule.Declarations)
            )
            {
                if (declaration.Property == "color")
                    ink = Rgb.Parse(declaration.Value) ?? ink;
                else if (declaration.Property is "background-color" or "background")
                    ground = Rgb.Parse(declaration.Value) ?? ground;
            }
            _colours[element] = (ink, ground);
        }
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
}
