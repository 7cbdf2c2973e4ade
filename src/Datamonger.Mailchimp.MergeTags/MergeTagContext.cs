using System.Collections.Immutable;
using System.Globalization;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>Where a rendered text will stand; it decides how values are escaped.</summary>
public enum MergeTagTarget
{
    /// <summary>The HTML part: values are escaped as HTML.</summary>
    Html,

    /// <summary>The plain-text part: values stand as they are.</summary>
    Text,

    /// <summary>Subject, sender and preview text: as plain text, on one line.</summary>
    Subject,
}

/// <summary>Everything a merge tag can ask for: whom the email is for, which campaign it is, and when.</summary>
public sealed record MergeTagContext
{
    /// <summary>Where the text will stand.</summary>
    public MergeTagTarget Part { get; init; } = MergeTagTarget.Html;

    /// <summary>The moment of sending, in the account's time zone.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The names of months and days in dates.</summary>
    public MergeTagCalendar Calendar { get; init; } = MergeTagCalendar.English;

    /// <summary>Whether this is the campaign's web page, where <c>IF:ARCHIVE_PAGE</c> is true.</summary>
    public bool Archive { get; init; }

    /// <summary>The audience's merge fields in their order; EMAIL is not among them.</summary>
    public ImmutableArray<MergeTagField> Fields { get; init; } = [];

    /// <summary>The person's values by tag, EMAIL among them. A missing or empty value takes the field's default.</summary>
    public ImmutableDictionary<string, string> Values { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Who the person is to Mailchimp, beyond the merge fields.</summary>
    public MergeTagMember Member { get; init; } = new();

    /// <summary>The person's groups: category title to the names they chose.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Interests { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The audience's groups: category title to all its names.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Groups { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The audience.</summary>
    public MergeTagList List { get; init; } = new();

    /// <summary>The campaign.</summary>
    public MergeTagCampaign Campaign { get; init; } = new();

    /// <summary>The account behind <c>USER:…</c>.</summary>
    public MergeTagAccount Account { get; init; } = new();

    /// <summary>
    /// The addresses of the system pages by tag: UNSUB, UPDATE_PROFILE, ARCHIVE, FORWARD, ABOUT_LIST, LIST:SUBSCRIBE, LIST:URL,
    /// LIST:ADDRESS_VCARD_HREF.
    /// </summary>
    public ImmutableDictionary<string, string> Urls { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What a tag stands for, not escaped; null for one that is unknown or not filled here.</summary>
    /// <param name="name">What stands between <c>*|</c> and <c>|*</c>; a tag of a conditional stands for nothing.</param>
    public string? ValueOf(string name) =>
        new MergeTagValues(this).Find(name) is { Kind: ValueKind.Text or ValueKind.Markup } value ? value.Text : null;

    internal string Date(string format) => PhpDate.Format(Now, format, Calendar);
}

/// <summary>The names that dates are written with; a short name is the first three letters.</summary>
/// <param name="Months">January first.</param>
/// <param name="Days">Sunday first.</param>
public sealed record MergeTagCalendar(ImmutableArray<string> Months, ImmutableArray<string> Days)
{
    /// <summary>English.</summary>
    public static MergeTagCalendar English { get; } =
        new([.. DateTimeFormatInfo.InvariantInfo.MonthNames[..12]], [.. DateTimeFormatInfo.InvariantInfo.DayNames]);
}

/// <summary>One merge field of an audience.</summary>
/// <param name="Tag">The tag, such as FNAME.</param>
/// <param name="Type">Mailchimp's type name: text, number, date and so on.</param>
/// <param name="Default">What stands for an empty value; empty when there is none.</param>
/// <param name="Number">The field's number, by which it also answers as MERGE<i>n</i>; 0 for its place in the list.</param>
public sealed record MergeTagField(string Tag, string Type = "text", string Default = "", int Number = 0);

/// <summary>A person's identifiers and language.</summary>
/// <param name="UniqueEmailId">The API's <c>unique_email_id</c>, printed by EMAIL_UID.</param>
/// <param name="Language">A language code such as <c>de</c>; empty when unknown.</param>
/// <param name="CampaignId">Unique for this person and campaign, printed by UNIQID.</param>
public sealed record MergeTagMember(string UniqueEmailId = "", string Language = "", string CampaignId = "");

/// <summary>What the audience says about itself.</summary>
public sealed record MergeTagList
{
    /// <summary>LIST:UID; the id of the audience's hosted forms.</summary>
    public string Id { get; init; } = "";

    /// <summary>LIST:NAME.</summary>
    public string Name { get; init; } = "";

    /// <summary>LIST:DESCRIPTION; the permission reminder.</summary>
    public string PermissionReminder { get; init; } = "";

    /// <summary>ABUSE_EMAIL.</summary>
    public string Email { get; init; } = "";

    /// <summary>LIST:SUBSCRIBERS.</summary>
    public int Members { get; init; }

    /// <summary>LIST:COMPANY, LIST:PHONE and the postal address.</summary>
    public PostalAddress Contact { get; init; } = new();
}

/// <summary>An organisation's postal address.</summary>
public sealed record PostalAddress(
    string Company = "",
    string Address1 = "",
    string Address2 = "",
    string City = "",
    string State = "",
    string Zip = "",
    string Country = "",
    string Phone = ""
)
{
    /// <summary>The lines below the organisation's name, empty ones left out.</summary>
    public IEnumerable<string> Lines => new[] { Address1, Address2, City, $"{State} {Zip}".Trim(), Country }.Where(line => line.Length > 0);

    /// <summary>Name and lines, separated by commas.</summary>
    public string OneLine => string.Join(", ", new[] { Company }.Where(name => name.Length > 0).Concat(Lines));
}

/// <summary>The campaign whose text this is.</summary>
/// <param name="Id">CAMPAIGN_UID.</param>
/// <param name="Subject">The subject line as written; MC:SUBJECT renders it.</param>
/// <param name="Preview">The preview text as written; MC_PREVIEW_TEXT renders it.</param>
public sealed record MergeTagCampaign(string Id = "", string Subject = "", string Preview = "");

/// <summary>The account that sends, printed by USER:COMPANY, USER:ADDRESS, USER:PHONE, USER:EMAIL and USER:URL.</summary>
public sealed record MergeTagAccount(string Company = "", string Address = "", string Phone = "", string Email = "", string Url = "");
