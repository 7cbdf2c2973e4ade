using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>What the gate found in a query before it ran.</summary>
/// <param name="Tables">The tables it reads, by the names it uses; a name may stand more than once.</param>
/// <param name="Problems">Why it must not run; empty when it may.</param>
/// <param name="IsOrderFree">Whether its rows are the same whatever order the engine reads in, so that more than one thread may
/// read.</param>
internal sealed record SqlAnalysis(ImmutableArray<TableReference> Tables, ImmutableArray<SqlProblem> Problems, bool IsOrderFree)
{
    /// <summary>Its syntax tree as the engine wrote it; empty when it may not run.</summary>
    public string Tree { get; init; } = "";

    /// <summary>What the columns of its result are made of.</summary>
    public SqlLineage Lineage { get; init; } = SqlLineage.Unknown;

    /// <summary>The columns that it reads.</summary>
    public SqlColumns Columns { get; init; } = SqlColumns.Unknown;

    /// <summary>Whether its author says in which order its rows come.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether it takes so many rows (LIMIT) without saying which come first.</summary>
    public bool TakesSomeRows { get; init; }

    /// <summary>Whether the query may run.</summary>
    public bool IsAllowed => Problems.IsEmpty;
}

/// <summary>A table that a query reads.</summary>
/// <param name="Line">1-based inside the SQL.</param>
/// <param name="Column">1-based inside the SQL, in UTF-16 units.</param>
internal readonly record struct TableReference(string Name, int Line, int Column);

/// <summary>Something a query must not do.</summary>
/// <param name="Line">1-based inside the SQL.</param>
/// <param name="Column">1-based inside the SQL, in UTF-16 units.</param>
internal sealed record SqlProblem(DiagnosticRule Rule, int Line, int Column, string Message, string? Hint = null);
