namespace Datamonger.Newsletter.Data.Typing;

/// <summary>What a cell looks like on its own, before its column is looked at as a whole.</summary>
internal enum CellKind : byte
{
    Empty,
    Integer,
    Decimal,
    Percent,

    /// <summary>Digits with a zero in front, as codes have them.</summary>
    Code,

    /// <summary><c>2017-03-16</c>.</summary>
    IsoDate,

    /// <summary><c>16/03/2017</c>, day first.</summary>
    DayFirstDate,

    /// <summary><c>2017-03-16 09:30</c>, without a time zone.</summary>
    Timestamp,

    Boolean,
    Text,
}

/// <summary>The kind of a cell and, of a number, its size.</summary>
/// <param name="IntegerDigits">Digits before the point, leading zeros left out.</param>
/// <param name="Scale">Digits behind the point as written: a percent sign does not count.</param>
internal readonly record struct CellShape(CellKind Kind, int IntegerDigits = 0, int Scale = 0);
