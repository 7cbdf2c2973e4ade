using Microsoft.Data.Sqlite;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>
/// The sandbox's memory: one SQLite file, written ahead and synced at every commit, so that a killed process leaves
/// each call either done or not done. One connection, one call at a time.
/// </summary>
internal sealed class Store : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _gate = new();
    private readonly FileStream _lock;

    private Store(SqliteConnection connection, FileStream held)
    {
        _connection = connection;
        _lock = held;
    }

    /// <exception cref="IOException">Another server holds the store.</exception>
    public static Store Open(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var name in (string[])["sandbox.db", "sandbox.lock"])
        {
            if (new FileInfo(Path.Combine(directory, name)) is { LinkTarget: not null } link)
                throw new IOException($"{link.FullName} is a link; the sandbox keeps its store in files of its own.");
        }
        // Subscribers stand in it, invented or not: nobody else on the machine reads it, nor what SQLite keeps beside it.
        CreatePrivate(Path.Combine(directory, "sandbox.db"));
        var held = new FileStream(Path.Combine(directory, "sandbox.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "sandbox.db"), Pooling = false }.ToString()
        );
        try
        {
            connection.Open();
            using (var pragmas = connection.CreateCommand())
            {
                pragmas.CommandText =
                    "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 5000";
                pragmas.ExecuteNonQuery();
            }
            Schema.Migrate(connection);
            return new Store(connection, held);
        }
        catch
        {
            connection.Dispose();
            held.Dispose();
            throw;
        }
    }

    private static void CreatePrivate(string path)
    {
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = own,
                }
            ).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // An earlier version made it readable for all.
            foreach (var file in new[] { path, path + "-wal", path + "-shm" }.Where(File.Exists))
                File.SetUnixFileMode(file, own);
        }
    }

    /// <summary>Runs something that changes the store: all of it is kept, or, when it throws, none.</summary>
    public T Write<T>(Func<Session, T> work)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            var result = work(new Session(_connection, transaction));
            transaction.Commit();
            return result;
        }
    }

    /// <summary>Runs something that only reads.</summary>
    public T Read<T>(Func<Session, T> work)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction(deferred: true);
            return work(new Session(_connection, transaction));
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _connection.Dispose();
        _lock.Dispose();
    }
}
