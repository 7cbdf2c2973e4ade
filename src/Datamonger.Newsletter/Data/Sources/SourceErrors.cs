using System.Globalization;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>The ways in which a source says no. None of them repeats its address, which may hold a password.</summary>
internal static class SourceErrors
{
    /// <summary>It cannot be reached, or does not let us in.</summary>
    public static QueryException Silent(DataSource source, string why) =>
        new($"The source \"{source.Name}\" does not answer: {why}")
        {
            Rule = QueryRules.SourceSilent,
            Hint = $"Its address is {source.Variable} in the environment.",
        };

    /// <summary>It says something else than a whole answer.</summary>
    public static QueryException CutShort(DataSource source) => Silent(source, "its answer is cut short, or not ClickHouse's.");

    /// <summary>It may not be asked.</summary>
    public static QueryException Refused(DataSource source, string why, string hint) =>
        new($"The source \"{source.Name}\" {why}") { Rule = QueryRules.SourceRefused, Hint = hint };

    /// <summary>Its address means nothing.</summary>
    public static QueryException BadAddress(DataSource source, string example) =>
        Refused(source, "has an address that cannot be read.", $"{source.Variable} wants {example}.");

    /// <summary>The query does not run.</summary>
    /// <param name="sql">The query as its author wrote it.</param>
    /// <param name="offset">Where, in UTF-16 units; negative when the database does not say.</param>
    public static QueryException Failed(string message, string sql, int offset, string? hint = null)
    {
        if (offset < 0 || offset > sql.Length)
            return new QueryException(message) { Hint = hint };
        var before = sql[..offset];
        return new QueryException(message)
        {
            Line = before.AsSpan().Count('\n') + 1,
            Column = offset - before.LastIndexOf('\n'),
            Hint = hint,
        };
    }

    /// <summary>The query does more than read.</summary>
    public static QueryException NotReading(string message, string? hint = null) =>
        new(message) { Rule = QueryRules.Refused, Hint = hint ?? "A source is only read: write one SELECT." };

    /// <summary>It took too long.</summary>
    public static QueryException TooLong(DataSource source) =>
        new($"The query was stopped after {source.Timeout.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} seconds.")
        {
            Rule = QueryRules.TooCostly,
            Hint = $"Group or filter more; timeout: of the source \"{source.Name}\" in newsletter.yml allows longer.",
        };

    /// <summary>It gives more rows than may come back.</summary>
    public static QueryException TooManyRows(DataSource source) =>
        new($"The query gives more than {source.RowLimit.ToString("#,0", CultureInfo.InvariantCulture)} rows.")
        {
            Rule = QueryRules.TooManyRows,
            Hint = $"Group or filter them there; row_limit: of the source \"{source.Name}\" in newsletter.yml allows more.",
        };

    /// <summary>A column has a type, or a value, that no table of ours holds.</summary>
    public static QueryException Unprintable(string column, string type, string hint) =>
        new($"\"{column}\" is of the type {type}, or has a value, that cannot be shown.") { Rule = QueryRules.Unprintable, Hint = hint };
}
