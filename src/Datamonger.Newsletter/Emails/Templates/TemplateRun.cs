using System.Collections;
using System.Globalization;
using Datamonger.Newsletter.Emails.Tags;
using Datamonger.Newsletter.Formatting;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;
using Scriban.Syntax;

namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>
/// Draws templates, one after another. Every value they print is escaped but <see cref="TrustedHtml"/>; each sees its arguments and
/// nothing else, no .NET object and no clock, and cannot run without end.
/// </summary>
internal sealed class TemplateRun : TemplateContext
{
    private readonly Language _language;
    private readonly TemplateBudget _budget;
    private bool _isHtml;

    public TemplateRun(ScriptObject builtins, Language language, TemplateBudget budget)
        : base(builtins)
    {
        (_language, _budget) = (language, budget);
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        LoopLimit = 10_000;
        LoopLimitQueryable = 10_000;
        RecursiveLimit = 50;
        ObjectRecursionLimit = 20;
        LimitToString = 2 * 1024 * 1024;
        OutputLimit = TemplateBudget.MaximumOutput;
        RegexTimeOut = TimeSpan.FromMilliseconds(200);
        NewLine = "\n";
        AutoIndent = false;
        PushCulture(CultureInfo.InvariantCulture);
    }

    /// <summary>Draws a template. When it fails, this is of no more use.</summary>
    /// <param name="arguments">What it may read.</param>
    /// <param name="isHtml">Whether values are escaped.</param>
    public string Draw(Template template, ScriptObject arguments, bool isHtml)
    {
        _isHtml = isHtml;
        PushGlobal(arguments);
        var text = template.Render(this);
        PopGlobal();
        return text;
    }

    /// <inheritdoc/>
    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (textAsObject is null)
            return this;
        if (textAsObject is TrustedHtml html)
            return Count(span, html.Value);
        var value = Text(textAsObject);
        if (value.Length > TemplateBudget.MaximumText)
            throw new ScriptRuntimeException(
                span,
                $"This value is {value.Length / 1024:#,0} KB long; a template writes at most {TemplateBudget.MaximumText / 1024} KB of one."
            );
        var text = MergeTagMask.Blunt(value);
        return Count(span, _isHtml ? HtmlText.Escape(text) : text);
    }

    // Functions that call themselves twice are no loop, and double their work with every level.
    /// <inheritdoc/>
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (++_budget.Nodes > TemplateBudget.MaximumNodes)
            throw new ScriptRuntimeException(scriptNode?.Span ?? default, "The templates of this email compute too much.");
        return base.Evaluate(scriptNode, aliasReturnedFunction);
    }

    /// <inheritdoc/>
    protected override bool OnStepLoop(ScriptLoopStatementBase loop)
    {
        if (++_budget.Steps > TemplateBudget.MaximumSteps)
            throw new ScriptRuntimeException(loop.Span, "The templates of this email loop too often.");
        return base.OnStepLoop(loop);
    }

    /// <inheritdoc/>
    protected override IObjectAccessor? GetMemberAccessorImpl(object target) =>
        target is IScriptObject or string or IList ? base.GetMemberAccessorImpl(target) : NullAccessor.Default;

    /// <inheritdoc/>
    public override bool ToBool(SourceSpan span, object? value) =>
        value switch
        {
            TrustedHtml html => !html.IsEmpty,
            DateOnly or DateTime => true,
            _ => base.ToBool(span, value),
        };

    private string Text(object value) =>
        value switch
        {
            string text => text,
            bool or DateOnly or DateTime or decimal => ValueFormat.Plain(value, _language) ?? "",
            _ => ObjectToString(value, false) ?? "",
        };

    private TemplateRun Count(SourceSpan span, string text)
    {
        _budget.Output += text.Length;
        if (_budget.Output > TemplateBudget.MaximumOutput)
            throw new ScriptRuntimeException(span, "The templates of this email write too much.");
        Write(text);
        return this;
    }
}
