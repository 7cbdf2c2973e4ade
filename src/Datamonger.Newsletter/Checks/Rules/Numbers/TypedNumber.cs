namespace Datamonger.Newsletter.Checks.Rules.Numbers;

/// <summary>What a number in a text says it is.</summary>
internal enum NumberUnit
{
    /// <summary>11,460</summary>
    None,

    /// <summary>32%, 32 per cent</summary>
    Percent,

    /// <summary>32 percentage points</summary>
    Points,

    /// <summary>£5</summary>
    Currency,

    /// <summary>3rd</summary>
    Ordinal,

    /// <summary>3.8 times</summary>
    Times,

    /// <summary>a third, one in five, ½</summary>
    Share,
}

/// <summary>A number that stands in a passage as digits or words.</summary>
/// <param name="Start">Where it begins in the passage.</param>
/// <param name="Text">As it stands there, with its sign and unit.</param>
/// <param name="Value">Without its scale: 1.2 of "1.2 million".</param>
/// <param name="Decimals">Decimals printed.</param>
/// <param name="Scale">A thousand for "1.2k".</param>
internal sealed record TypedNumber(int Start, string Text, decimal Value, int Decimals, NumberUnit Unit, decimal Scale)
{
    /// <summary>Whether it is written in words.</summary>
    public bool InWords { get; init; }

    /// <summary>
    /// Whether it is a word of ordinary prose (two to ten), which is a figure only where the data say the same of what the sentence is
    /// about.
    /// </summary>
    public bool IsCommonWord { get; init; }
}
