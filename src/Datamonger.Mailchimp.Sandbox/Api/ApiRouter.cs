using System.Collections.Immutable;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>
/// The operations by method and path, and the one way to run one: in a transaction, with its answer cut to the fields asked for.
/// </summary>
internal sealed class ApiRouter(Site site)
{
    private readonly List<Operation> _operations = [];

    /// <summary>Adds an operation. A path part in braces, such as <c>{list_id}</c>, takes any value.</summary>
    public void Map(string method, string path, Func<ApiCall, ApiAnswer> handle) =>
        _operations.Add(new Operation(method, Parts(path), handle));

    /// <exception cref="ApiProblem">The call is refused and changed nothing.</exception>
    public ApiAnswer Run(ApiRequest request, Session session)
    {
        var parts = Parts(request.Path);
        var allowed = new List<string>();
        foreach (var operation in _operations)
        {
            if (!operation.Matches(parts))
                continue;
            if (operation.Method != request.Method)
            {
                allowed.Add(operation.Method);
                continue;
            }
            var call = new ApiCall(request, operation.Route(parts), session, site);
            var answer = operation.Handle(call);
            return answer with
            {
                Body = FieldFilter.Apply(answer.Body, call.Query("fields"), call.Query("exclude_fields")),
                Effects = call.Effects,
            };
        }
        throw allowed.Count == 0
            ? ApiProblem.NotFound()
            : new ApiProblem(405, "Method Not Allowed", "This resource does not know that method.") { Allow = string.Join(", ", allowed) };
    }

    public ApiAnswer Run(ApiRequest request, Store store) =>
        request.Method == "GET" ? store.Read(session => Run(request, session)) : store.Write(session => Run(request, session));

    private static ImmutableArray<string> Parts(string path) => [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries)];

    private sealed record Operation(string Method, ImmutableArray<string> Pattern, Func<ApiCall, ApiAnswer> Handle)
    {
        public bool Matches(ImmutableArray<string> parts)
        {
            if (parts.Length != Pattern.Length)
                return false;
            for (var at = 0; at < parts.Length; at++)
                if (Pattern[at][0] != '{' && Pattern[at] != parts[at])
                    return false;
            return true;
        }

        public ImmutableDictionary<string, string> Route(ImmutableArray<string> parts) =>
            Pattern.Zip(parts).Where(pair => pair.First[0] == '{').ToImmutableDictionary(pair => pair.First[1..^1], pair => pair.Second);
    }
}
