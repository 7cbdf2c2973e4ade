using System.Text.RegularExpressions;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>How a source is.</summary>
/// <param name="Source">As newsletter.yml names it.</param>
public sealed record SourceExamination(DataSource Source)
{
    /// <summary>Its version, as it says; null when it does not answer.</summary>
    public string? Version { get; init; }

    /// <summary>From the first byte to it until its answer: connecting, logging in, one query.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What its account could do beside reading, in words; null when that is nothing, or not known.</summary>
    public string? Writes { get; init; }

    /// <summary>Whether it said what its account may do.</summary>
    public bool KnowsRights { get; init; }

    /// <summary>Why it does not answer; null when it does.</summary>
    public string? Fault { get; init; }

    /// <summary>What to do; null when there is nothing to do.</summary>
    public string? Remedy { get; init; }
}

/// <summary>
/// Asks a source whether it is there, by the same way as a query and with the same limits on what can be done to it. Nothing that it says
/// of
/// itself is its address.
/// </summary>
/// <param name="workspace">Knows the sources' addresses.</param>
/// <param name="time">The clock, for the latency.</param>
public sealed partial class SourceDoctor(Workspace workspace, TimeProvider time)
{
    /// <summary>Who looks does not want to wait as long as a query may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly Questions Postgres = new(
        "SELECT current_setting('server_version') AS version",
        PostgresRights,
        PostgresWrites,
        "Queries are held to reading, but a role that cannot write is safer: CREATE ROLE reader LOGIN; GRANT SELECT ON … TO reader;"
    );

    private static readonly Questions ClickHouse = new(
        "SELECT version() AS version",
        "SHOW GRANTS",
        ClickHouseWrites,
        "Queries are sent with readonly=1, but a user that cannot write is safer: GRANT SELECT ON … TO reader."
    );

    // Privileges of tables and schemas, by name; what PUBLIC has, the role has too. A superuser is refused before it is asked.
    private const string PostgresRights = """
        SELECT
          (SELECT min(n.nspname || '.' || c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) AS relation,
          (SELECT min(nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' AND has_schema_privilege(oid, 'CREATE')) AS schema,
          (SELECT rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS role
        """;

    /// <summary>What is asked of one kind.</summary>
    /// <param name="WritesOf">What the account may do beside reading, of the answer about its rights.</param>
    private sealed record Questions(string Version, string Rights, Func<Table, string?> WritesOf, string Remedy);

    /// <summary>Looks at one source; null when the environment does not say its address.</summary>
    public async Task<SourceExamination?> ExamineAsync(DataSource source, CancellationToken cancellationToken)
    {
        if (workspace.AddressOf(source) is not { Length: > 0 } address)
            return null;
        var patient = source with { Timeout = Limit, RowLimit = 1_000 };
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return source.Kind == "clickhouse"
                ? await AskAsync(source, new ClickHouseClient(patient, address, new ClickHouseSettings()), ClickHouse, both.Token)
                : await AskAsync(source, new PostgresClient(patient, address), Postgres, both.Token);
        }
        catch (QueryException e)
        {
            return new SourceExamination(source) { Fault = e.Message, Remedy = e.Hint };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SourceExamination(source)
            {
                Fault = $"The source \"{source.Name}\" does not answer within {Limit.TotalSeconds:0} seconds.",
                Remedy = $"Is it running, and can this machine reach it? Its address is {source.Variable} in the environment.",
            };
        }
    }

    private async Task<SourceExamination> AskAsync(
        DataSource source,
        ISourceClient client,
        Questions questions,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        var answer = await client.QueryAsync(questions.Version, cancellationToken);
        var found = new SourceExamination(source)
        {
            Version = answer.ValueAt(0, "version") as string ?? "of an unknown version",
            Latency = time.GetElapsedTime(start),
        };
        try
        {
            var writes = questions.WritesOf(await client.QueryAsync(questions.Rights, cancellationToken));
            return found with { KnowsRights = true, Writes = writes, Remedy = writes is null ? null : questions.Remedy };
        }
        catch (QueryException e) when (e.Rule != QueryRules.SourceSilent)
        {
            // What speaks the protocol need not have all of its tables, and not every account may ask what it may do.
            return found;
        }
    }

    private static string? PostgresWrites(Table rights) =>
        rights.ValueAt(0, "relation") is string relation ? $"write {relation}"
        : rights.ValueAt(0, "schema") is string schema ? $"make tables in the schema {schema}"
        : rights.ValueAt(0, "role") is true ? "make databases or roles"
        : null;

    private static string? ClickHouseWrites(Table grants) =>
        grants.Columns[0].Values.Select(grant => Writing().Match(grant as string ?? "")).FirstOrDefault(match => match.Success)
            is { } writing
            ? $"{writing.Groups["right"].Value} on {writing.Groups["where"].Value}"
            : null;

    // GRANT SELECT, INSERT(a, b), ALTER TABLE ON stats.* TO reader WITH GRANT OPTION
    [GeneratedRegex(
        @"^GRANT (.*?[ ,])??(?<right>ALL|INSERT|ALTER|CREATE|DROP|TRUNCATE|OPTIMIZE|KILL|SYSTEM|ACCESS MANAGEMENT|FILE|URL|REMOTE|S3)\b.*? ON (?<where>\S+) TO ",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Writing();
}
