using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Faults;

/// <summary>One thing that goes wrong: its kind, the calls it waits for, and which of them it hits.</summary>
public sealed record Fault
{
    /// <summary>The value of <see cref="Times"/> for a fault that hits every matching call from <see cref="Nth"/> on.</summary>
    public const int Always = int.MaxValue;

    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The HTTP method of the calls it waits for, or <c>*</c>, the default.</summary>
    public string Method { get; init; } = "*";

    /// <summary>
    /// The path after <c>/3.0</c>, such as <c>/campaigns/*/content</c>; <c>*</c> stands for any characters. Default: every path.
    /// </summary>
    public string Path { get; init; } = "*";

    /// <summary>The first matching call that is hit, counted from 1, the default.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many matching calls in a row are hit. Default: 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The <c>Retry-After</c> header of a 429; left out when null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// The delay of <see cref="FaultKind.Late"/> (90 s when null), <see cref="FaultKind.Slow"/> (5 s) and the
    /// absence of <see cref="FaultKind.Refuse"/> (10 s), by the sandbox's clock.
    /// </summary>
    public TimeSpan? After { get; init; }

    /// <summary>
    /// What <see cref="FaultKind.Rewrite"/> does to the content; every mutation of <see cref="ContentMutations.Known"/> when empty.
    /// </summary>
    public ImmutableArray<string> Mutations { get; init; } = [];

    /// <summary>
    /// Reads the form used on the command line: <c>kind [method] [/path] [nth=n] [times=n|always] [retry-after=seconds] [after=seconds]
    /// [mutations=a,b]</c>,
    /// such as <c>lost-response POST /campaigns nth=2</c>.
    /// </summary>
    /// <exception cref="FormatException">The text does not name a fault; the message says which names there are.</exception>
    public static Fault Parse(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var fault = new Fault { Kind = ParseKind(words.FirstOrDefault() ?? "") };
        foreach (var word in words.Skip(1))
            fault =
                word.StartsWith('/') || word == "*" ? fault with { Path = word }
                : word.Contains('=', StringComparison.Ordinal) ? With(fault, word)
                : fault with { Method = word.ToUpperInvariant() };
        return fault;
    }

    internal static Fault FromJson(JsonObject json)
    {
        var fault = new Fault { Kind = ParseKind(json["kind"]?.ToString() ?? "") };
        if (json["method"] is { } method)
            fault = fault with { Method = method.ToString().ToUpperInvariant() };
        if (json["path"] is { } path)
            fault = fault with { Path = path.ToString() };
        foreach (var (name, key) in new[] { ("nth", "nth"), ("times", "times"), ("retry_after", "retry-after"), ("after", "after") })
            if (json[name] is { } value)
                fault = With(fault, $"{key}={value}");
        if (json["mutations"] is JsonArray mutations)
            fault = With(fault, "mutations=" + string.Join(',', mutations.Select(m => m?.ToString())));
        return fault;
    }

    internal JsonObject ToJson() =>
        new()
        {
            ["kind"] = FaultNames.Of(Kind),
            ["method"] = Method,
            ["path"] = Path,
            ["nth"] = Nth,
            ["times"] = Times == Always ? "always" : Times,
            ["retry_after"] = RetryAfter is { } retry ? retry.TotalSeconds : null,
            ["after"] = After is { } after ? after.TotalSeconds : null,
            ["mutations"] = new JsonArray([.. Mutations.Select(m => (JsonNode)m)]),
        };

    private static FaultKind ParseKind(string name) =>
        FaultNames.TryGetKind(name, out var kind)
            ? kind
            : throw new FormatException($"No fault is called ‘{name}’. There are: {string.Join(", ", FaultNames.All)}.");

    private static Fault With(Fault fault, string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = (word[..equals], word[(equals + 1)..]);
        return key switch
        {
            "nth" => fault with { Nth = Whole(key, value) },
            "times" => fault with { Times = value == "always" ? Always : Whole(key, value) },
            "retry-after" => fault with { RetryAfter = Seconds(key, value) },
            "after" => fault with { After = Seconds(key, value) },
            "mutations" => fault with { Mutations = ContentMutations.Parse(value) },
            _ => throw new FormatException($"A fault has no ‘{key}’. There are: nth, times, retry-after, after, mutations."),
        };
    }

    private static int Whole(string key, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"‘{key}’ takes a whole number from 1, not ‘{value}’.");

    private static TimeSpan Seconds(string key, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"‘{key}’ takes seconds, at most a day, not ‘{value}’.");
}
