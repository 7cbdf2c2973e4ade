namespace Datamonger.Newsletter.Data.Model;

/// <summary>A query that does not run: a mistake of its author, to be told with its place.</summary>
/// <param name="message">One sentence.</param>
internal sealed class QueryException(string message) : Exception(message)
{
    /// <summary>1-based line inside the SQL; 0 when the engine does not say where.</summary>
    public int Line { get; init; }

    /// <summary>1-based column inside the SQL, in UTF-16 units; 0 when the engine does not say where.</summary>
    public int Column { get; init; }

    /// <summary>What to do, if there is something to say.</summary>
    public string? Hint { get; init; }

    /// <summary>What kind of mistake it is.</summary>
    public Diagnostics.DiagnosticRule Rule { get; init; } = QueryRules.Failed;
}
