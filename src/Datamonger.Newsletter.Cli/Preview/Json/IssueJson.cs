using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Cli.Preview.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Preview.Json;

/// <summary>All that the page shows of an issue beside its email.</summary>
internal static class IssueJson
{
    /// <summary>An issue as one sample subscriber gets it.</summary>
    /// <param name="asItIs">Whether the latest build is wanted although something is missing from its email.</param>
    public static JsonObject Of(PreviewedIssue issue, PersonaFile personas, Persona? persona, bool asItIs, DateTimeOffset now)
    {
        var json = new JsonObject
        {
            ["slug"] = issue.Slug,
            ["version"] = issue.Version,
            ["newsletter"] = issue.Workspace.Settings.Name,
            ["problem"] = issue.Problem,
            ["behind"] = issue.IsBehind,
            ["shownSince"] = In(issue.ShownSince, issue.Workspace),
            ["milliseconds"] = Math.Round(issue.Took.TotalMilliseconds, 1),
            ["personas"] = Places.Array(
                personas.All.Select(known => new JsonObject { ["name"] = known.Name, ["description"] = known.Description })
            ),
            ["testRecipients"] = Places.Texts(issue.Workspace.Settings.Checks.TestRecipients),
            ["diagnostics"] = Findings(issue, personas),
        };
        if ((asItIs ? issue.Current ?? issue.Shown : issue.Shown) is not { } build)
            return json;
        var reading = new PersonaReading(persona, build.Email, issue.Workspace.Settings, now);
        json["title"] = build.Issue.FrontMatter.Title;
        json["number"] = build.Issue.FrontMatter.Number;
        json["embargo"] = build.EmbargoBy(issue.Workspace.Settings).Banner(now);
        json["date"] = build.Issue.FrontMatter.Date?.ToString("yyyy-MM-dd");
        json["envelope"] = new JsonObject
        {
            ["from"] = build.Email.FromName,
            ["replyTo"] = build.Email.ReplyTo,
            ["subject"] = reading.Subject,
            ["preheader"] = reading.Preheader,
            ["subjectAsSent"] = build.Email.Subject,
            ["preheaderAsSent"] = build.Email.Preheader,
        };
        json["remarks"] = Places.Texts(reading.Remarks);
        json["text"] = reading.Text;
        json["sizes"] = Sizes(build);
        json["figures"] = FigureJson.Of(build, persona);
        json["charts"] = ChartJson.Of(build);
        return json;
    }

    /// <summary>What is wrong with the newsletter's settings, the sample subscribers and the issue.</summary>
    public static ImmutableArray<Diagnostic> AllFindings(PreviewedIssue issue, PersonaFile personas) =>
        [.. issue.Workspace.Diagnostics.Concat(personas.Diagnostics).Concat(issue.Current?.Diagnostics ?? []).Distinct()];

    private static JsonArray Findings(PreviewedIssue issue, PersonaFile personas)
    {
        var all = AllFindings(issue, personas);
        var sources = issue.Current is { } build ? SourceFiles.Of(build, issue.Workspace, all) : [];
        return Places.Array(
            all.Select(found =>
            {
                var json = ConsoleReporter.ToJson(found);
                json["title"] = found.Rule.Title;
                json["stops"] = PreviewedIssue.StopsTheEmail(found);
                if (found.Rule.Severity == Severity.Error)
                    json["lines"] = SourceFiles.Around(found.Location, sources);
                return json;
            })
        );
    }

    private static JsonObject Sizes(IssueBuild build) =>
        new()
        {
            ["limit"] = MessageSize.GmailLimit,
            ["html"] = MessageSize.OfHtml(build.Email),
            ["afterMailchimp"] = MessageSize.AfterMailchimp(build.Email, build.Figures.Editions),
            ["text"] = Encoding.UTF8.GetByteCount(build.Email.Text),
            ["images"] = Places.Array(
                build.Email.Images.Select(image => new JsonObject { ["name"] = image.FileName, ["bytes"] = image.Bytes.Length })
            ),
        };

    private static string In(DateTimeOffset moment, Workspace workspace) =>
        (
            TimeZoneInfo.TryFindSystemTimeZoneById(workspace.Settings.TimeZone, out var zone)
                ? TimeZoneInfo.ConvertTime(moment, zone)
                : moment
        ).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
