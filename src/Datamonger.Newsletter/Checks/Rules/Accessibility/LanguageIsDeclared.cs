using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Accessibility;

/// <summary>The email says its language and direction, on the page and on the wrapper that survives in webmail.</summary>
internal sealed partial class LanguageIsDeclared : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM530", Severity.Error, "An email that does not say its language");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "A11-01, A11-02",
            "A screen reader pronounces the words by it; webmail drops the html element, so the wrapper must say it too.",
            "In layout.sbn-html: lang on <html>, and role=\"article\" lang dir on the outermost <div>.",
            "axe html-has-lang; Email Markup Consortium"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var root = context.Email.Document.DocumentElement;
        if (root.GetAttribute("lang") is not { } lang || !Tag().IsMatch(lang))
            diagnostics.Add(
                Rule,
                context.PlaceOf(root),
                $"The page says "
                    + $"{(root.HasAttribute("lang") ? $"lang=\"{root.GetAttribute("lang")}\", which is no language" : "no language")}.",
                "Write lang=\"{{ issue.lang }}\" on <html>."
            );
        if (context.Elements.FirstOrDefault(element => element.GetAttribute("role") == "article") is not { } wrapper)
            diagnostics.Add(
                Rule,
                context.PlaceOf(context.Email.Document.Body!),
                "The email has no wrapper with role=\"article\": webmail that drops <html> does not know its language.",
                "Put <div role=\"article\" lang=\"{{ issue.lang }}\" dir=\"{{ issue.dir }}\"> around it."
            );
        else if (!Tag().IsMatch(wrapper.GetAttribute("lang") ?? "") || wrapper.GetAttribute("dir") is not ("ltr" or "rtl" or "auto"))
            diagnostics.Add(
                Rule,
                context.PlaceOf(wrapper),
                "The wrapper of the email does not say its language and direction.",
                "Write lang=\"{{ issue.lang }}\" dir=\"{{ issue.dir }}\" on it."
            );
    }

    [GeneratedRegex("^[a-zA-Z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*$")]
    private static partial Regex Tag();
}
