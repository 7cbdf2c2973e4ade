using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Readers.Workbooks.Ods;
using Datamonger.Newsletter.Data.Readers.Workbooks.Xlsx;

namespace Datamonger.Newsletter.Data.Readers;

/// <summary>The readers of formats that are decoded here and are no delimited text, written out.</summary>
internal static class RawReaders
{
    /// <summary>Asked in order.</summary>
    public static readonly ImmutableArray<IRawReader> All = [new JsonRawReader(), new XlsxRawReader(), new OdsRawReader()];

    /// <summary>The reader of a dataset's format, or null.</summary>
    public static IRawReader? For(Dataset dataset) => All.FirstOrDefault(reader => reader.Reads(dataset));
}
