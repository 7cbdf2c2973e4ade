using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>What was asked: method, path after <c>/3.0</c>, query and JSON body.</summary>
internal sealed record ApiRequest(string Method, string Path, ImmutableDictionary<string, string> Query, JsonNode? Body)
{
    /// <summary>How campaign content is changed before it is stored; not at all when empty.</summary>
    public ImmutableArray<string> Rewrite { get; init; } = [];
}

/// <summary>What is answered. A null body is a 204.</summary>
internal sealed record ApiAnswer(int Status, JsonNode? Body)
{
    /// <summary>What the call changed, for the journal.</summary>
    public ImmutableArray<string> Effects { get; init; } = [];
}

/// <summary>One call while it is handled: the request, the values of its route, and the transaction it runs in.</summary>
internal sealed class ApiCall(ApiRequest request, ImmutableDictionary<string, string> route, Session store, Site site)
{
    private readonly ImmutableArray<string>.Builder _effects = ImmutableArray.CreateBuilder<string>();

    public Session Store => store;

    public Site Site => site;

    public string Now { get; } = site.NowText;

    public ImmutableArray<string> Effects => _effects.ToImmutable();

    public ImmutableArray<string> Rewrite => request.Rewrite;

    public string this[string name] => route[name];

    public BodyReader Body =>
        request.Body is JsonObject body
            ? new BodyReader(body)
            : throw new ApiProblem(400, "JSONParseError", "The body of this call is a JSON object, and none was found.");

    public BodyReader OptionalBody => request.Body is null ? new BodyReader([]) : Body;

    /// <summary>A whole number in the route; what is none is nothing we have.</summary>
    public long Number(string name) =>
        long.TryParse(route[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw ApiProblem.NotFound();

    public string? Query(string name) => request.Query.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public bool Flag(string name) => Query(name) is "true" or "1";

    /// <summary>A date of the query in the form it is stored in, so that texts compare.</summary>
    public string? Date(string name) =>
        Query(name) is not { } text ? null
        // A plus sign that was not encoded arrives as a blank.
        : Iso.TryParse(text.Replace(' ', '+'), out var moment) ? Iso.Text(moment)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Iso.Text(new DateTimeOffset(day, default, default))
        : throw ApiProblem.Invalid(name, "This is not an ISO 8601 date and time with an offset.");

    public bool Descending => Query("sort_dir") is { } direction && direction.Equals("DESC", StringComparison.OrdinalIgnoreCase);

    public int Count => Paging("count", 10, 1000);

    public int Offset => Paging("offset", 0, int.MaxValue);

    /// <summary>Notes a change in the journal of calls.</summary>
    public void Note(string kind, string campaignId = "") => _effects.Add(campaignId.Length > 0 ? $"{kind} {campaignId}" : kind);

    /// <summary>Notes a change, in the journal and, when it is a campaign's, in the store.</summary>
    public void Effect(string kind, string campaignId = "")
    {
        Note(kind, campaignId);
        if (campaignId.Length > 0)
            Storage.Effects.Add(store, Now, kind, campaignId);
    }

    /// <summary>One page of a collection under its name, with the number of all items and what else belongs beside it.</summary>
    public ApiAnswer Collection<T>(
        string name,
        IReadOnlyCollection<T> items,
        Func<T, JsonNode> view,
        params ReadOnlySpan<(string Name, JsonNode? Value)> beside
    )
    {
        if (Count > Site.Modes.LargestPage)
            throw new ApiProblem(504, "Gateway Time-out", "The page is too large to be read in time.");
        var shift = Offset > 0 && Site.ShiftsNow() ? 1 : 0;
        var body = new JsonObject { [name] = JsonTree.Array(items.Skip(Offset + shift).Take(Count).Select(item => (JsonNode?)view(item))) };
        foreach (var (key, value) in beside)
            body[key] = value;
        body["total_items"] = items.Count;
        return new ApiAnswer(200, body);
    }

    private int Paging(string name, int otherwise, int most)
    {
        if (Query(name) is not { } text)
            return otherwise;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw ApiProblem.Invalid(name, "This is not a whole number from 0.");
        return number <= most ? number : throw ApiProblem.Invalid(name, $"The most is {most}.");
    }
}
