using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails.Blocks;

/// <summary>Makes what the table partial is given.</summary>
internal static class TableModel
{
    /// <summary>The arguments of <c>partials/table</c>.</summary>
    public static ScriptObject Of(DataTable table) =>
        Model.Of(
            ("caption", table.Caption),
            ("subtitle", table.Subtitle),
            ("source", table.Source),
            ("stacks", table.Stacks),
            ("notes", Model.List(table.Notes)),
            (
                "columns",
                Model.List(
                    table.Columns.Select(column => Model.Of(("label", column.Label), ("align", column.Align), ("bar", column.HasBar)))
                )
            ),
            (
                "rows",
                Model.List(
                    table.Rows.Select(row =>
                        Model.Of(
                            ("highlighted", row.IsHighlighted),
                            (
                                "cells",
                                Model.List(
                                    row.Cells.Select(
                                        (cell, index) =>
                                            Model.Of(
                                                ("text", cell.Text),
                                                ("label", table.Columns[index].Label),
                                                ("align", table.Columns[index].Align),
                                                ("bar", table.Columns[index].HasBar),
                                                (
                                                    "size",
                                                    cell.Share is { } share
                                                        ? (int)Math.Round(share * 100, MidpointRounding.AwayFromZero)
                                                        : 0
                                                )
                                            )
                                    )
                                )
                            )
                        )
                    )
                )
            )
        );
}
