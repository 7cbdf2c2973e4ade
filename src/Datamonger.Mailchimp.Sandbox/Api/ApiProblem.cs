using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>One field that a request got wrong.</summary>
internal sealed record FieldError(string Field, string Message);

/// <summary>A refusal. It leaves the handler as an exception so that nothing of the call is kept.</summary>
internal sealed class ApiProblem(int status, string title, string detail, ImmutableArray<FieldError> errors = default) : Exception(title)
{
    private const string Documentation = "https://mailchimp.com/developer/marketing/docs/errors/";

    public int Status => status;

    /// <summary>The methods that the path does know, for a 405.</summary>
    public string? Allow { get; init; }

    public static ApiProblem NotFound() => new(404, "Resource Not Found", "There is nothing at this address.");

    public static ApiProblem Bad(string title, string detail) => new(400, title, detail);

    public static ApiProblem Invalid(params ImmutableArray<FieldError> errors) =>
        new(400, "Invalid Resource", "The request could not be taken; errors names each field that is wrong.", errors);

    public static ApiProblem Invalid(string field, string message) => Invalid(new FieldError(field, message));

    public JsonObject ToJson(string instance)
    {
        var json = new JsonObject
        {
            ["type"] = Documentation,
            ["title"] = Message,
            ["status"] = status,
            ["detail"] = detail,
            ["instance"] = instance,
        };
        if (!errors.IsDefaultOrEmpty)
            json["errors"] = Storage.JsonTree.Array(
                errors.Select(error => new JsonObject { ["field"] = error.Field, ["message"] = error.Message })
            );
        return json;
    }
}
