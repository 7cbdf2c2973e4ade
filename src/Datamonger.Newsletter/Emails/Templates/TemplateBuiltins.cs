using Datamonger.Newsletter.Formatting;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>
/// The functions of templates: Scriban's own for strings, lists and numbers, without those that read a clock, draw lots, run text
/// as a template or read files; and a few of ours.
/// </summary>
internal static class TemplateBuiltins
{
    /// <summary>Makes the functions of one drawing.</summary>
    /// <param name="language">Language of numbers and dates.</param>
    /// <param name="partial">Draws a partial by its name.</param>
    public static ScriptObject Create(Language language, Func<ScriptNode, string, ScriptObject, object?> partial)
    {
        var builtins = new ScriptObject();
        foreach (var (name, value) in Known.Value)
            builtins[name] = value;
        builtins["partial"] = new TemplateFunction(
            1,
            2,
            (context, caller, arguments) => partial(caller, Text(arguments[0]), arguments[1] as ScriptObject ?? new ScriptObject())
        );
        builtins["format"] = new TemplateFunction(2, 2, (context, caller, arguments) => Format(caller, arguments, language));
        builtins["period"] = new TemplateFunction(
            1,
            2,
            (_, _, arguments) => arguments[0] is DateOnly from ? Moments.Period(from, arguments[1] as DateOnly?, language) : arguments[0]
        );
        builtins["clock"] = new TemplateFunction(1, 1, (_, _, arguments) => Moments.Clock(arguments[0]));
        builtins["mix"] = new TemplateFunction(
            3,
            3,
            (context, caller, arguments) => Colours.Mix(Text(arguments[0]), Text(arguments[1]), Convert.ToDouble(arguments[2]))
        );
        builtins.IsReadOnly = true;
        return builtins;
    }

    // Scriban's own, which cannot be changed and are shared by all.
    private static readonly Lazy<ScriptObject> Known = new(() =>
    {
        var all = TemplateContext.GetDefaultBuiltinObject();
        var known = new ScriptObject();
        foreach (var name in (ReadOnlySpan<string>)["array", "string", "math", "regex"])
        {
            if (all[name] is not ScriptObject family)
                continue;
            var copy = new ScriptObject();
            foreach (var (key, value) in family)
            {
                if (key is not ("random" or "uuid" or "eval" or "eval_template" or "pad_left" or "pad_right"))
                    copy[key] = value;
            }
            copy.IsReadOnly = true;
            known[name] = copy;
        }
        known["empty"] = all["empty"];
        return known;
    });

    private static string? Format(ScriptNode caller, object?[] arguments, Language language)
    {
        if (!ValueFormat.TryParse(Text(arguments[1]), out var format))
            throw new ScriptRuntimeException(caller.Span, $"\"{arguments[1]}\" is not a format.");
        return format.Format(arguments[0], language) ?? ValueFormat.Plain(arguments[0], language);
    }

    private static string Text(object? value) => value as string ?? value?.ToString() ?? "";
}
