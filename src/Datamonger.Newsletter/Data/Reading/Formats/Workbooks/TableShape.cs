using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>Where in a sheet its table is.</summary>
/// <param name="Header">One name a column, cleaned; not yet unique.</param>
/// <param name="Columns">Columns of the sheet, 1-based, in order.</param>
/// <param name="FirstRow">First row of data.</param>
/// <param name="LastRow">Last row of data; below <paramref name="FirstRow"/> when there is none.</param>
internal sealed record TableShape(ImmutableArray<string> Header, ImmutableArray<int> Columns, int FirstRow, int LastRow);

/// <summary>Where a table begins, before its extent is known.</summary>
/// <param name="HeaderTop">First row of the header.</param>
/// <param name="Left">First column that may belong to it.</param>
/// <param name="Right">Last column that may belong to it.</param>
/// <param name="Bottom">Last row that may belong to it.</param>
/// <param name="IsClosed">Whether the end was said, so that none need be found.</param>
internal readonly record struct TableStart(int HeaderTop, int Left, int Right, int Bottom, bool IsClosed);
