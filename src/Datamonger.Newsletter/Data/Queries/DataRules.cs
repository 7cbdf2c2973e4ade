using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries.Disclosure;
using Datamonger.Newsletter.Data.Reading;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Queries;

/// <summary>Every rule of the data stage.</summary>
public static class DataRules
{
    /// <summary>Each once.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All =
    [
        QueryRules.Failed,
        QueryRules.Refused,
        QueryRules.UnknownTable,
        QueryRules.Cycle,
        QueryRules.NameTaken,
        QueryRules.NotRepeatable,
        QueryRules.TooCostly,
        QueryRules.TooManyRows,
        QueryRules.NoRows,
        QueryRules.Unprintable,
        QueryRules.BadKey,
        QueryRules.BadExpectation,
        QueryRules.ExpectationFailed,
        QueryRules.DuplicateColumn,
        QueryRules.UnknownSource,
        QueryRules.SourceRefused,
        QueryRules.SourceSilent,
        QueryRules.ManyToMany,
        QueryRules.WithheldLeftOut,
        DisclosureRules.CannotSuppress,
        QueryRules.UnorderedLimit,
        .. ReadingRules.All,
    ];
}
