namespace Datamonger.Newsletter.Data.Snapshots.Parquet;

/// <summary>Where the values of one column stand among the bytes of a row group.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="Length">Bytes in all.</param>
/// <param name="DictionaryLength">Bytes of the dictionary in front of them; 0 when there is none.</param>
internal readonly record struct ChunkPlace(int Start, int Length, int DictionaryLength);
