using System.Text.RegularExpressions;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>How a source is.</summary>
/// <param name="Source">As newsletter.yml names it.</param>
public sealed record SourceExamination(DataSource Source)
{
    /// <summary>Its version, as it says; null when it does not answer.</summary>
    public string? Version { get; init; }

    /// <summary>From the first byte to it until its answer: connecting, logging in, one query.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What its account could do beside reading, in words; null when nothing was found.</summary>
    public string? Writes { get; init; }

    /// <summary>Why it does not answer; null when it does.</summary>
    public string? Fault { get; init; }

    /// <summary>What to do; null when there is nothing to do.</summary>
    public string? Remedy { get; init; }
}

/// <summary>
/// Asks a source whether it is there, by the same way as a query and with the same limits on what can be done to it. Nothing that it says of
/// itself is its address.
/// </summary>
/// <param name="workspace">Knows the sources' addresses.</param>
/// <param name="time">The clock, for the latency.</param>
public sealed partial class SourceDoctor(Workspace workspace, TimeProvider time)
{
    /// <summary>Who looks does not want to wait as long as a query may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // Privileges of tables and schemas, by name; what PUBLIC has, the role has too. A superuser is refused before it is asked.
    private const string PostgresQuestion = """
        SELECT current_setting('server_version') AS version,
          (SELECT min(n.nspname || '.' || c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) AS relation,
          (SELECT min(nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema' AND has_schema_privilege(oid, 'CREATE')) AS schema,
          (SELECT rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS role
        """;

    /// <summary>Looks at one source; null when the environment does not say its address.</summary>
    public async Task<SourceExamination?> ExamineAsync(DataSource source, CancellationToken cancellationToken)
    {
        if (workspace.AddressOf(source) is not { Length: > 0 } address) return null;
        var patient = source with { Timeout = Limit, RowLimit = 1_000 };
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return source.Kind == "clickhouse" ? await AskClickHouseAsync(patient, address, both.Token) : await AskPostgresAsync(patient, address, both.Token);
        }
        catch (QueryException e)
        {
            return new SourceExamination(source) { Fault = e.Message, Remedy = e.Hint };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SourceExamination(source) { Fault = $"The source \"{source.Name}\" does not answer within {Limit.TotalSeconds:0} seconds.", Remedy = $"Is it running, and can this machine reach it? Its address is {source.Variable} in the environment." };
        }
    }

    private async Task<SourceExamination> AskPostgresAsync(DataSource source, string address, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var answer = await new PostgresClient(source, address).QueryAsync(PostgresQuestion, cancellationToken);
        var latency = time.GetElapsedTime(start);
        var writes = answer.ValueAt(0, "relation") is string relation ? $"write {relation}"
            : answer.ValueAt(0, "schema") is string schema ? $"make tables in the schema {schema}"
            : answer.ValueAt(0, "role") is true ? "make databases or roles"
            : null;
        return Answering(source, answer.ValueAt(0, "version"), latency, writes, "Queries are held to reading, but a role that cannot write is safer: CREATE ROLE reader LOGIN; GRANT SELECT ON … TO reader;");
    }

    private async Task<SourceExamination> AskClickHouseAsync(DataSource source, string address, CancellationToken cancellationToken)
    {
        var client = new ClickHouseClient(source, address);
        var start = time.GetTimestamp();
        var version = await client.QueryAsync("SELECT version() AS version", cancellationToken);
        var latency = time.GetElapsedTime(start);
        var grants = await client.QueryAsync("SHOW GRANTS", cancellationToken);
        var writing = Enumerable.Range(0, grants.RowCount).Select(row => Writing().Match(grants.Columns[0].Values[row] as string ?? "")).FirstOrDefault(match => match.Success);
        var writes = writing is null ? null : $"{writing.Groups["right"].Value} on {writing.Groups["where"].Value}";
        return Answering(source, version.ValueAt(0, "version"), latency, writes, "Queries are sent with readonly=1, but a user that cannot write is safer: GRANT SELECT ON … TO reader.");
    }

    private static SourceExamination Answering(DataSource source, object? version, TimeSpan latency, string? writes, string remedy) =>
        new(source) { Version = version as string ?? "of an unknown version", Latency = latency, Writes = writes, Remedy = writes is null ? null : remedy };

    // GRANT SELECT, INSERT(a, b), ALTER TABLE ON stats.* TO reader WITH GRANT OPTION
    [GeneratedRegex(@"^GRANT (.*?[ ,])??(?<right>ALL|INSERT|ALTER|CREATE|DROP|TRUNCATE|OPTIMIZE|KILL|SYSTEM|ACCESS MANAGEMENT|FILE|URL|REMOTE|S3)\b.*? ON (?<where>\S+) TO ", RegexOptions.NonBacktracking)]
    private static partial Regex Writing();
}
