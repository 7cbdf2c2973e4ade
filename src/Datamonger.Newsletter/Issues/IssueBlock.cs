using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Issues;

/// <summary>A block of an issue that is more than Markdown: a query, chart, table or list.</summary>
/// <remarks>Compared by identity: two equal fences are two blocks.</remarks>
public abstract class IssueBlock(SourceLocation location)
{
    /// <summary>Where its fence stands.</summary>
    public SourceLocation Location { get; } = location;
}

/// <summary>A named query: a fence <c>sql name</c>, or a <c>.sql</c> file beside the issue.</summary>
public sealed class QueryBlock(string name, string sql, SourceLocation location, SourceLocation sqlLocation) : IssueBlock(location)
{
    /// <summary>The table's name for figures, charts and later queries.</summary>
    public string Name { get; } = name;

    /// <summary>The SQL without its option lines.</summary>
    public string Sql { get; } = sql;

    /// <summary>Where line 1, column 1 of <see cref="Sql"/> stands in the file.</summary>
    public SourceLocation SqlLocation { get; } = sqlLocation;

    /// <summary>The name of the source it runs on; null is the embedded engine.</summary>
    public string? Source { get; init; }

    /// <summary>Where <see cref="Source"/> stands.</summary>
    public SourceLocation SourceOptionLocation { get; init; }

    /// <summary>How long a source's answer may be used again; null is never.</summary>
    public TimeSpan? CacheFor { get; init; }

    /// <summary>The column whose values name the rows in <c>name["Lambeth"]</c>; null when there is none.</summary>
    public string? Key { get; init; }

    /// <summary>Where <see cref="Key"/> stands.</summary>
    public SourceLocation KeyLocation { get; init; }

    /// <summary>What must hold of its result.</summary>
    public ImmutableArray<Expectation> Expectations { get; init; } = [];

    /// <summary>Whether it may come back empty.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>Columns that suppression is applied to (<c>--| suppress: col by group, col</c>).</summary>
    public ImmutableArray<SuppressedColumn> Suppress { get; init; } = [];

    /// <summary>Where <see cref="Suppress"/> stands.</summary>
    public SourceLocation SuppressLocation { get; init; }

    /// <summary>Columns that hold the base of shares (<c>--| base: col</c>), for disclosure control.</summary>
    public ImmutableArray<string> Bases { get; init; } = [];

    /// <summary>Whether its sums and means are meant to leave out what is withheld (<c>--| withheld: left out</c>).</summary>
    public bool LeavesOutWithheld { get; init; }

    /// <summary>The place of a line and column counted inside <see cref="Sql"/>, 1-based.</summary>
    public SourceLocation LocationInSql(int line, int column) =>
        SqlLocation with
        {
            Line = SqlLocation.Line + line - 1,
            Column = line == 1 ? SqlLocation.Column + column - 1 : column,
        };
}

/// <summary>A column whose small counts are hidden.</summary>
/// <param name="By">The column whose values divide the rows into groups that have totals of their own; null when the rows are one
/// group.</param>
public sealed record SuppressedColumn(string Column, string? By);

/// <summary>One condition of <c>--| expect:</c>, as written, with its place; the data stage reads and tests it.</summary>
public sealed record Expectation(string Text, SourceLocation Location);

/// <summary>A chart: a fence <c>chart kind</c>, or a sparkline inside a sentence.</summary>
public sealed class ChartBlock(string kind, YamlMapping options, SourceLocation location) : IssueBlock(location)
{
    /// <summary>The kind's name as written: <c>bar</c>.</summary>
    public string Kind { get; } = kind;

    /// <summary>Where <see cref="Kind"/> stands.</summary>
    public SourceLocation KindLocation { get; init; } = location;

    /// <summary>The YAML of the fence.</summary>
    public YamlMapping Options { get; } = options;

    /// <summary>
    /// The texts of <see cref="Options"/> that may hold figures, by key (title, subtitle, source, alt, note, and kind-specific labels).
    /// </summary>
    public ImmutableDictionary<string, BoundText> Texts { get; init; } = ImmutableDictionary<string, BoundText>.Empty;

    /// <summary>The query it draws; null when it is missing (that has been reported).</summary>
    public string? Data { get; init; }
}

/// <summary>A table: a fence <c>table</c>.</summary>
public sealed class TableBlock(YamlMapping options, SourceLocation location) : IssueBlock(location)
{
    /// <summary>The YAML of the fence.</summary>
    public YamlMapping Options { get; } = options;

    /// <summary>The texts that may hold figures, by key (caption, source, note).</summary>
    public ImmutableDictionary<string, BoundText> Texts { get; init; } = ImmutableDictionary<string, BoundText>.Empty;

    /// <summary>The query it shows; null when it is missing.</summary>
    public string? Data { get; init; }
}

/// <summary>A list drawn by a partial: a fence <c>list name</c>.</summary>
public sealed class ListBlock(string partial, YamlMapping options, SourceLocation location) : IssueBlock(location)
{
    /// <summary>The partial's name: <c>partials/lists/&lt;name&gt;</c>.</summary>
    public string Partial { get; } = partial;

    /// <summary>The YAML of the fence.</summary>
    public YamlMapping Options { get; } = options;

    /// <summary>The texts that may hold figures, by key (title).</summary>
    public ImmutableDictionary<string, BoundText> Texts { get; init; } = ImmutableDictionary<string, BoundText>.Empty;

    /// <summary>The query it shows; null when it is missing.</summary>
    public string? Data { get; init; }
}
