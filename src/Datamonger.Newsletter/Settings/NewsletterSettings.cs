using System.Collections.Immutable;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Settings;

/// <summary>What <c>content/newsletter.yml</c> says: all that is the same for every issue. No secrets.</summary>
public sealed record NewsletterSettings
{
    internal const int DefaultQueryMemory = 1024;

    internal static readonly ReleaseTime UsualRelease = new(new TimeOnly(9, 30), "Europe/London");

    /// <summary>The newsletter's name, the masthead.</summary>
    public required string Name { get; init; }

    /// <summary>One line under or above the masthead.</summary>
    public string? Strapline { get; init; }

    /// <summary>Who publishes it.</summary>
    public required Organisation Organisation { get; init; }

    /// <summary>Whose name and address the email carries.</summary>
    public required Sender Sender { get; init; }

    /// <summary>The language of issues that do not say otherwise.</summary>
    public Language Language { get; init; } = Language.BritishEnglish;

    /// <summary>IANA time zone of the editors, in which schedules are given.</summary>
    public string TimeZone { get; init; } = "Europe/London";

    /// <summary>When the releases of a day are public.</summary>
    public ReleaseTime Release { get; init; } = UsualRelease;

    /// <summary>The template folder of issues that do not say otherwise.</summary>
    public string Template { get; init; } = "default";

    /// <summary>Colours, for the email and the charts.</summary>
    public Theme Theme { get; init; } = Theme.Default;

    /// <summary>Who gets it.</summary>
    public Audience Audience { get; init; } = new(null, null, null);

    /// <summary>Merge fields of the audience, in order.</summary>
    public ImmutableArray<MergeField> MergeFields { get; init; } = [];

    /// <summary>Where <c>publish</c> goes unless told: <c>sandbox</c> or <c>mailchimp</c>.</summary>
    public string Target { get; init; } = "sandbox";

    /// <summary>What Mailchimp counts about readers, unless an issue says otherwise.</summary>
    public Tracking Tracking { get; init; } = new();

    /// <summary>What links of the email carry for the statistics of the website; null adds nothing.</summary>
    public CampaignParameters? Campaign { get; init; }

    /// <summary>How many people must approve an issue before it is sent or scheduled; 0 asks nobody.</summary>
    public int Approvals { get; init; }

    /// <summary>Address of the public archive, without a trailing slash; null while there is none.</summary>
    public string? ArchiveUrl { get; init; }

    /// <summary>Schemes that addresses may have besides https, http, mailto and tel.</summary>
    public ImmutableArray<string> Schemes { get; init; } = [];

    /// <summary>Databases that issues may query, by name.</summary>
    public ImmutableArray<DataSource> Sources { get; init; } = [];

    /// <summary>Most memory of the process that runs queries over data files, in MB above its start.</summary>
    public int QueryMemory { get; init; } = DefaultQueryMemory;

    /// <summary>Checks that are configured.</summary>
    public CheckSettings Checks { get; init; } = new();

    /// <summary>
    /// Today in <see cref="TimeZone"/>; in UTC where this machine does not know the zone, which is reported when the settings are read.
    /// </summary>
    public DateOnly Today(TimeProvider time)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime);
    }

    /// <summary>
    /// The merge field of a label as it stands in <c>&lt;&lt;First Name&gt;&gt;</c>, or of a tag; null when there is none.
    /// </summary>
    public MergeField? FindMergeField(string labelOrTag) =>
        MergeFields.FirstOrDefault(field => field.Label.Equals(labelOrTag, StringComparison.OrdinalIgnoreCase) || field.Tag == labelOrTag);
}

/// <summary>Who publishes the newsletter. Any of it may be printed by templates.</summary>
public sealed record Organisation(string Name)
{
    /// <summary>Postal address on one line.</summary>
    public string? Address { get; init; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Address for readers' replies.</summary>
    public string? Email { get; init; }

    /// <summary>Home page.</summary>
    public string? Website { get; init; }

    /// <summary>LinkedIn page.</summary>
    public string? LinkedIn { get; init; }
}

/// <summary>When the releases of a day are public: official statistics at 9:30 in London.</summary>
/// <param name="Time">The time of day, where a dataset gives none.</param>
/// <param name="Zone">The IANA time zone of every release.</param>
public sealed record ReleaseTime(TimeOnly Time, string Zone);

/// <summary>The From and Reply-To of the email.</summary>
public sealed record Sender(string Name, string ReplyTo);

/// <summary>The audience in Mailchimp's terms.</summary>
/// <param name="Id">Audience (list) id at Mailchimp; null uses the sandbox's.</param>
/// <param name="Name">The audience's name, for messages.</param>
/// <param name="Segment">Name of a saved segment or tag; null is everybody.</param>
public sealed record Audience(string? Id, string? Name, string? Segment)
{
    internal const int DefaultBandPercent = 2;
    internal const int DefaultBandPeople = 10;

    /// <summary>How far, in percent, the number of recipients may move from the proof's before its token no longer fits.</summary>
    public int BandPercent { get; init; } = DefaultBandPercent;

    /// <summary>How far it may move at least, in people.</summary>
    public int BandPeople { get; init; } = DefaultBandPeople;

    /// <summary>The audience's groups by category, for checks; empty where newsletter.yml does not say.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Groups { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;
}

/// <summary>What Mailchimp counts about readers.</summary>
/// <param name="Opens">Who opens the email, by a picture that each copy loads.</param>
/// <param name="Clicks">Who follows which link, by links that lead through Mailchimp.</param>
public sealed record Tracking(bool Opens = true, bool Clicks = true);

/// <summary>Campaign parameters that links of the email carry, as website statistics read them.</summary>
/// <param name="Source"><c>utm_source</c>: who sends the reader.</param>
/// <param name="Medium"><c>utm_medium</c>.</param>
/// <param name="Name"><c>utm_campaign</c>; null is the slug.</param>
/// <param name="OnAllSites">Whether links to other people's websites carry them, too.</param>
public sealed record CampaignParameters(string Source, string Medium, string? Name, bool OnAllSites);

/// <summary>A merge field of the audience.</summary>
/// <param name="Tag">As Mailchimp has it: <c>FNAME</c>.</param>
/// <param name="Label">As editors write it: <c>First Name</c>.</param>
/// <param name="Type">Mailchimp's type: text, number, date, …</param>
/// <param name="Fallback">What stands where a subscriber has no value: the field's default value at Mailchimp.</param>
public sealed record MergeField(string Tag, string Label, string Type = "text", string? Fallback = null);

/// <summary>A database named in newsletter.yml.</summary>
/// <param name="Kind"><c>postgres</c> or <c>clickhouse</c>.</param>
/// <param name="RowLimit">Most rows a query may bring back.</param>
/// <param name="Timeout">Longest a query may take.</param>
/// <param name="AllowPrivate">Whether its address may be one of a private network.</param>
public sealed record DataSource(string Name, string Kind, int RowLimit, TimeSpan Timeout, bool AllowPrivate)
{
    /// <summary>What it holds, for source lines.</summary>
    public string? Title { get; init; }

    /// <summary>Who publishes it, for source lines.</summary>
    public string? Publisher { get; init; }

    /// <summary>Columns that count people, by the names they have in answers, for disclosure control.</summary>
    public ImmutableArray<string> People { get; init; } = [];

    /// <summary>The environment variable of its address: <c>DATAMONGER_SOURCE_WAREHOUSE</c>.</summary>
    public string Variable => "DATAMONGER_SOURCE_" + Name.ToUpperInvariant().Replace('-', '_');
}

/// <summary>What newsletter.yml says of checks.</summary>
public sealed record CheckSettings
{
    /// <summary>Email clients (caniemail's names) whose missing support is an error.</summary>
    public ImmutableArray<string> Clients { get; init; } = ["apple-mail", "gmail", "outlook"];

    /// <summary>Counts of people below this are disclosive.</summary>
    public int DisclosureThreshold { get; init; } = 6;

    /// <summary>Addresses and numbers that may stand in an issue although they belong to a person.</summary>
    public ImmutableArray<string> AllowedContacts { get; init; } = [];

    /// <summary>Days that should lie between two issues to one audience; 0 for none.</summary>
    public int DaysBetween { get; init; } = 3;

    /// <summary>Keys that every link to the organisation's website carries (<c>utm_source</c>); none unless it says so.</summary>
    public ImmutableArray<string> Utm { get; init; } = [];

    /// <summary>The only addresses the preview may send a test to.</summary>
    public ImmutableArray<string> TestRecipients { get; init; } = [];
}
