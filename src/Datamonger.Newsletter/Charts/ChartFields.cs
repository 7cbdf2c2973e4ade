using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts;

/// <summary>The keys that every chart takes, and those that several kinds share.</summary>
public static class ChartFields
{
    /// <summary>Width of a chart that gives none: the text column, in CSS pixels.</summary>
    public const int DefaultWidth = 552;

    /// <summary>Common keys, in the order of the reference.</summary>
    public static readonly ImmutableArray<Field> Common =
    [
        new("data", FieldType.Query, "The query it draws.") { Required = true, Example = "applications" },
        new("title", FieldType.BoundText, "The finding, in a sentence. May hold figures."),
        new("subtitle", FieldType.BoundText, "What, where, when and the unit. May hold figures."),
        new("source", FieldType.BoundText, "The source line; made from datasets.yml by default."),
        new("alt", FieldType.BoundText, "What it shows, in words; computed from the data by default."),
        new("note", FieldType.BoundText, "A remark under the chart."),
        new("format", FieldType.Format, "How values are printed; by default, whole numbers or as many decimals as they need.")
        {
            Example = "num0",
        },
        new(
            "render",
            FieldType.Choice,
            "A picture, table cells (which show with images blocked), or whichever suits: `auto` draws number charts and bar charts of "
                + "up to 12 bars as cells."
        )
        {
            Default = "auto",
            Choices = ["auto", "image", "cells"],
        },
        new("width", FieldType.Integer, "Width in pixels as shown, 40 to 600; the text column (552) by default."),
        new("height", FieldType.Integer, "Height in pixels as shown, 16 to 1200; chosen from the data by default."),
    ];

    /// <summary>The keys whose texts stand round the picture and not in it.</summary>
    internal static readonly ImmutableArray<string> OutsideThePicture = ["data", "title", "subtitle", "source", "alt", "note", "render"];

    internal static readonly Field YTitle = new(
        "y_title",
        FieldType.BoundText,
        "What the values are, in a word or two; made from the column's name by default."
    )
    {
        Example = "Applications",
    };

    internal static readonly Field XTitle = new(
        "x_title",
        FieldType.BoundText,
        "What the places are, as a heading; made from the column's name by default."
    );

    internal static readonly Field XFormat = new(
        "x_format",
        FieldType.Format,
        "How the values of x are printed; years, days and names as they are by default."
    )
    {
        Example = "monthyear",
    };

    internal static readonly Field Missing = new(
        "missing",
        FieldType.Choice,
        "What to do where a value is missing: leave a gap, drop the place, or take it as zero. Without it a missing value is an error."
    )
    {
        Choices = ["gap", "drop", "zero"],
    };

    internal static readonly Field Colours = new(
        "colours",
        FieldType.List,
        "Colours of the series in order, `#RRGGBB`; the theme's by default."
    )
    {
        Example = "[\"#12436D\", \"#801650\"]",
    };

    internal static readonly Field Reference = new("reference", FieldType.Objects, "Lines to compare with.")
    {
        Example = "[{at: median, label: Median}]",
        Fields =
        [
            new("at", FieldType.Text, "A number, `mean`, `median`, or the name of a place, whose value is taken.")
            {
                Required = true,
                Example = "England",
            },
            new("label", FieldType.Text, "Its name; what `at` says by default."),
        ],
    };

    internal static readonly Field Range = new("range", FieldType.List, "Lowest and highest value of the value axis.")
    {
        Example = "[0, 100]",
    };

    internal static Field X(string description) => new("x", FieldType.Column, description) { Required = true, Example = "year" };

    internal static Field Y(string description) => new("y", FieldType.Column, description) { Required = true, Example = "applications" };

    internal static Field Ys(string description) => new("y", FieldType.Columns, description) { Required = true, Example = "applications" };

    internal static Field Series(string description) => new("series", FieldType.Column, description);

    internal static Field Highlight(string description) => new("highlight", FieldType.Text, description);

    internal static readonly Field Others = new(
        "others",
        FieldType.Choice,
        "`grey` draws any number of lines thin and without names, but for the one that stands out and England's."
    )
    {
        Choices = ["grey"],
    };

    internal static Field Sort(string byDefault) =>
        new("sort", FieldType.Choice, "The order: by value (largest first), by value rising, by label, or as the rows come.")
        {
            Default = byDefault,
            Choices = ["auto", "value", "ascending", "label", "none"],
        };
}
