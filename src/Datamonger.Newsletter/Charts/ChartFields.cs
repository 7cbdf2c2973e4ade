using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Charts;

/// <summary>The keys that every chart takes.</summary>
public static class ChartFields
{
    /// <summary>Common keys, in the order of the reference.</summary>
    public static readonly ImmutableArray<Field> Common =
    [
        new("data", FieldType.Query, "The query it draws.") { Required = true, Example = "applications" },
        new("title", FieldType.BoundText, "The finding, in a sentence. May hold figures."),
        new("subtitle", FieldType.BoundText, "What, where, when and the unit. May hold figures."),
        new("source", FieldType.BoundText, "The source line; made from datasets.yml when left out."),
        new("alt", FieldType.BoundText, "What it shows, in words; computed from the data when left out."),
        new("note", FieldType.BoundText, "A remark under the chart."),
        new("format", FieldType.Format, "How values are printed.") { Default = "num0" },
        new("render", FieldType.Choice, "A picture, table cells (which show with images blocked), or whichever suits.") { Default = "auto", Choices = ["auto", "image", "cells"] },
        new("height", FieldType.Integer, "Height in pixels; chosen from the data when left out."),
    ];
}
