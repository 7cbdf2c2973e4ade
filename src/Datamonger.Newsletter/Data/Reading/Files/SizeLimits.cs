namespace Datamonger.Newsletter.Data.Reading.Files;

/// <summary>How large a data file may be: the largest honest files are well below, what harms a machine is well above.</summary>
internal static class SizeLimits
{
    /// <summary>A CSV, JSON or Parquet file, in bytes: 20 million rows of a tidy release take half of it.</summary>
    public const long FileBytes = 1L << 30;

    /// <summary>A workbook as it lies on disk, in bytes.</summary>
    public const long WorkbookBytes = 50L << 20;

    /// <summary>All parts of a workbook unpacked, in bytes.</summary>
    public const long UnpackedBytes = 500L << 20;

    /// <summary>The texts of a workbook that lie in memory while it is read, unpacked, in bytes.</summary>
    public const long SharedTextBytes = 64L << 20;

    /// <summary>
    /// How many times larger than the file its parts may be; asked only above <see cref="RatioFloorBytes"/>, for tiny workbooks pack well.
    /// </summary>
    public const int UnpackedRatio = 100;

    /// <summary>Unpacked size below which the ratio says nothing, in bytes.</summary>
    public const long RatioFloorBytes = 10L << 20;

    /// <summary>Parts of a workbook.</summary>
    public const int WorkbookParts = 5_000;

    /// <summary>The archive's list of its parts, in bytes.</summary>
    public const long DirectoryBytes = 4L << 20;

    /// <summary>One XML tag, or the text up to the next tag, in bytes; a cell of a spreadsheet holds at most 32,767 characters.</summary>
    public const int XmlRunBytes = 1 << 20;

    /// <summary>Elements inside one another.</summary>
    public const int XmlDepth = 64;

    /// <summary>Rows and columns of a sheet, as the formats have them.</summary>
    public const int SheetRows = 1_048_576,
        SheetColumns = 16_384;

    /// <summary>Cells that a file may claim by "the row before, so many times".</summary>
    public const long RepeatedCells = 20_000_000;

    /// <summary>The text of all cells of one sheet, spelt out, in bytes.</summary>
    public const long SheetBytes = 96L << 20;

    /// <summary>
    /// The text of those cells of one sheet that are longer than <see cref="LongText"/>, in bytes: one such text, stored once, fills a
    /// million cells.
    /// </summary>
    public const long LongTextBytes = 16L << 20;

    /// <summary>Bytes above which a cell's text is no value of a table but prose.</summary>
    public const int LongText = 1024;

    /// <summary>Characters of a header cell.</summary>
    public const int HeaderCharacters = 1_000;

    /// <summary>Merged areas of a sheet.</summary>
    public const int MergedAreas = 100_000;

    /// <summary>A line of a text file, in bytes.</summary>
    public const int LineBytes = 16 << 20;

    /// <summary>Findings of one kind that are told one by one; the rest are counted.</summary>
    public const int FindingsOfAKind = 20;
}
