using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Charts;

/// <summary>What can be wrong with a chart.</summary>
public static class ChartRules
{
    /// <summary>A column that the query does not have.</summary>
    public static readonly DiagnosticRule UnknownColumn = new("DM301", Severity.Error, "A column that the query does not have");

    /// <summary>A kind of chart that is not known.</summary>
    public static readonly DiagnosticRule UnknownKind = new("DM302", Severity.Error, "An unknown kind of chart");

    /// <summary>A column of text where numbers are drawn.</summary>
    public static readonly DiagnosticRule NotNumeric = new("DM304", Severity.Error, "A column that holds no numbers");

    /// <summary>Nothing to draw.</summary>
    public static readonly DiagnosticRule NoData = new("DM305", Severity.Error, "A chart without data");

    /// <summary>More series than can be told apart.</summary>
    public static readonly DiagnosticRule TooManySeries = new("DM306", Severity.Error, "More series than can be told apart");

    /// <summary>The same place twice.</summary>
    public static readonly DiagnosticRule DuplicateX = new("DM307", Severity.Error, "Two values for one place");

    /// <summary>Negative values in parts of a whole.</summary>
    public static readonly DiagnosticRule Negative = new("DM308", Severity.Error, "Negative values where parts make a whole");

    /// <summary>NaN or an infinity.</summary>
    public static readonly DiagnosticRule NotFinite = new("DM309", Severity.Error, "A value that is not a finite number");

    /// <summary>A missing value, and no word on what to do about it.</summary>
    public static readonly DiagnosticRule MissingValue = new("DM310", Severity.Error, "A missing value");

    /// <summary>A name to highlight or refer to that is not drawn.</summary>
    public static readonly DiagnosticRule UnknownValue = new("DM311", Severity.Error, "A name that the chart does not show");

    /// <summary>A character without a glyph.</summary>
    public static readonly DiagnosticRule MissingGlyph = new("DM312", Severity.Error, "A character that the charts' font does not have");

    /// <summary>More marks than can be read.</summary>
    public static readonly DiagnosticRule TooManyMarks = new("DM313", Severity.Error, "More marks than can be read");

    /// <summary>A name that had to be cut.</summary>
    public static readonly DiagnosticRule LongNames = new("DM314", Severity.Warning, "Names that do not fit");

    /// <summary>Values outside the range asked for.</summary>
    public static readonly DiagnosticRule OutsideRange = new("DM315", Severity.Error, "Values outside the range of the axis");

    /// <summary>A chart that cannot be drawn as table cells.</summary>
    public static readonly DiagnosticRule NoCells = new("DM316", Severity.Warning, "A chart that cannot be drawn as table cells");

    /// <summary>A width or height that makes no readable picture.</summary>
    public static readonly DiagnosticRule BadSize = new("DM317", Severity.Error, "A size that makes no readable picture");

    /// <summary>A colour that is hard to see.</summary>
    public static readonly DiagnosticRule FaintColour = new("DM318", Severity.Warning, "A colour that is hard to see on the ground");

    /// <summary>A value that a key cannot take.</summary>
    public static readonly DiagnosticRule BadValue = new("DM319", Severity.Error, "A value that the chart cannot use");

    /// <summary>Different values that are printed alike.</summary>
    public static readonly DiagnosticRule FormatTooCoarse = new("DM320", Severity.Warning, "A format that hides the values");

    /// <summary>
    /// Bars that stand neither by their values nor by their names, in a chart that asks for the order of the rows, of a query that gives
    /// none.
    /// </summary>
    public static readonly DiagnosticRule NoOrder = new("DM322", Severity.Info, "Bars in no order");

    /// <summary>A value beyond what a chart can print exactly.</summary>
    public static readonly DiagnosticRule TooLarge = new("DM323", Severity.Error, "A value too large to draw");

    /// <summary>A series of which every value is missing.</summary>
    public static readonly DiagnosticRule EmptySeries = new("DM324", Severity.Warning, "A series without values");

    /// <summary>A picture in which the texts leave no room for the marks.</summary>
    public static readonly DiagnosticRule NoRoom = new("DM325", Severity.Error, "A picture too small for its texts");

    /// <summary>A name that finds no place where it covers nothing.</summary>
    public static readonly DiagnosticRule LeftOut = new("DM326", Severity.Warning, "A name that has no room");

    /// <summary>An area that the map of the day does not have.</summary>
    public static readonly DiagnosticRule OffTheMap = new("DM327", Severity.Error, "An area that is not on the map");

    /// <summary>A funnel outside of which a third of the areas lie.</summary>
    public static readonly DiagnosticRule WideScatter = new("DM328", Severity.Warning, "Limits that do not describe the areas");

    /// <summary>Too few values to show how they spread.</summary>
    public static readonly DiagnosticRule TooFewValues = new("DM321", Severity.Error, "Fewer values than the chart needs");
}
