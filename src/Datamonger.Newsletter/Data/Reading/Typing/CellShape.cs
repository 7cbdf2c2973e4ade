namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>What a cell looks like on its own, before its column is looked at as a whole.</summary>
internal enum CellKind : byte
{
    Empty,
    Integer,
    Decimal,
    Percent,

    /// <summary>An amount of money: <c>£1,234</c>.</summary>
    Amount,

    /// <summary>Digits with a zero in front, as codes have them.</summary>
    Code,

    /// <summary><c>2017-03-16</c>.</summary>
    IsoDate,

    /// <summary><c>16/03/2017</c>, day first.</summary>
    DayFirstDate,

    /// <summary><c>16 March 2017</c>, <c>16-Mar-2017</c>.</summary>
    NamedDate,

    /// <summary><c>16/03/17</c> or <c>16-Mar-17</c>: a day whose century is left out.</summary>
    ShortDate,

    /// <summary><c>03/16/2017</c>, a day only when the month is read first; it is never taken for one.</summary>
    MonthFirstDate,

    /// <summary><c>2017-03-16 09:30</c>, without a time zone or in Universal Time.</summary>
    Timestamp,

    Boolean,
    Text,
}

/// <summary>What a number counts.</summary>
internal enum CellUnit : byte
{
    Plain,
    Percent,
    Pounds,
    Dollars,
    Euros,
}

/// <summary>The kind of a cell and, of a number, its size.</summary>
/// <param name="IntegerDigits">Digits before the point, leading zeros left out.</param>
/// <param name="Scale">Digits behind the point as written: a percent sign does not count.</param>
/// <param name="Unit">Of a number, what it counts.</param>
internal readonly record struct CellShape(CellKind Kind, int IntegerDigits = 0, int Scale = 0, CellUnit Unit = CellUnit.Plain);

/// <summary>A number as a cell means it.</summary>
/// <param name="Value">Of a percentage the ratio: 32% is 0.32.</param>
/// <param name="Unit">What the cell says that it counts.</param>
internal readonly record struct CellNumber(decimal Value, CellUnit Unit);
