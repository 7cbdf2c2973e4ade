using System.Globalization;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>How much one query may take.</summary>
public sealed record QueryLimits
{
    /// <summary>The default limits.</summary>
    public static readonly QueryLimits Default = new();

    /// <summary>Rows of a result.</summary>
    public int Rows { get; init; } = 100_000;

    /// <summary>Time until it is asked to stop.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after that until it is given up: a few functions do not hear that they should stop.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Memory of the engine, in bytes; of an engine in a process of its own the memory of that process above its start.</summary>
    public long Memory { get; init; } = 1L << 30;

    /// <summary>Bytes of a result: eight for a number, a text as UTF-8.</summary>
    public long ResultBytes { get; init; } = 64L << 20;

    internal QueryException TooMuch() =>
        Costly(string.Create(CultureInfo.InvariantCulture, $"The query needs more than {Memory >> 20} MB of memory."));

    internal QueryException TooLong() =>
        Costly(string.Create(CultureInfo.InvariantCulture, $"The query was stopped after {Time.TotalSeconds:0.#} seconds."));

    internal static QueryException TooLarge(long bytes) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The result of the query is larger than {bytes >> 20} MB."))
        {
            Rule = QueryRules.TooLarge,
            Hint = "Select fewer columns, group or filter: an issue shows a handful of values.",
        };

    private static QueryException Costly(string message) =>
        new(message) { Rule = QueryRules.TooCostly, Hint = "Filter or group earlier, or look for a join without its condition." };
}
