using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Model.Results;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>
/// The sources that queries may ask: those that newsletter.yml names and, of these, the ones that the issue's front matter names. An
/// answer is used again only for as long as the query says (<c>--| cache: 6h</c>), since what a database holds changes without notice.
/// </summary>
/// <param name="workspace">Knows the sources and their addresses.</param>
/// <param name="allowed">The front matter's list; null where no issue is meant.</param>
/// <param name="cache">Keeps answers.</param>
/// <param name="time">The clock, for how long they are kept.</param>
/// <param name="settings">What servers let be set.</param>
internal sealed class IssueSources(
    Workspace workspace,
    ImmutableArray<YamlScalar>? allowed,
    BuildCache cache,
    TimeProvider time,
    ClickHouseSettings settings
)
{
    private const string Kind = "source";
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private ImmutableArray<DataSource> Known => workspace.Settings.Sources;

    /// <summary>Reports names of the front matter that newsletter.yml does not know.</summary>
    public void Check(DiagnosticBag diagnostics)
    {
        foreach (var name in allowed ?? [])
        {
            if (Find(name.Value) is null)
                diagnostics.Add(
                    QueryRules.UnknownSource,
                    name.Location,
                    $"There is no source \"{name.Value}\" in newsletter.yml.",
                    NearestName.Hint(name.Value, [.. Known.Select(source => source.Name)])
                );
        }
    }

    /// <summary>Whether a query may run where it says; why not is reported.</summary>
    public bool Allow(QueryBlock query, DiagnosticBag diagnostics)
    {
        if (query.Source is not { } name)
            return true;
        if (Find(name) is not { } source)
        {
            diagnostics.Add(
                QueryRules.UnknownSource,
                query.SourceOptionLocation,
                $"There is no source \"{name}\" in newsletter.yml.",
                NearestName.Hint(name, [.. Known.Select(known => known.Name)]) ?? "Name it there under sources:, with its kind."
            );
            return false;
        }
        if (allowed is { } names && !names.Any(listed => listed.Value == name))
        {
            diagnostics.Add(
                QueryRules.SourceRefused,
                query.SourceOptionLocation,
                $"This issue may not ask the source \"{name}\".",
                $"Its front matter says which it may: sources: [{string.Join(", ", names.Select(listed => listed.Value).Append(name))}]"
            );
            return false;
        }
        if (workspace.AddressOf(source) is { Length: > 0 })
            return true;
        diagnostics.Add(
            QueryRules.SourceRefused,
            query.SourceOptionLocation,
            $"The source \"{name}\" has no address.",
            $"Set {source.Variable} in the environment."
        );
        return false;
    }

    /// <summary>What a query's rows are traced to: the answer's own hash stands for the file's.</summary>
    public Dataset Origin(QueryBlock query, string hash)
    {
        var source = Find(query.Source!)!;
        return new Dataset($"{source.Name}:{query.Name}", $"source:{source.Name}/{query.Name}", query.Location)
        {
            Hash = hash,
            Title = source.Title,
            Publisher = source.Publisher,
            PeopleColumns = source.People,
        };
    }

    /// <summary>Asks a source that was allowed.</summary>
    /// <exception cref="QueryException">It does not answer, or not with a table.</exception>
    public async Task<Table> QueryAsync(QueryBlock query, CancellationToken cancellationToken)
    {
        var source = Find(query.Source!)!;
        var address = workspace.AddressOf(source)!;
        if (source.RowLimit < 1 || source.Timeout < Shortest)
            throw SourceErrors.Refused(
                source,
                "has limits under which nothing can be asked.",
                "row_limit and timeout in newsletter.yml want 1 or more."
            );
        var key = query.CacheFor is { } span ? KeyOf(source, address, query.Sql, span) : null;
        if (key is not null && cache.Find(Kind, key) is { } kept && TableFormat.Read(kept) is { } known)
            return known;
        ISourceClient client =
            source.Kind == "clickhouse" ? new ClickHouseClient(source, address, settings) : new PostgresClient(source, address);
        var table = await client.QueryAsync(query.Sql, cancellationToken);
        if (key is not null)
            cache.Keep(Kind, key, TableFormat.Write(table));
        return table;
    }

    // The spans are counted from the year 1: within one of them an answer is used again, so it is never older than the span.
    private string KeyOf(DataSource source, string address, string sql, TimeSpan span)
    {
        using var key = new ContentHash();
        return key.Add(source.Name)
            .Add(source.Kind)
            .Add(WithoutPassword(source, address))
            .Add(string.Create(CultureInfo.InvariantCulture, $"{source.RowLimit} {span.Ticks} {time.GetUtcNow().Ticks / span.Ticks}"))
            .Add(sql)
            .ToHex();
    }

    // Another server's answer is another answer. The password is left out, so that no key is made from it.
    private static string? WithoutPassword(DataSource source, string address) =>
        source.Kind == "clickhouse"
            ? Uri.TryCreate(address, UriKind.Absolute, out var url)
                ? $"{url.UserInfo.Split(':')[0]}@{url.Authority}{url.AbsolutePath}"
                : null
            : PostgresAddress.Read(address, source.AllowPrivate) is { } settings
                ? $"{settings.Username}@{settings.Host}:{settings.Port}/{settings.Database}"
                : null;

    private DataSource? Find(string name) => Known.FirstOrDefault(source => source.Name == name);
}
