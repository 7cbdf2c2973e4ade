using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Cli.Preview.Hosting;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Outputs;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Workspaces;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Cli.Preview;

/// <summary>
/// Sends a test of an issue into the sandbox's inbox: pushes the draft there and has it sent to addresses that newsletter.yml lists.
/// It knows no other Mailchimp, whatever the workspace's target is.
/// </summary>
internal sealed class TestSending(PublishingParts parts)
{
    // Of two keys of one name nobody can say which was meant.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private const string HowToAllow = "List it under checks: test_recipients in newsletter.yml.";

    /// <summary>Sends to the addresses of a request: <c>{"to": ["editor@example.org"]}</c>.</summary>
    public async Task<Answer> SendAsync(HttpRequest request, Workspace workspace, IssueBuild build, CancellationToken cancellationToken)
    {
        var addresses = await ReadAsync(request, cancellationToken);
        if (addresses.IsDefaultOrEmpty)
            return Refused(StatusCodes.Status400BadRequest, "A test needs an address.", HowToAllow);
        if (!addresses.All(workspace.Settings.Checks.TestRecipients.Contains))
        {
            return Refused(
                StatusCodes.Status403Forbidden,
                "The preview sends to the addresses that newsletter.yml lists, and to no other.",
                HowToAllow
            );
        }
        try
        {
            var sandbox = await parts.FindSandbox(workspace, cancellationToken);
            var publisher = new MailchimpPublisher(PublishTarget.Sandbox(sandbox), workspace.StateDirectory, parts.Options, parts.Operator);
            var issue = PublishRequest.Of(
                build.Issue,
                build.Email,
                build.Diagnostics,
                workspace.Settings,
                [.. Encoding.UTF8.GetBytes(FiguresJson.Write(build.Figures, build.Tables.Datasets))],
                build.EmbargoBy(workspace.Settings)
            );
            await publisher.PublishAsync(issue, new PublishOptions(), cancellationToken);
            var receipt = await publisher.TestAsync(issue, addresses, cancellationToken);
            return Answer.Json(
                new JsonObject
                {
                    ["sent"] = addresses.Length,
                    ["inbox"] = new Uri(sandbox, "inbox/").ToString(),
                    ["notes"] = new JsonArray([.. receipt.Notes.Select(note => (JsonNode)note)]),
                }
            );
        }
        catch (PublishStoppedException stopped)
        {
            return Refused(StatusCodes.Status409Conflict, stopped.Message, stopped.Facts.FirstOrDefault());
        }
        catch (CliException failed)
        {
            return Refused(StatusCodes.Status503ServiceUnavailable, failed.Message, failed.Hint);
        }
    }

    private static async Task<ImmutableArray<string>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var to = (await JsonNode.ParseAsync(request.Body, null, Strict, cancellationToken) as JsonObject)?["to"] as JsonArray;
            return [.. (to ?? []).OfType<JsonValue>().Select(item => item.TryGetValue<string>(out var address) ? address : "").Distinct()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static Answer Refused(int status, string message, string? hint) =>
        Answer.Json(new JsonObject { ["message"] = message, ["hint"] = hint }, status);
}
