namespace Datamonger.Newsletter.Data.Reading.Files;

/// <summary>Formats that data come in and that are not read, each with what to do about it.</summary>
internal static class OtherFormats
{
    /// <summary>Why a file is not read, and what makes it readable; null when it is nothing that data come in.</summary>
    /// <param name="name">The file's name.</param>
    public static (string What, string Hint)? Find(string name) =>
        Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".xlsm" or ".xltm" => ("may hold macros, and is not opened", "Save it as .xlsx."),
            ".xls" or ".xlt" => ("is in the format of Excel 97, which is not read", "Save it as .xlsx or .ods."),
            ".xlsb" => ("is in Excel's binary format, which is not read", "Save it as .xlsx."),
            ".fods" => ("is OpenDocument in one piece, which is not read", "Save it as .ods."),
            ".zip" or ".gz" or ".7z" or ".rar" or ".bz2" or ".xz" or ".zst" or ".tar" or ".tgz" => (
                "is packed, and is not unpacked here",
                "Unpack it, and look at what was in it."
            ),
            ".geojson" or ".shp" or ".gpkg" or ".kml" or ".topojson" => (
                "is a map, which is not read",
                "Export the properties of its areas as CSV."
            ),
            ".sqlite" or ".sqlite3" or ".db" or ".duckdb" or ".mdb" or ".accdb" => (
                "is a database, which is not read",
                "Export the table as CSV or Parquet, or name the database under sources: in newsletter.yml."
            ),
            ".dta" or ".sav" or ".sas7bdat" or ".rds" or ".feather" or ".arrow" => (
                "is in a format of other programs, which is not read",
                "Export it as CSV or Parquet."
            ),
            _ => null,
        };
}
