using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Issues;

/// <summary>The keys of an issue's front matter.</summary>
public static class FrontMatterFields
{
    /// <summary>The keys of the front matter.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        new("title", FieldType.Text, "The issue's title, for the archive and the campaign's name.")
        {
            Required = true,
            Example = "March 2017: safeguarding",
        },
        new("subject", FieldType.BoundText, "The subject line. May hold figures and merge tags.") { Required = true },
        new(
            "preheader",
            FieldType.BoundText,
            "The line behind the subject in the inbox (Mailchimp: preview text). May hold figures and merge tags."
        ),
        new("number", FieldType.Integer, "The issue's number."),
        new("date", FieldType.Date, "The day on the masthead."),
        new("slug", FieldType.Text, "Name of outputs, archive page and campaign; the folder's name by default."),
        new("lang", FieldType.Text, "Language of text and formats; newsletter.yml's by default.") { Example = "en-GB" },
        new("template", FieldType.Text, "Folder under templates/; newsletter.yml's by default."),
        new("audience", FieldType.Text, "Audience id; newsletter.yml's by default."),
        new("segment", FieldType.Text, "Saved segment or tag; newsletter.yml's by default."),
        new("tracking", FieldType.Object, "What Mailchimp counts about readers; newsletter.yml's by default.")
        {
            Fields = SettingsFields.Tracking,
        },
        new("from_name", FieldType.Text, "From name; newsletter.yml's by default."),
        new("reply_to", FieldType.Text, "From and reply-to address; newsletter.yml's by default."),
        new("tables", FieldType.Map, "Tables for this issue alone: name and file, or file and how to read it.")
        {
            AllowsScalar = true,
            Fields = DataFileFields.IssueTable,
            Example = "caseloads: {file: caseloads.xlsx, sheet: Table 3}",
        },
        new("sources", FieldType.List, "Names of the sources this issue may query."),
        new(
            "personal",
            FieldType.Object,
            "Whose figures each subscriber sees in `{{ mine.column }}`: the row of a query that a merge field names."
        )
        {
            Fields =
            [
                new("by", FieldType.Text, "The merge field, by its tag or label.") { Required = true, Example = "LA" },
                new("query", FieldType.Query, "The query, one row a key.") { Required = true, Example = "pressure" },
                new("key", FieldType.Column, "Its column that holds the values of the merge field.") { Required = true, Example = "la" },
                new("default", FieldType.Text, "The key whose row everybody else sees.") { Required = true, Example = "England" },
            ],
            Example = "{by: LA, query: pressure, key: la, default: England}",
        },
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
