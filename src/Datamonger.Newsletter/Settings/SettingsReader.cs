using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Settings;

/// <summary>Reads <c>content/newsletter.yml</c>.</summary>
public static class SettingsReader
{
    /// <summary>A language that has no table of formats.</summary>
    public static readonly DiagnosticRule UnknownLanguage = new("DM106", Severity.Error, "An unknown language");

    /// <summary>A time zone that the system does not know.</summary>
    public static readonly DiagnosticRule UnknownTimeZone = new("DM107", Severity.Error, "An unknown time zone");

    /// <summary>A colour that is hard to see where it is used.</summary>
    public static readonly DiagnosticRule FaintColour = new("DM109", Severity.Warning, "A theme colour that is hard to see");

    // The engine itself takes some of it before the first row is read.
    private const int LeastQueryMemory = 128;

    /// <summary>Reads the settings; what is wrong is reported, and stands at its default.</summary>
    public static NewsletterSettings Read(SourceText source, DiagnosticBag diagnostics)
    {
        var isReadable = YamlReader.TryRead(
            source.Text,
            (line, column) => new SourceLocation(source.Path, line, column),
            diagnostics,
            out var node
        );
        if (node is not (null or YamlMapping))
        {
            diagnostics.Add(FieldRules.WrongType, node.Location, $"newsletter.yml is {node.Kind}; it must be a mapping (key: value).");
            isReadable = false;
        }
        // What cannot be read has been reported; that its keys are missing would be said of everything in it.
        var fields = isReadable ? SettingsFields.All : [.. SettingsFields.All.Select(field => field with { Required = false })];
        var reader = new FieldReader(
            node as YamlMapping ?? YamlMapping.Empty(SourceLocation.StartOf(source.Path)),
            fields,
            "newsletter.yml",
            diagnostics
        );
        var organisation = reader.Object("organisation", "organisation");
        var sender = reader.Object("sender", "sender");
        var audience = reader.Object("audience", "audience");
        var name = reader.Text("name") ?? "Newsletter";
        return new NewsletterSettings
        {
            Name = name,
            Strapline = reader.Text("strapline"),
            Organisation = new Organisation(organisation?.Text("name") ?? name)
            {
                Address = organisation?.Text("address"),
                Phone = organisation?.Text("phone"),
                Email = organisation?.Text("email"),
                Website = organisation?.Text("website"),
                LinkedIn = organisation?.Text("linkedin"),
            },
            Sender = new Sender(sender?.Text("name") ?? name, sender?.Text("reply_to") ?? ""),
            Language = LanguageOf(reader, "language", diagnostics),
            TimeZone = TimeZoneOf(reader, "time_zone", diagnostics),
            Release = ReleaseOf(reader.Object("release", "release"), diagnostics),
            Template = reader.Text("template")!,
            Theme = ThemeReader.Read(reader.Object("theme", "theme"), diagnostics),
            Audience = new Audience(audience?.Text("id"), audience?.Text("name"), audience?.Text("segment"))
            {
                BandPercent = Math.Clamp(audience?.Integer("band_percent") ?? Audience.DefaultBandPercent, 0, 100),
                BandPeople = Math.Max(0, audience?.Integer("band_people") ?? Audience.DefaultBandPeople),
                Groups = PersonaReader.Groups(audience?.Map("groups") ?? []),
            },
            MergeFields = ReadMergeFields(reader, diagnostics),
            Target = reader.Text("target")!,
            Tracking = TrackingOf(reader, new Tracking()),
            Campaign =
                reader.Object("utm", "utm") is { } utm && utm.Text("source") is { } from
                    ? new CampaignParameters(from, utm.Text("medium")!, utm.Text("campaign"), utm.Text("links") == "all")
                    : null,
            Approvals = Math.Clamp(reader.Integer("approvals") ?? 0, 0, 9),
            Schemes = [.. reader.List("schemes").Select(scheme => scheme.Value.TrimEnd(':').ToLowerInvariant())],
            ArchiveUrl = reader.Object("archive", "archive")?.Text("url")?.TrimEnd('/'),
            Sources = ReadSources(reader, diagnostics),
            QueryMemory = QueryMemoryOf(reader.Object("queries", "queries"), diagnostics),
            Checks = ReadChecks(reader.Object("checks", "checks")),
        };
    }

    /// <summary>Reads a language by its tag, and reports one that is not known.</summary>
    internal static Language LanguageOf(FieldReader reader, string key, DiagnosticBag diagnostics)
    {
        if (reader.Text(key) is not { } tag)
            return Language.BritishEnglish;
        if (Language.Find(tag) is { } language)
            return language;
        diagnostics.Add(
            UnknownLanguage,
            reader.LocationOf(key),
            $"The language \"{tag}\" is not known.",
            $"Known: {string.Join(", ", Language.All.Select(known => known.Tag))}."
        );
        return Language.BritishEnglish;
    }

    /// <summary>Reads what is tracked; keys that are not given keep their defaults.</summary>
    internal static Tracking TrackingOf(FieldReader reader, Tracking usual) =>
        reader.Object("tracking", "tracking") is not { } tracking
            ? usual
            : new Tracking(
                tracking.Text("opens") is null ? usual.Opens : tracking.Flag("opens"),
                tracking.Text("clicks") is null ? usual.Clicks : tracking.Flag("clicks")
            );

    private static ReleaseTime ReleaseOf(FieldReader? reader, DiagnosticBag diagnostics)
    {
        var usual = NewsletterSettings.UsualRelease;
        return reader is null ? usual : new ReleaseTime(reader.TimeOfDay("time") ?? usual.Time, TimeZoneOf(reader, "zone", diagnostics));
    }

    private static string TimeZoneOf(FieldReader reader, string key, DiagnosticBag diagnostics)
    {
        var zone = reader.Text(key)!;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            diagnostics.Add(
                UnknownTimeZone,
                reader.LocationOf(key),
                $"The time zone \"{zone}\" is not known here.",
                "Write an IANA name such as Europe/London."
            );
        }
        return zone;
    }

    private static ImmutableArray<MergeField> ReadMergeFields(FieldReader reader, DiagnosticBag diagnostics) =>
        [
            .. reader
                .Map("merge_fields")
                .Where(entry => entry.Value is YamlMapping)
                .Select(entry =>
                {
                    var field = new FieldReader(
                        (YamlMapping)entry.Value,
                        SettingsFields.MergeField,
                        $"merge field {entry.Key.Value}",
                        diagnostics
                    );
                    return new MergeField(
                        entry.Key.Value,
                        field.Text("label") ?? entry.Key.Value,
                        field.Text("type")!,
                        field.Text("fallback")
                    );
                }),
        ];

    private static ImmutableArray<DataSource> ReadSources(FieldReader reader, DiagnosticBag diagnostics) =>
        [
            .. reader
                .Map("sources")
                .Where(entry => entry.Value is YamlMapping)
                .Select(entry =>
                {
                    var source = new FieldReader((YamlMapping)entry.Value, SettingsFields.Source, $"source {entry.Key.Value}", diagnostics);
                    return new DataSource(
                        entry.Key.Value,
                        source.Text("kind") ?? "postgres",
                        source.Integer("row_limit") ?? 0,
                        TimeoutOf(source, diagnostics),
                        source.Flag("allow_private")
                    )
                    {
                        Title = source.Text("title"),
                        Publisher = source.Text("publisher"),
                        People = [.. source.List("people").Select(item => item.Value)],
                    };
                }),
        ];

    private static int QueryMemoryOf(FieldReader? reader, DiagnosticBag diagnostics)
    {
        if (reader?.Integer("memory") is not { } megabytes)
            return NewsletterSettings.DefaultQueryMemory;
        if (megabytes >= LeastQueryMemory)
            return megabytes;
        diagnostics.Add(
            FieldRules.WrongType,
            reader.LocationOf("memory"),
            $"memory is {megabytes} MB; it must be {LeastQueryMemory} or more.",
            "Leave it out: the default is 1024."
        );
        return LeastQueryMemory;
    }

    // What is too short is told when it is asked for; nobody waits longer than a day.
    private static TimeSpan TimeoutOf(FieldReader source, DiagnosticBag diagnostics)
    {
        var longest = TimeSpan.FromDays(1);
        var seconds = source.Number("timeout") ?? 0;
        if (seconds >= 0 && seconds <= longest.TotalSeconds)
            return TimeSpan.FromSeconds(seconds);
        diagnostics.Add(
            FieldRules.WrongType,
            source.LocationOf("timeout"),
            $"timeout is {seconds.ToString(CultureInfo.InvariantCulture)}; a source may take from 1 second to a day.",
            "Such as: timeout: 30"
        );
        return seconds > 0 ? longest : TimeSpan.Zero;
    }

    private static CheckSettings ReadChecks(FieldReader? reader)
    {
        var checks = new CheckSettings();
        if (reader is null)
            return checks;
        return checks with
        {
            Clients = reader.Has("clients") ? [.. reader.List("clients").Select(item => item.Value)] : checks.Clients,
            DisclosureThreshold = reader.Integer("disclosure_threshold") ?? checks.DisclosureThreshold,
            AllowedContacts = [.. reader.List("allowed_contacts").Select(item => item.Value)],
            DaysBetween = reader.Integer("days_between") ?? checks.DaysBetween,
            Utm = [.. reader.List("utm").Select(item => item.Value)],
            TestRecipients = [.. reader.List("test_recipients").Select(item => item.Value)],
        };
    }
}
