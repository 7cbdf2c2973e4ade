using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>A function that templates may call. Called without reflection.</summary>
/// <param name="required">Arguments it must get.</param>
/// <param name="most">Arguments it may get.</param>
/// <param name="call">Gets the arguments; those left out are null.</param>
internal sealed class TemplateFunction(int required, int most, Func<TemplateContext, ScriptNode, object?[], object?> call)
    : IScriptCustomFunction
{
    private static readonly ScriptParameterInfo AnyParameter = new(typeof(object), "argument");

    /// <inheritdoc/>
    public int RequiredParameterCount => required;

    /// <inheritdoc/>
    public int ParameterCount => most;

    /// <inheritdoc/>
    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    /// <inheritdoc/>
    public Type ReturnType => typeof(object);

    /// <inheritdoc/>
    public ScriptParameterInfo GetParameterInfo(int index) => AnyParameter;

    /// <inheritdoc/>
    public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement)
    {
        var values = new object?[most];
        for (var i = 0; i < most && i < arguments.Count; i++)
            values[i] = arguments[i];
        return call(context, callerContext!, values);
    }

    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => new(Invoke(context, callerContext, arguments, blockStatement));
}
