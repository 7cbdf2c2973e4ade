using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Emails;

/// <summary>The keys of a <c>table</c> fence.</summary>
public static class TableFields
{
    /// <summary>The keys of one column, in the order of the reference.</summary>
    public static readonly ImmutableArray<Field> Column =
    [
        new("label", FieldType.Text, "The heading; the column's name by default.") { Example = "% of places" },
        new("format", FieldType.Format, "How its values are printed; as they are by default.") { Example = "pct0" },
        new("bar", FieldType.Boolean, "Whether each value is also drawn as a bar in its cell; the longest bar is the greatest value.")
        {
            Default = "false",
        },
        new("align", FieldType.Choice, "Where values stand in the cell; numbers right and text left by default.")
        {
            Choices = ["left", "right", "centre"],
        },
    ];

    /// <summary>The keys of the fence.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        new("data", FieldType.Query, "The query it shows.") { Required = true, Example = "busiest" },
        new(
            "columns",
            FieldType.Any,
            "The columns to show, in order: a list of names, or a mapping from name to heading or to the keys below. All by default."
        )
        {
            Fields = Column,
            AllowsScalar = true,
            Example = "{la: Local authority, ratio: {label: \"% of places\", format: pct0, bar: true}}",
        },
        new("caption", FieldType.BoundText, "The finding, in a sentence, above the table. May hold figures.")
        {
            Example = "Lambeth looks after far more children than it has places",
        },
        new("subtitle", FieldType.BoundText, "What, where, when and the unit, under the caption. May hold figures."),
        new("source", FieldType.BoundText, "The source line; made from datasets.yml by default."),
        new("note", FieldType.BoundText, "A remark under the table. May hold figures."),
        new("highlight", FieldType.Text, "A value of the first column; its row is set in bold. `mine` is each subscriber's own.")
        {
            Example = "Lambeth",
        },
        new(
            "narrow",
            FieldType.Choice,
            "What a phone shows: the table, or each row as label and value one below the other. `auto` stacks tables of more than "
                + "five columns."
        )
        {
            Default = "auto",
            Choices = ["auto", "table", "stacked"],
        },
    ];
}
