using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Issues;

/// <summary>A data file: the keys that a table of datasets.yml and one of an issue's <c>tables:</c> share.</summary>
public static class DataFileFields
{
    /// <summary>The types that a column can be declared as.</summary>
    public static readonly ImmutableArray<string> TypeNames =
    [
        "text",
        "integer",
        "decimal",
        "double",
        "date",
        "timestamp",
        "boolean",
        "percent",
    ];

    /// <summary>The spellings that a column of local authorities can be brought to.</summary>
    public static readonly ImmutableArray<string> Spellings = ["la_name", "la_code"];

    /// <summary>Where it comes from.</summary>
    private static readonly ImmutableArray<Field> Origin =
    [
        new("title", FieldType.Text, "The release's title."),
        new("publisher", FieldType.Text, "Who published it."),
        new("released", FieldType.Moment, "When it was, or will be, published: a day, or a day and a time. Nothing is sent before that.")
        {
            Example = "2017-03-23 09:30",
        },
        new("retrieved", FieldType.Date, "When it was downloaded."),
        new("next_release", FieldType.Date, "When the next release is due."),
        new("licence", FieldType.Text, "Its licence.") { Example = "Open Government Licence v3.0" },
        new("url", FieldType.Text, "Its page."),
        new("publish", FieldType.Boolean, "Whether copies of the file may be handed out although its licence does not say so.")
        {
            Default = "false",
        },
        new("illustrative", FieldType.Boolean, "Whether its figures are made up for illustration; every source line then says so.")
        {
            Default = "false",
        },
    ];

    /// <summary>Whom the figures count.</summary>
    private static readonly ImmutableArray<Field> People =
    [
        new("people", FieldType.List, "Columns that count people, for disclosure control; `\"*\"` when each row is a person.")
        {
            Example = "[children, boys, girls]",
        },
        new(
            "disclosure_threshold",
            FieldType.Integer,
            "Counts of people below this must not be shown; newsletter.yml's by default, 0 for none."
        ),
    ];

    /// <summary>How it is read.</summary>
    private static readonly ImmutableArray<Field> Options =
    [
        new("sheet", FieldType.Text, "Sheet of a workbook, by name or number; the first with cells by default.") { Example = "Table 3" },
        new("range", FieldType.Text, "Cells of a sheet, or `from` the cell that holds a text.") { Example = "A9:P188" },
        new("skip", FieldType.Integer, "Lines or rows to leave out at the top.") { Default = "0" },
        new("header_rows", FieldType.Integer, "Rows that hold the header; several are joined.") { Default = "1" },
        new("encoding", FieldType.Text, "Encoding of a text file, when it is not detected.") { Example = "windows-1252" },
        new("delimiter", FieldType.Text, "What stands between two columns of a text file, when it is not detected.") { Example = ";" },
        new("nulls", FieldType.Map, "Markers that stand for a missing number, and what they mean.")
        {
            Example = "{c: suppressed, x: not available}",
        },
        new("types", FieldType.Map, "Column types by name: text, integer, decimal, double, date, timestamp, boolean, percent.")
        {
            Choices = TypeNames,
            Example = "{la_code: text, rate: percent}",
        },
        new("decimal", FieldType.Text, "Decimal point of the file's numbers.") { Default = "." },
        new("thousands", FieldType.Text, "Thousands separator of the file's numbers.") { Default = "," },
        new("normalise", FieldType.Map, "Columns whose authorities are brought to one spelling: `la_name` or `la_code`.")
        {
            Choices = Spellings,
            Example = "{authority: la_name}",
        },
    ];

    /// <summary>The keys of a table in datasets.yml.</summary>
    public static readonly ImmutableArray<Field> DatasetTable =
    [
        new("file", FieldType.Text, "The file under content/datasets/, when the table is not called after it.")
        {
            Example = "sfr41-2016.xlsx",
        },
        .. Origin,
        .. People,
        .. Options,
    ];

    /// <summary>The keys of an issue's table; a file name alone will do.</summary>
    public static readonly ImmutableArray<Field> IssueTable =
    [
        new("file", FieldType.Text, "The file, beside the issue or under content/datasets/.") { Required = true, Example = "returns.xlsx" },
        .. Origin,
        .. People,
        .. Options,
    ];
}
