namespace Datamonger.Newsletter.Data.Snapshots.Parquet;

/// <summary>A column of a file that is written.</summary>
/// <param name="Name">Its name, which no other has.</param>
/// <param name="Type">How its values are held.</param>
internal sealed record ParquetField(string Name, ParquetType Type);
