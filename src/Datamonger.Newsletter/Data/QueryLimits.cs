namespace Datamonger.Newsletter.Data;

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

    /// <summary>Memory of the engine, in bytes.</summary>
    public long Memory { get; init; } = 1L << 30;
}
