using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Settings;

/// <summary>The keys of <c>content/newsletter.yml</c>.</summary>
public static class SettingsFields
{
    /// <summary>The keys of one merge field.</summary>
    public static readonly ImmutableArray<Field> MergeField =
    [
        new("label", FieldType.Text, "How editors write it: `<<First Name>>`.") { Required = true, Example = "First Name" },
        new("type", FieldType.Choice, "Mailchimp's type of the field.")
        {
            Default = "text",
            Choices = ["text", "number", "address", "phone", "date", "url", "imageurl", "radio", "dropdown", "birthday", "zip"],
        },
        new("fallback", FieldType.Text, "What stands where a subscriber has no value.") { Example = "colleague" },
    ];

    /// <summary>The keys of one data source.</summary>
    public static readonly ImmutableArray<Field> Source =
    [
        new("kind", FieldType.Choice, "What the database is.") { Required = true, Choices = ["postgres", "clickhouse"] },
        new("title", FieldType.Text, "What it holds, for the line under charts and tables.") { Example = "Case management system" },
        new("publisher", FieldType.Text, "Who publishes it, for the same line."),
        new("people", FieldType.List, "Columns of its answers that count people, for disclosure control."),
        new("row_limit", FieldType.Integer, "Most rows a query may bring back.") { Default = "100000" },
        new("timeout", FieldType.Number, "Longest a query may take, in seconds.") { Default = "30" },
        new("allow_private", FieldType.Boolean, "Whether its address may be one of a private network.") { Default = "false" },
    ];

    /// <summary>The keys of <c>tracking</c>, here and in an issue.</summary>
    public static readonly ImmutableArray<Field> Tracking =
    [
        new("opens", FieldType.Boolean, "Who opens the email; true unless newsletter.yml or the issue says otherwise."),
        new("clicks", FieldType.Boolean, "Who follows which link; true unless newsletter.yml or the issue says otherwise."),
    ];

    /// <summary>The keys of the file.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        new("name", FieldType.Text, "The newsletter's name, the masthead.") { Required = true, Example = "The Datamonger" },
        new("strapline", FieldType.Text, "One line beside the masthead."),
        new("organisation", FieldType.Object, "Who publishes it.")
        {
            Required = true,
            Fields =
            [
                new("name", FieldType.Text, "The organisation's name.") { Required = true },
                new("address", FieldType.Text, "Postal address on one line."),
                new("phone", FieldType.Text, "Telephone number."),
                new("email", FieldType.Text, "Address for readers' replies."),
                new("website", FieldType.Text, "Home page."),
                new("linkedin", FieldType.Text, "LinkedIn page."),
            ],
        },
        new("sender", FieldType.Object, "The From and Reply-To of the email.")
        {
            Required = true,
            Fields =
            [
                new("name", FieldType.Text, "From name.") { Required = true },
                new("reply_to", FieldType.Text, "From and reply-to address.") { Required = true },
            ],
        },
        new("language", FieldType.Text, "Language of issues that do not say otherwise.") { Default = "en-GB" },
        new("time_zone", FieldType.Text, "IANA time zone in which schedules are given.") { Default = "Europe/London" },
        new("release", FieldType.Object, "When data that give their `released:` as a day are public. Nothing made of them is sent before.")
        {
            Fields =
            [
                new("time", FieldType.Time, "The time of day.") { Default = "09:30" },
                new("zone", FieldType.Text, "IANA time zone of the releases.") { Default = "Europe/London" },
            ],
        },
        new("template", FieldType.Text, "Folder under templates/ of issues that do not say otherwise.") { Default = "default" },
        new("theme", FieldType.Object, "Colours of the email and the charts.")
        {
            Fields =
            [
                new("ink", FieldType.Colour, "Text.") { Default = "#0B0C0C" },
                new("paper", FieldType.Colour, "Around the column.") { Default = "#FBFAF7" },
                new("ground", FieldType.Colour, "The column, and the ground of charts.") { Default = "#FFFFFF" },
                new("accent", FieldType.Colour, "Links, rules, the highlighted series.") { Default = "#12436D" },
                new("muted", FieldType.Colour, "Secondary text.") { Default = "#505A5F" },
                new("rule", FieldType.Colour, "Thin rules and row lines.") { Default = "#D9D6CE" },
                new("comparison", FieldType.Colour, "Series that are there for comparison.") { Default = "#8A8D8F" },
                new("palette", FieldType.List, "Series colours in order; at most four are used in one chart."),
                new("dark_ink", FieldType.Colour, "Text in the dark scheme.") { Default = "#E8E6E1" },
                new("dark_ground", FieldType.Colour, "The column in the dark scheme.") { Default = "#16181D" },
                new("dark_paper", FieldType.Colour, "Around the column in the dark scheme.") { Default = "#0E1013" },
                new("dark_accent", FieldType.Colour, "Links and rules in the dark scheme.") { Default = "#6BACE6" },
                new("dark_muted", FieldType.Colour, "Secondary text in the dark scheme.") { Default = "#A9AFB4" },
            ],
        },
        new("audience", FieldType.Object, "Who gets it, in Mailchimp's terms.")
        {
            Fields =
            [
                new("id", FieldType.Text, "Audience id at Mailchimp; the sandbox has its own."),
                new("name", FieldType.Text, "The audience's name, for messages."),
                new("segment", FieldType.Text, "Name of a saved segment or tag; everybody by default."),
                new("band_percent", FieldType.Integer, "How far the number of recipients may move after the proof, in percent.")
                {
                    Default = "2",
                },
                new("band_people", FieldType.Integer, "How far it may move at least, in people.") { Default = "10" },
                new("groups", FieldType.Map, "The audience's groups by category, so that checks know them.")
                {
                    Example = "{Topics: [Fostering, Safeguarding]}",
                },
            ],
        },
        new("merge_fields", FieldType.Map, "Merge fields of the audience, by tag.")
        {
            Fields = MergeField,
            Example = "FNAME: {label: First Name, fallback: colleague}",
        },
        new("target", FieldType.Choice, "Where `publish` goes unless told.") { Default = "sandbox", Choices = ["sandbox", "mailchimp"] },
        new(
            "approvals",
            FieldType.Integer,
            "People who must `approve` an issue before `send` and `schedule`; 0 asks nobody, 9 is the most."
        )
        {
            Default = "0",
        },
        new("tracking", FieldType.Object, "What Mailchimp counts about readers.") { Fields = Tracking },
        new("utm", FieldType.Object, "Campaign parameters that links of the email carry, for the statistics of the website.")
        {
            Fields =
            [
                new("source", FieldType.Text, "`utm_source`: who sends the reader.") { Required = true, Example = "datamonger" },
                new("medium", FieldType.Text, "`utm_medium`.") { Default = "email" },
                new("campaign", FieldType.Text, "`utm_campaign`; the issue's slug by default."),
                new("links", FieldType.Choice, "Which links: those to the organisation's website and the archive, or all.")
                {
                    Default = "own",
                    Choices = ["own", "all"],
                },
            ],
        },
        new("archive", FieldType.Object, "The public archive.") { Fields = [new("url", FieldType.Text, "Its address, https.")] },
        new("schemes", FieldType.List, "Schemes that addresses of links may have besides https, http, mailto and tel.")
        {
            Example = "[sms, geo]",
        },
        new("sources", FieldType.Map, "Databases that issues may query, by name.") { Fields = Source },
        new("queries", FieldType.Object, "What queries over data files may take.")
        {
            Fields =
            [
                new("memory", FieldType.Integer, "Most memory of the process that runs them, in MB above its start; 128 or more.")
                {
                    Default = "1024",
                },
            ],
        },
        new("checks", FieldType.Object, "What the checks take as given.")
        {
            Fields =
            [
                new("clients", FieldType.List, "Email clients whose missing support is an error.")
                {
                    Default = "[apple-mail, gmail, outlook]",
                },
                new("disclosure_threshold", FieldType.Integer, "Counts of people below this are disclosive.") { Default = "6" },
                new("allowed_contacts", FieldType.List, "Addresses and numbers that may stand in an issue."),
                new("days_between", FieldType.Integer, "Days that should lie between two issues to one audience; 0 for none.")
                {
                    Default = "3",
                },
                new("utm", FieldType.List, "Keys that every link to the organisation's website carries, for its statistics.")
                {
                    Example = "[utm_source, utm_campaign]",
                },
                new("test_recipients", FieldType.List, "The only addresses the preview may send a test to."),
            ],
        },
    ];
}
