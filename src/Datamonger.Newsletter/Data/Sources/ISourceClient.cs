using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>Asks one database one question. Reads, and can do nothing else.</summary>
internal interface ISourceClient
{
    /// <summary>Runs a query, and brings back no more than its rows.</summary>
    /// <exception cref="QueryException">It does not run, takes too long, gives too much, or the database does not answer.</exception>
    Task<Table> QueryAsync(string sql, CancellationToken cancellationToken);
}
