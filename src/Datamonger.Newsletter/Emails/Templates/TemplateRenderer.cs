using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>
/// Draws the templates of one part of one email. A template that fails is reported at its place and leaves a hole; the rest goes on.
/// </summary>
internal sealed class TemplateRenderer
{
    private readonly TemplateSet _templates;
    private readonly Language _language;
    private readonly DiagnosticBag _diagnostics;
    private readonly TemplateBudget _budget = new();
    private readonly Stack<TemplateRun> _idle = new();
    private readonly ScriptObject _builtins;
    private readonly ScriptObject _shared;
    private readonly string _extension;
    private int _depth;

    /// <param name="templates">The folder.</param>
    /// <param name="extension"><c>.sbn-html</c> or <c>.sbn-txt</c>: what partials of this part end in.</param>
    /// <param name="shared">What every template may read: the newsletter, the theme, the target.</param>
    /// <param name="language">Language of numbers and dates.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public TemplateRenderer(TemplateSet templates, string extension, ScriptObject shared, Language language, DiagnosticBag diagnostics)
    {
        (_templates, _extension, _shared, _language, _diagnostics) = (templates, extension, shared, language, diagnostics);
        _builtins = TemplateBuiltins.Create(language, (caller, name, arguments) => new TrustedHtml(Nested(name, arguments, caller)));
    }

    /// <summary>Draws a partial: <c>partials/&lt;name&gt;</c>.</summary>
    /// <param name="caller">Where the partial is called, for when it is not there.</param>
    public string Partial(string name, ScriptObject arguments, SourceLocation caller) =>
        Render($"partials/{name}{_extension}", arguments, caller);

    /// <summary>The partial of a list; null when there is none of that name.</summary>
    public TemplateFile? FindList(string name) => _templates.Find($"partials/lists/{name}{_extension}");

    /// <summary>The names of the lists that the folder can draw.</summary>
    public string[] Lists =>
        [
            .. _templates
                .Names.Where(name =>
                    name.StartsWith("partials/lists/", StringComparison.Ordinal) && name.EndsWith(_extension, StringComparison.Ordinal)
                )
                .Select(name => name["partials/lists/".Length..^_extension.Length]),
        ];

    /// <summary>Draws a file of the folder.</summary>
    /// <param name="name">Its name in the folder.</param>
    /// <param name="arguments">What it may read besides what is shared.</param>
    /// <param name="caller">What is named when there is no such file.</param>
    public string Render(string name, ScriptObject arguments, SourceLocation caller)
    {
        if (_templates.Find(name) is not { } file)
        {
            _diagnostics.Add(
                EmailRules.NoTemplate,
                caller,
                $"The template {_templates.Folder}/{name} is not there.",
                NearestName.Hint(name, [.. _templates.Names])
            );
            return "";
        }
        if (file.Template.HasErrors)
        {
            foreach (var message in file.Template.Messages.Where(message => message.Type == ParserMessageType.Error))
            {
                _diagnostics.Add(EmailRules.BrokenTemplate, Place(file, message.Span), Sentence(message.Message));
            }
            return "";
        }
        if (_depth >= TemplateBudget.MaximumDepth || ++_budget.Calls > TemplateBudget.MaximumCalls)
        {
            _diagnostics.Add(
                EmailRules.FailedTemplate,
                caller,
                $"The partials call one another too {(_depth >= TemplateBudget.MaximumDepth ? "deeply" : "often")}.",
                "Does one of them call itself?"
            );
            return "";
        }
        _depth++;
        try
        {
            var own = new ScriptObject();
            foreach (var (key, value) in _shared)
                own[key] = value;
            foreach (var (key, value) in arguments)
                own[key] = value;
            // A run is large and can be used again: partials are many. One inside another has its own.
            var run = _idle.TryPop(out var idle) ? idle : new TemplateRun(_builtins, _language, _budget);
            var text = run.Draw(file.Template, own, name.EndsWith(".sbn-html", StringComparison.Ordinal));
            _idle.Push(run);
            return text;
        }
        catch (ScriptRuntimeException e)
        {
            // An error inside a partial has been reported there and reads as empty here; this one is of this file.
            _diagnostics.Add(EmailRules.FailedTemplate, Place(file, e.Span), Sentence(e.OriginalMessage));
            return "";
        }
        finally
        {
            _depth--;
        }
    }

    private string Nested(string name, ScriptObject arguments, ScriptNode caller)
    {
        var at = caller.Span;
        return Partial(name, arguments, new SourceLocation(at.FileName ?? _templates.Folder, at.Start.Line + 1, at.Start.Column + 1));
    }

    private static SourceLocation Place(TemplateFile file, SourceSpan span) =>
        new(file.Source.Path, span.Start.Line + 1, span.Start.Column + 1);

    private static string Sentence(string message) =>
        message.Length == 0 ? "The template failed."
        : message.EndsWith('.') ? message
        : message + ".";
}
