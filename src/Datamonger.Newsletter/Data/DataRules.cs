using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Readers.Text;
using Datamonger.Newsletter.Data.Readers.Workbooks;
using Datamonger.Newsletter.Data.Disclosure;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data;

/// <summary>Every rule of the data stage, for the reference and for findings that are kept in the cache.</summary>
public static class DataRules
{
    /// <summary>Ordered by code.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All =
    [
        QueryRules.Failed, QueryRules.Refused, QueryRules.UnknownTable, QueryRules.Cycle, QueryRules.NameTaken, QueryRules.NotRepeatable, QueryRules.TooCostly, QueryRules.TooManyRows,
        QueryRules.NoRows, QueryRules.Unprintable, QueryRules.BadKey, QueryRules.BadExpectation, QueryRules.ExpectationFailed, QueryRules.DuplicateColumn, QueryRules.UnknownSource, QueryRules.SourceRefused, QueryRules.SourceSilent,
        QueryRules.ManyToMany, QueryRules.WithheldLeftOut,
        DatasetRules.Unreadable, DatasetRules.NameClash, DatasetRules.MissingFile, DatasetRules.Refused, DatasetRules.DoesNotConvert, DatasetRules.HeaderChanged, DatasetRules.UnevenRow,
        DatasetRules.UnknownColumn, DatasetRules.UnknownType, DatasetRules.MixedColumn, DatasetRules.NoRows, DisclosureRules.CannotSuppress, QueryRules.UnorderedLimit, DatasetRules.TooLarge,
        .. WorkbookRules.All, .. TextRules.All,
    ];
}
