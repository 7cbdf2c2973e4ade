using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Issues;

/// <summary>How a data file is read: the keys that datasets.yml and an issue's <c>tables:</c> share.</summary>
public static class DataFileFields
{
    /// <summary>The keys, in the order of the reference.</summary>
    public static readonly ImmutableArray<Field> Options =
    [
        new("sheet", FieldType.Text, "Sheet of a workbook, by name or number; the first with cells when left out.") { Example = "Table 3" },
        new("range", FieldType.Text, "Cells of a sheet, or `from` the cell that holds a text.") { Example = "A9:P188" },
        new("skip", FieldType.Integer, "Lines or rows to leave out at the top.") { Default = "0" },
        new("header_rows", FieldType.Integer, "Rows that hold the header; several are joined.") { Default = "1" },
        new("encoding", FieldType.Text, "Encoding of a text file, when it is not detected.") { Example = "windows-1252" },
        new("delimiter", FieldType.Text, "What stands between two columns of a text file, when it is not detected.") { Example = ";" },
        new("nulls", FieldType.Map, "Markers that stand for a missing number, and what they mean.") { Example = "{c: suppressed, x: not available}" },
        new("types", FieldType.Map, "Column types by name: text, integer, decimal, double, date, timestamp, boolean, percent.") { Example = "{la_code: text, rate: percent}" },
        new("decimal", FieldType.Text, "Decimal point of the file's numbers.") { Default = "." },
        new("thousands", FieldType.Text, "Thousands separator of the file's numbers.") { Default = "," },
        new("normalise", FieldType.Map, "Columns whose authorities are brought to one spelling: `la_name` or `la_code`.") { Example = "{authority: la_name}" },
    ];

    /// <summary>Whom the figures count.</summary>
    public static readonly ImmutableArray<Field> People =
    [
        new("people", FieldType.List, "Columns that count people, for disclosure control; `\"*\"` when each row is a person.") { Example = "[children, boys, girls]" },
        new("disclosure_threshold", FieldType.Integer, "Counts of people below this must not be shown; newsletter.yml's when left out, 0 for none."),
    ];

    /// <summary>The keys of an issue's table; a file name alone will do.</summary>
    public static readonly ImmutableArray<Field> IssueTable =
    [
        new("file", FieldType.Text, "The file, beside the issue or under content/datasets/.") { Required = true, Example = "returns.xlsx" },
        .. People,
        .. Options,
    ];
}
