using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Data.Reading.Formats.Workbooks;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading;

/// <summary>What can be wrong with a data file: the rules whose findings are kept in the cache with the table that was read.</summary>
internal static class ReadingRules
{
    /// <summary>Each once.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All =
    [
        DatasetRules.Unreadable,
        DatasetRules.NameClash,
        DatasetRules.MissingFile,
        DatasetRules.Refused,
        DatasetRules.DoesNotConvert,
        DatasetRules.HeaderChanged,
        DatasetRules.UnevenRow,
        DatasetRules.UnknownColumn,
        DatasetRules.UnknownType,
        DatasetRules.MixedColumn,
        DatasetRules.NoRows,
        DatasetRules.TooLarge,
        DatasetRules.MonthFirstDates,
        DatasetRules.ShortYears,
        DatasetRules.NotData,
        DatasetRules.HeaderGoesOn,
        .. WorkbookRules.All,
        .. TextRules.All,
    ];
}
