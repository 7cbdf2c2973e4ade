using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Issues;

/// <summary>The keys of an issue's front matter.</summary>
public static class FrontMatterFields
{
    /// <summary>How a data file is read: the keys of an entry of <c>tables:</c>, and of datasets.yml.</summary>
    public static readonly ImmutableArray<Field> Reading =
    [
        new("sheet", FieldType.Text, "Sheet of a workbook, by name or number."),
        new("range", FieldType.Text, "Cells of a sheet: `A9:P188`, or `from \"header text\"`."),
        new("skip", FieldType.Integer, "Lines or rows to leave out at the top.") { Default = "0" },
        new("header_rows", FieldType.Integer, "Rows that hold the header; several are joined.") { Default = "1" },
        new("encoding", FieldType.Choice, "Encoding of a text file; detected when left out.") { Choices = ["utf-8", "utf-16", "windows-1252"] },
        new("delimiter", FieldType.Text, "Column delimiter of a text file; from the file name when left out."),
        new("nulls", FieldType.Map, "Suppression markers and what they mean: `{c: suppressed, z: not applicable}`."),
        new("types", FieldType.Map, "Column types by name: text, integer, decimal, double, percent, date, timestamp, boolean."),
        new("decimal", FieldType.Choice, "Decimal point.") { Default = ".", Choices = [".", ","] },
        new("thousands", FieldType.Text, "Thousands separator.") { Default = "," },
        new("normalise", FieldType.Map, "Columns of authorities' names or codes to bring to one spelling: `{la: la_name}`."),
    ];

    /// <summary>The keys of the front matter.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        new("title", FieldType.Text, "The issue's title, for the archive and the campaign's name.") { Required = true, Example = "March 2017: safeguarding" },
        new("subject", FieldType.BoundText, "The subject line. May hold figures and merge tags.") { Required = true },
        new("preheader", FieldType.BoundText, "The line behind the subject in the inbox (Mailchimp: preview text). May hold figures and merge tags."),
        new("number", FieldType.Integer, "The issue's number."),
        new("date", FieldType.Date, "The day on the masthead."),
        new("slug", FieldType.Text, "Name of outputs, archive page and campaign; the folder's name when left out."),
        new("lang", FieldType.Text, "Language of text and formats; newsletter.yml's when left out.") { Example = "en-GB" },
        new("template", FieldType.Text, "Folder under templates/; newsletter.yml's when left out."),
        new("audience", FieldType.Text, "Audience id; newsletter.yml's when left out."),
        new("segment", FieldType.Text, "Saved segment or tag; newsletter.yml's when left out."),
        new("from_name", FieldType.Text, "From name; newsletter.yml's when left out."),
        new("reply_to", FieldType.Text, "From and reply-to address; newsletter.yml's when left out."),
        new("tables", FieldType.Map, "Tables for this issue alone: name and file, or file and how to read it.")
        {
            AllowsScalar = true, Fields = [new("file", FieldType.Text, "The file, beside the issue or under content/datasets.") { Required = true }, .. Reading], Example = "caseloads: {file: caseloads.xlsx, sheet: Table 3}",
        },
        new("sources", FieldType.List, "Names of the sources this issue may query."),
        new("allow", FieldType.Map, "Checks that may find something here: code and reason.")
        {
            AllowsScalar = true,
            Fields =
            [
                new("reason", FieldType.Text, "Why it is right here."),
                new("by", FieldType.Text, "Who says so; needed for disclosure rules."),
            ],
            Example = "DM502: the ministry has no https",
        },
    ];
}
