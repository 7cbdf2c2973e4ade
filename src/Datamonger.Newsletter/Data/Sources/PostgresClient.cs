using System.Data;
using System.Globalization;
using System.Net.Sockets;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;
using Npgsql;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>
/// PostgreSQL, and what speaks its protocol (Citus and others). A query is the body of a cursor in a read-only transaction: the server's
/// own grammar then lets nothing pass but one SELECT, and no more rows are made than are fetched.
/// </summary>
/// <param name="source">What newsletter.yml says of it.</param>
/// <param name="address">Its address, from the environment.</param>
internal sealed class PostgresClient(DataSource source, string address) : ISourceClient
{
    private const string Cursor = "DECLARE answer NO SCROLL CURSOR FOR\n";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<Table> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        await using var data = await OpenAsync(cancellationToken);
        try
        {
            await using var connection = await data.OpenConnectionAsync(cancellationToken);
            RefuseSuperuser(connection);
            await RunAsync(connection, "SET default_transaction_read_only = on", cancellationToken);
            await RunAsync(connection, "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", cancellationToken);
            await RunAsync(
                connection,
                string.Create(CultureInfo.InvariantCulture, $"SET LOCAL statement_timeout = {(long)source.Timeout.TotalMilliseconds}"),
                cancellationToken
            );
            await DeclareAsync(connection, sql, cancellationToken);
            await using var fetch = new NpgsqlCommand(
                string.Create(CultureInfo.InvariantCulture, $"FETCH FORWARD {source.RowLimit + 1L} FROM answer"),
                connection
            );
            await using var reader = await fetch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellationToken);
            try
            {
                return await PostgresRows.ReadAsync(reader, source, cancellationToken);
            }
            catch (QueryException)
            {
                // What is left of an answer would be read to its end before the connection closes.
                fetch.Cancel();
                throw;
            }
        }
        catch (PostgresException e)
        {
            throw Translate(e, sql);
        }
        catch (NpgsqlException e) when (e.InnerException is TimeoutException)
        {
            throw SourceErrors.TooLong(source);
        }
        catch (NpgsqlException e)
        {
            throw SourceErrors.Silent(
                source,
                e.InnerException is SocketException or IOException ? "there is no connection to it." : "the connection failed."
            );
        }
    }

    private async Task<NpgsqlDataSource> OpenAsync(CancellationToken cancellationToken)
    {
        if (PostgresAddress.Read(address, source.AllowPrivate) is not { Host: { Length: > 0 } host } settings || host.Contains(','))
        {
            throw SourceErrors.BadAddress(
                source,
                "postgresql://reader:password@host:5432/database, or Host=…;Username=…;Password=…;Database=…, of one host"
            );
        }
        var isSocket = host.StartsWith('/') || host.StartsWith('@');
        if (isSocket && !source.AllowPrivate)
            throw SourceAddress.Private(source);
        if (!isSocket)
            settings.Host = (await SourceAddress.ResolveAsync(source, host, cancellationToken)).ToString();
        settings.CommandTimeout = (int)Math.Ceiling((source.Timeout + Grace).TotalSeconds);
        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        builder.EnableTransportSecurity();
        // The certificate is the host's, not its number's.
        if (!isSocket)
            builder.UseSslClientAuthenticationOptionsCallback(options => options.TargetHost = host);
        return builder.Build();
    }

    // A superuser reads the server's files and starts its programs through a SELECT, read-only or not.
    private void RefuseSuperuser(NpgsqlConnection connection)
    {
        if (connection.PostgresParameters.TryGetValue("is_superuser", out var answer) && answer == "on")
        {
            throw SourceErrors.Refused(
                source,
                "connects as a superuser, who can do more than read.",
                "Make a role for it that may only SELECT: CREATE ROLE reader LOGIN; GRANT SELECT ON … TO reader;"
            );
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task DeclareAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // One command of a batch is sent as it is: it is not taken apart at semicolons.
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Cursor + sql.TrimEnd().TrimEnd(';')));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NotSupportedException)
        {
            throw SourceErrors.NotReading("There are several statements; a query is one.");
        }
    }

    private QueryException Translate(PostgresException error, string sql)
    {
        var message = $"{char.ToUpperInvariant(error.MessageText[0])}{error.MessageText[1..].TrimEnd('.')}.";
        return error.SqlState switch
        {
            PostgresErrorCodes.QueryCanceled => SourceErrors.TooLong(source),
            PostgresErrorCodes.ReadOnlySqlTransaction => SourceErrors.NotReading(message),
            ['2', '8', ..] or ['3', 'D', ..] or ['5', '3', ..] or ['5', '7', ..] or ['0', '8', ..] => SourceErrors.Silent(source, message),
            _ => SourceErrors.Failed(message, sql, OffsetOf(error.Position, sql), error.Hint is { Length: > 0 } hint ? hint : null),
        };
    }

    // The server counts characters from 1, with what stands in front of the query; a character outside the first plane is two units here.
    private static int OffsetOf(int position, string sql)
    {
        var characters = position - 1 - Cursor.Length;
        if (position <= 0 || characters < 0)
            return -1;
        var offset = 0;
        for (; characters > 0 && offset < sql.Length; characters--)
            offset += char.IsSurrogatePair(sql, offset) ? 2 : 1;
        return offset;
    }
}
