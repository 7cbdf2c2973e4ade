using System.Collections.Frozen;

namespace Datamonger.Mailchimp.Sandbox.Faults;

/// <summary>The names of the fault kinds in the control endpoint and on the command line.</summary>
public static class FaultNames
{
    private static readonly FrozenDictionary<string, FaultKind> Kinds = new Dictionary<string, FaultKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["refuse"] = FaultKind.Refuse,
        ["429"] = FaultKind.TooManyRequests,
        ["400"] = FaultKind.BadRequest,
        ["500-before"] = FaultKind.ServerErrorBefore,
        ["500-after"] = FaultKind.ServerErrorAfter,
        ["502-html-before"] = FaultKind.BadGatewayBefore,
        ["502-html-after"] = FaultKind.BadGatewayAfter,
        ["hang"] = FaultKind.Hang,
        ["lost-request"] = FaultKind.LostRequest,
        ["lost-response"] = FaultKind.LostResponse,
        ["duplicate"] = FaultKind.Duplicate,
        ["late"] = FaultKind.Late,
        ["truncated"] = FaultKind.Truncated,
        ["bad-json"] = FaultKind.BadJson,
        ["html-200"] = FaultKind.HtmlOk,
        ["html-403"] = FaultKind.HtmlForbidden,
        ["empty-200"] = FaultKind.EmptyOk,
        ["wrong-type"] = FaultKind.WrongType,
        ["slow"] = FaultKind.Slow,
        ["rewrite"] = FaultKind.Rewrite,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<FaultKind, string> Names = Kinds.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every name, in alphabetical order.</summary>
    public static IEnumerable<string> All => Kinds.Keys.Order(StringComparer.Ordinal);

    /// <summary>The name of a kind, such as <c>500-after</c>.</summary>
    public static string Of(FaultKind kind) => Names[kind];

    /// <summary>Finds a kind by its name; upper and lower case are the same.</summary>
    public static bool TryGetKind(string name, out FaultKind kind) => Kinds.TryGetValue(name, out kind);
}
