using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>What can be wrong with a query or its result.</summary>
public static class QueryRules
{
    /// <summary>The engine says no.</summary>
    public static readonly DiagnosticRule Failed = new("DM201", Severity.Error, "SQL that does not run");

    /// <summary>The SQL does more than read tables.</summary>
    public static readonly DiagnosticRule Refused = new("DM202", Severity.Error, "SQL that is not allowed");

    /// <summary>A table that is neither a dataset nor a query.</summary>
    public static readonly DiagnosticRule UnknownTable = new("DM203", Severity.Error, "An unknown table");

    /// <summary>Queries that read one another.</summary>
    public static readonly DiagnosticRule Cycle = new("DM204", Severity.Error, "Queries that read one another");

    /// <summary>A query called like a dataset.</summary>
    public static readonly DiagnosticRule NameTaken = new("DM205", Severity.Error, "A query that is called like a dataset");

    /// <summary>The answer depends on the clock, on chance or on the machine.</summary>
    public static readonly DiagnosticRule NotRepeatable = new("DM206", Severity.Error, "SQL that does not give the same answer twice");

    /// <summary>It took longer, or more memory, than a query may.</summary>
    public static readonly DiagnosticRule TooCostly = new("DM207", Severity.Error, "A query that takes too long or too much");

    /// <summary>More rows than a query may give.</summary>
    public static readonly DiagnosticRule TooManyRows = new("DM208", Severity.Error, "A query with too many rows");

    /// <summary>No rows, and the query does not say that this is right.</summary>
    public static readonly DiagnosticRule NoRows = new("DM209", Severity.Error, "A query without rows");

    /// <summary>A value that no figure, table or chart can show.</summary>
    public static readonly DiagnosticRule Unprintable = new("DM210", Severity.Error, "A value that cannot be shown");

    /// <summary>The key column is missing, has gaps or names two rows alike.</summary>
    public static readonly DiagnosticRule BadKey = new("DM211", Severity.Error, "A key that does not name the rows");

    /// <summary>A condition that is not one.</summary>
    public static readonly DiagnosticRule BadExpectation = new("DM212", Severity.Error, "A condition that cannot be read");

    /// <summary>A condition that does not hold.</summary>
    public static readonly DiagnosticRule ExpectationFailed = new("DM213", Severity.Error, "A condition that does not hold");

    /// <summary>Two columns of one name.</summary>
    public static readonly DiagnosticRule DuplicateColumn = new("DM214", Severity.Error, "Two columns of one name");

    /// <summary>A source that newsletter.yml or the issue does not name.</summary>
    public static readonly DiagnosticRule UnknownSource = new("DM215", Severity.Error, "An unknown source");

    /// <summary>A source that has no address, or one that may not be asked.</summary>
    public static readonly DiagnosticRule SourceRefused = new("DM216", Severity.Error, "A source that cannot be asked");

    /// <summary>A source that cannot be reached, or does not let us in.</summary>
    public static readonly DiagnosticRule SourceSilent = new("DM217", Severity.Error, "A source that does not answer");

    /// <summary>A key that names several rows on both sides of a join, so that each meets each.</summary>
    public static readonly DiagnosticRule ManyToMany = new("DM218", Severity.Warning, "A join that multiplies rows");

    /// <summary>A sum or mean of a column some of whose values the publisher withholds: it is of those that are left.</summary>
    public static readonly DiagnosticRule WithheldLeftOut = new("DM219", Severity.Warning, "A sum that leaves out what is withheld");

    /// <summary>More bytes than a query may give.</summary>
    public static readonly DiagnosticRule TooLarge = new("DM270", Severity.Error, "A result that is too large");

    /// <summary>The process that ran the query ended. Other queries are not affected.</summary>
    public static readonly DiagnosticRule Crashed = new("DM271", Severity.Error, "A query that ends the query engine");

    /// <summary>Some rows are taken, and nothing says which.</summary>
    public static readonly DiagnosticRule UnorderedLimit = new("DM242", Severity.Warning, "LIMIT without ORDER BY");
}
