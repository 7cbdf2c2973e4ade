using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Loading;

/// <summary>A data file that has been read and typed.</summary>
/// <param name="Dataset">With the hash of its bytes.</param>
/// <param name="Key">Hash of everything its table depends on: the bytes, how they are read, and by which version.</param>
/// <param name="Findings">What is wrong with it.</param>
internal sealed record LoadedDataset(Dataset Dataset, string Key, ImmutableArray<Diagnostic> Findings)
{
    /// <summary>
    /// Its rows, when they are few enough to be held; null when <see cref="SnapshotPath"/> holds them, or it could not be read.
    /// </summary>
    public Table? Table
    {
        get;
        init => (field, UnmatchedAuthorities) = (value, value is null ? [] : AuthorityColumns.Unmatched(value, Dataset.Options));
    }

    /// <summary>Values of its columns of local authorities that name none; those in <see cref="SnapshotPath"/> the engine finds.</summary>
    public ImmutableArray<UnmatchedAuthority> UnmatchedAuthorities { get; private init; } = [];

    /// <summary>The Parquet file that holds its rows, when they are many.</summary>
    public string? SnapshotPath { get; init; }

    /// <summary>Whether a snapshot has a column of binary fractions, whose sum depends on the order in which it is read.</summary>
    public bool HasFractions { get; init; }

    /// <summary>Whether there is a table at all.</summary>
    public bool IsReadable => Table is not null || SnapshotPath is not null;
}
