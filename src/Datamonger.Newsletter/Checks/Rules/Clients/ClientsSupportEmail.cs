using System.Collections.Frozen;
using System.Collections.Immutable;
using AngleSharp.Dom;
using Datamonger.Newsletter.Checks.Clients;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Styles;

namespace Datamonger.Newsletter.Checks.Rules.Clients;

/// <summary>The email needs nothing that a client of <c>checks: clients:</c> does not have.</summary>
internal sealed class ClientsSupportEmail : ICheck
{
    private static readonly DiagnosticRule Feature = new("DM546", Severity.Error, "Something that an email client does not have");
    private static readonly DiagnosticRule Part = new("DM589", Severity.Info, "Something that an email client shows in part");
    private static readonly DiagnosticRule Element = new("DM548", Severity.Error, "An element that does not belong in an email");

    private static readonly FrozenSet<string> Forbidden = new[]
    {
        "applet",
        "audio",
        "button",
        "canvas",
        "dialog",
        "embed",
        "fieldset",
        "form",
        "frame",
        "frameset",
        "iframe",
        "input",
        "map",
        "marquee",
        "math",
        "object",
        "script",
        "select",
        "svg",
        "textarea",
        "video",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Feature,
            "CLI-01",
            "Readers who use that client see the email broken or without a part of it.",
            "Do it another way in the template (tables for layout, padding on cells); or leave the client out of clients: under "
                + "checks: in newsletter.yml.",
            "caniemail.com, data of 2025-09-09"
        ),
        new(
            Part,
            "CLI-02, CLI-08",
            "Readers who use that client see it otherwise; Outlook on Windows keeps a ground only where bgcolor says it too.",
            "Look at it in that client, or do it another way in the template; write bgcolor beside background-color.",
            "caniemail.com, data of 2025-09-09"
        ),
        new(
            Element,
            "CLI-03",
            "Most clients drop it, and filters count it against the sender.",
            "Link to a page that has it, or show a picture.",
            "caniemail.com; SpamAssassin on forms and scripts"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var clients = context.Settings.Checks.Clients;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in context.Elements)
        {
            if (Forbidden.Contains(element.LocalName))
            {
                diagnostics.Add(
                    Element,
                    context.PlaceOf(element),
                    $"<{element.LocalName}> does not work in an email.",
                    "Link to a page that has it, or show a picture."
                );
                continue;
            }
            Judge("e:" + element.LocalName, $"<{element.LocalName}>", element);
            foreach (var attribute in element.Attributes)
                Judge("a:" + attribute.Name, $"The attribute {attribute.Name}", element);
            foreach (var declaration in context.Styles.Of(element))
                JudgeDeclaration(declaration, element);
            JudgeGround(element);
            if (element.LocalName == "style")
                JudgeSheet(element.TextContent, element);
        }

        void Judge(string feature, string name, IElement element)
        {
            if (!seen.Add(feature))
                return;
            var without = string.Join(", ", ClientSupport.Without(feature, clients));
            if (without.Length > 0)
                diagnostics.Add(
                    Feature,
                    context.PlaceOf(element),
                    $"{name} is not supported by {without}.",
                    "Do it another way in the template, or allow it here when the email reads well without it."
                );
            else if (string.Join(", ", ClientSupport.WithPart(feature, clients)) is { Length: > 0 } partly)
                diagnostics.Add(
                    Part,
                    context.PlaceOf(element),
                    $"{name} is supported in part by {partly}.",
                    "Look at it there, or do it another way in the template."
                );
        }

        // Once an email: the same part draws most of them.
        void JudgeGround(IElement element)
        {
            if (element.LocalName is not ("td" or "th" or "table") || element.HasAttribute("bgcolor"))
                return;
            if (
                (context.Styles.Of(element, "background-color") ?? context.Styles.Of(element, "background")) is not { } colour
                || Rgb.Parse(colour) is null
                || !seen.Add("bgcolor")
            )
                return;
            diagnostics.Add(
                Part,
                context.PlaceOf(element),
                $"A <{element.LocalName}> has the background {colour} in its style alone, which Outlook on Windows may leave out.",
                $"Write bgcolor=\"{colour}\" on it too."
            );
        }

        void JudgeDeclaration(StyleDeclaration declaration, IElement element)
        {
            var (property, value) = (declaration.Property, declaration.Value);
            if (property.StartsWith("mso-", StringComparison.Ordinal) || property[0] == '-' || !seen.Add($"{property}:{value}"))
                return;
            Judge("p:" + property, $"The property {property}", element);
            Judge($"p:{property}={value}", $"{property}: {value}", element);
            for (var open = value.IndexOf('(', StringComparison.Ordinal); open > 0; open = value.IndexOf('(', open + 1))
            {
                var start = open;
                while (start > 0 && (char.IsAsciiLetter(value[start - 1]) || value[start - 1] == '-'))
                    start--;
                if (start < open)
                    Judge("f:" + value[start..open], $"{value[start..open]}()", element);
            }
            foreach (var part in value.Split([' ', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!char.IsAsciiDigit(part[0]) && part[0] != '.')
                    continue;
                var unit = part.TrimStart("0123456789.".ToCharArray());
                if (unit.Length > 0)
                    Judge("u:" + unit, $"The unit {unit}", element);
            }
        }

        void JudgeSheet(string css, IElement element)
        {
            foreach (var block in CssBlocks.Read(css, static (_, _, _) => { }))
            {
                if (!block.Prelude.StartsWith('@'))
                {
                    JudgeSelector(block.Prelude, element);
                    continue;
                }
                var name = block.Prelude.Split(' ', '(')[0].ToLowerInvariant();
                Judge(name, name, element);
                foreach (var part in block.Prelude.Split('(').Skip(1))
                    Judge($"{name} ({part.Split(':', ')')[0].Trim()})", $"{name} ({part.Split(':', ')')[0].Trim()})", element);
                foreach (var inner in CssBlocks.Read(block.Body, static (_, _, _) => { }))
                    JudgeSelector(inner.Prelude, element);
            }
        }

        void JudgeSelector(string selector, IElement element)
        {
            for (var colon = selector.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = selector.IndexOf(':', colon + 1))
            {
                var end = colon + 1;
                while (end < selector.Length && (char.IsAsciiLetter(selector[end]) || selector[end] is '-' or ':'))
                    end++;
                if (end > colon + 1)
                    Judge(selector[colon..end], selector[colon..end], element);
                colon = end - 1;
            }
        }
    }
}
