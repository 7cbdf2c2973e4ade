using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>What is wrong with a cell.</summary>
internal enum CellFault
{
    None,

    /// <summary>It holds <c>#N/A</c> or the like.</summary>
    Error,

    /// <summary>It is a formula whose result was not stored.</summary>
    NoStoredValue,

    /// <summary>Its formula reads another file, so that its stored value cannot be checked.</summary>
    ForeignValue,

    /// <summary>Its value is no number, date or text of the format.</summary>
    Unreadable,
}

/// <summary>A cell that holds something.</summary>
/// <param name="Column">1-based.</param>
/// <param name="Text">As in <see cref="RawCell.Text"/>.</param>
/// <param name="Value">As in <see cref="RawCell.Value"/>.</param>
/// <param name="Plain">The text without its superscript characters; null when it has none.</param>
internal readonly record struct SheetCell(int Column, string Text, object? Value, string? Plain = null, CellFault Fault = CellFault.None)
{
    /// <summary>Whether it shows a percentage: its value is the ratio, and its text the percentage that is meant.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Whether a reader of the sheet sees nothing in it.</summary>
    public bool IsBlank => Value is null && Fault == CellFault.None && string.IsNullOrWhiteSpace(Text);
}

/// <summary>A row of a sheet. The scanner fills the same row again and again: it holds until the next step.</summary>
internal sealed class SheetRow
{
    /// <summary>1-based.</summary>
    public int Number { get; set; }

    /// <summary>How many rows in a row are like this one, itself counted.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>Its cells that hold something, in the order of their columns.</summary>
    public List<SheetCell> Cells { get; } = [];

    /// <summary>The cell of a column; null when it holds nothing.</summary>
    public SheetCell? this[int column]
    {
        get
        {
            foreach (var cell in Cells)
            {
                if (cell.Column == column)
                    return cell;
                if (cell.Column > column)
                    break;
            }
            return null;
        }
    }
}

/// <summary>Cells that are merged into one, which holds its value at the top left. All numbers are 1-based and inclusive.</summary>
internal readonly record struct MergedArea(int Top, int Left, int Bottom, int Right);

/// <summary>A sheet of a workbook.</summary>
/// <param name="Position">1-based, as the tabs stand; sheets that only cache another file's are not counted.</param>
/// <param name="Part">What the workbook finds it by.</param>
internal sealed record SheetInfo(string Name, int Position, bool IsHidden, string Part);

/// <summary>A workbook of either format.</summary>
internal interface IWorkbook
{
    /// <summary>Its sheets, in the order of the tabs.</summary>
    IReadOnlyList<SheetInfo> Sheets { get; }

    /// <summary>Rows that hold something, top to bottom; each enumeration reads the file again.</summary>
    IEnumerable<SheetRow> Rows(SheetInfo sheet, CancellationToken cancellationToken);

    /// <summary>The merged areas of a sheet.</summary>
    IReadOnlyList<MergedArea> Merges(SheetInfo sheet, CancellationToken cancellationToken);
}
