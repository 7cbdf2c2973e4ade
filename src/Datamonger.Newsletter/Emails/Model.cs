using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails;

/// <summary>Builds what templates read: plain objects and lists, never an object of ours.</summary>
internal static class Model
{
    /// <summary>An object with these members.</summary>
    public static ScriptObject Of(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var model = new ScriptObject();
        foreach (var (name, value) in members)
            model[name] = value;
        return model;
    }

    /// <summary>A list.</summary>
    public static ScriptArray List(IEnumerable<object?> items) => new(items);
}
