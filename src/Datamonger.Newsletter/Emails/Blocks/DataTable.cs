using System.Collections.Immutable;

namespace Datamonger.Newsletter.Emails.Blocks;

/// <summary>A <c>table</c> fence as it is printed, in HTML and in text.</summary>
internal sealed record DataTable(ImmutableArray<DataColumn> Columns, ImmutableArray<DataRow> Rows)
{
    /// <summary>The finding, above the table.</summary>
    public string Caption { get; init; } = "";

    /// <summary>What, where, when and the unit.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Where the figures come from.</summary>
    public string? Source { get; init; }

    /// <summary>Remarks under the table: the author's, then what each marker means.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Whether a phone shows label and value one below the other.</summary>
    public bool Stacks { get; init; }

    /// <summary>Why there is nothing to show; null when all is well.</summary>
    public string? Failure { get; init; }

    /// <summary>A table that cannot be shown.</summary>
    public static DataTable Failed(string reason) => new([], []) { Failure = reason };
}

/// <summary>A column of it.</summary>
/// <param name="Label">Its heading.</param>
/// <param name="Align"><c>left</c>, <c>right</c> or <c>center</c>.</param>
/// <param name="HasBar">Whether its values are drawn as bars too.</param>
internal sealed record DataColumn(string Label, string Align, bool HasBar);

/// <summary>A row of it.</summary>
internal sealed record DataRow(ImmutableArray<DataCell> Cells, bool IsHighlighted);

/// <summary>A cell: its text, and the length of its bar from 0 to 1 (null when it has none).</summary>
internal sealed record DataCell(string Text, double? Share);
