using System.Text.Json.Nodes;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Publishing;

/// <summary>Prints where an issue stands, or why publishing stopped: for people, or as JSON.</summary>
internal sealed class ReceiptPrinter(CliSession session)
{
    /// <summary>Where an issue stands.</summary>
    public void Print(PublishReceipt receipt)
    {
        session.Reporter.Report(receipt.Diagnostics);
        if (session.AsJson)
        {
            session.Reporter.Json(ToJson(receipt));
            return;
        }
        Line("issue", receipt.Slug);
        Line("target", receipt.Target);
        Line("state", receipt.State);
        if (receipt.Campaign is not null)
            Line("campaign", receipt.Campaign);
        if (receipt.Audience is not null || receipt.Recipients is not null)
            Line(
                "goes to",
                string.Join(
                    ", ",
                    new[]
                    {
                        receipt.Audience,
                        receipt is { Segment: { } segment, SegmentMembers: { } members } ? $"segment “{segment}” ({members} members)"
                        : receipt.Segment is { } named ? $"segment “{named}”"
                        : null,
                        receipt.Recipients is { } count ? $"{count} {(count == 1 ? "person" : "people")}" : null,
                    }.OfType<string>()
                )
            );
        if (receipt.SendTime is { } time)
            Line("time", $"{In(time)} ({session.Workspace.Settings.TimeZone})");
        if (receipt.ApprovalsNeeded > 0)
            Line(
                "approved",
                $"{receipt.ApprovedBy.Length} of {receipt.ApprovalsNeeded}"
                    + (receipt.ApprovedBy.IsEmpty ? "" : $" ({string.Join(", ", receipt.ApprovedBy)})")
            );
        if (receipt.Token is not null)
            Line("token", receipt.Token);
        if (receipt.Band is { } band)
            session.Reporter.Say($"The token covers {band} recipients.");
        foreach (var call in receipt.Calls)
            Line("call", $"{call.Method} {call.Path}  ({call.Purpose})");
        foreach (var note in receipt.Notes)
            session.Reporter.Say(note);
        Next([.. receipt.Next]);
    }

    /// <summary>Why publishing stopped.</summary>
    public void Print(PublishStoppedException stopped)
    {
        session.Reporter.Report(stopped.Diagnostics);
        session.Reporter.Failure(stopped.Message, null);
        if (session.AsJson)
        {
            session.Reporter.Json(
                new JsonObject
                {
                    ["outcome"] = stopped.Outcome.ToString(),
                    ["message"] = stopped.Message,
                    ["facts"] = Array(stopped.Facts),
                    ["next"] = Array(stopped.Next),
                    ["diagnostics"] = new JsonArray([
                        .. stopped.Diagnostics.Select(diagnostic => (JsonNode)ConsoleReporter.ToJson(diagnostic)),
                    ]),
                }
            );
            return;
        }
        foreach (var fact in stopped.Facts)
            session.Reporter.Say("  " + fact);
        Next([.. stopped.Next]);
    }

    private void Line(string name, string value) => session.Environment.Output.WriteLine($"{name, -9} {value}");

    private void Next(NextStep[] steps)
    {
        if (steps.Length == 0)
            return;
        session.Reporter.Say("Next:");
        var width = steps.Max(step => step.Command.Length);
        foreach (var step in steps)
            session.Reporter.Say($"  datamonger {step.Command.PadRight(width)}  {step.Purpose}");
    }

    private string In(DateTimeOffset time) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(session.Workspace.Settings.TimeZone, out var zone)
            ? TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm")
            : $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC";

    private static JsonObject ToJson(PublishReceipt receipt) =>
        new()
        {
            ["issue"] = receipt.Slug,
            ["target"] = receipt.Target,
            ["state"] = receipt.State,
            ["campaign"] = receipt.Campaign,
            ["web_id"] = receipt.WebId,
            ["page"] = receipt.Page,
            ["audience"] = receipt.Audience,
            ["segment"] = receipt.Segment,
            ["segment_members"] = receipt.SegmentMembers,
            ["recipients"] = receipt.Recipients,
            ["recipients_low"] = receipt.Band?.Low,
            ["recipients_high"] = receipt.Band?.High,
            ["approvals_needed"] = receipt.ApprovalsNeeded,
            ["approved_by"] = Array(receipt.ApprovedBy),
            ["token"] = receipt.Token,
            ["send_time"] = receipt.SendTime?.ToString("yyyy-MM-dd'T'HH:mm:sszzz"),
            ["calls"] = new JsonArray([
                .. receipt.Calls.Select(call =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["method"] = call.Method,
                            ["path"] = call.Path,
                            ["purpose"] = call.Purpose,
                        }
                ),
            ]),
            ["notes"] = Array(receipt.Notes),
            ["next"] = Array(receipt.Next),
            ["diagnostics"] = new JsonArray([.. receipt.Diagnostics.Select(diagnostic => (JsonNode)ConsoleReporter.ToJson(diagnostic))]),
        };

    private static JsonArray Array(IEnumerable<string> lines) => new([.. lines.Select(line => (JsonNode)line)]);

    private static JsonArray Array(IEnumerable<NextStep> steps) =>
        new([.. steps.Select(step => (JsonNode)new JsonObject { ["command"] = "datamonger " + step.Command, ["purpose"] = step.Purpose })]);
}
