namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>A part of a file of delimited text: whole records, as UTF-8.</summary>
/// <param name="Bytes">Where they stand, from 0 on.</param>
/// <param name="Length">How many bytes of it are theirs.</param>
/// <param name="IsFirst">Whether the header stands in it.</param>
/// <param name="IsLast">Whether the file ends with it.</param>
internal readonly record struct CsvBlock(byte[] Bytes, int Length, bool IsFirst, bool IsLast);
