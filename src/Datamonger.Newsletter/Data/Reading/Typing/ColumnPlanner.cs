using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries.Disclosure;
using Datamonger.Newsletter.Data.Reading.Formats;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>Decides each column's type: as declared, else what all of its cells have in common.</summary>
internal sealed class ColumnPlanner(Dataset dataset, CellSource cells, DiagnosticBag diagnostics)
{
    /// <summary>Digits of the engine's decimals.</summary>
    private const int MostDigits = 38;

    /// <summary>Rows of the longest header that is guessed.</summary>
    private const int MostHeaderRows = 4;

    /// <summary>Digits that every whole number of 64 bits holds.</summary>
    private const int LongDigits = 18;

    private readonly Markers _markers = new(dataset.Options);
    private readonly List<(int Index, ColumnProfile.Token Token)> _headings = [];
    private int _firstRow;

    /// <summary>The names a type can be declared by.</summary>
    public static readonly ImmutableArray<string> TypeNames =
    [
        "text",
        "integer",
        "decimal",
        "double",
        "date",
        "timestamp",
        "boolean",
        "percent",
    ];

    /// <summary>Plans every column that the file holds.</summary>
    /// <param name="names">The columns' names, unique.</param>
    /// <param name="indices">Their places in the file's rows.</param>
    /// <param name="profiles">What the cells of each place look like.</param>
    public ImmutableArray<ColumnPlan> Plan(
        ImmutableArray<string> names,
        ImmutableArray<int> indices,
        ImmutableArray<ColumnProfile> profiles
    )
    {
        var taken = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        ReportUnknownColumns(names);
        _firstRow = indices.Select(index => profiles[index].FirstRow).Where(row => row > 0).DefaultIfEmpty().Min();
        ImmutableArray<ColumnPlan> plans =
        [
            .. names.Zip(
                indices,
                (name, index) =>
                {
                    var declared = DeclaredType(name);
                    var profile = profiles[index];
                    var type = declared is null ? cells.TypeOf(index) ?? Infer(name, index, profile) : TypeOf(declared);
                    var isPercent =
                        declared is "percent" || (declared is null && type is ColumnType.Decimal && profile.Count(CellKind.Percent) > 0);
                    var notes = type is not ColumnType.Text && (profile.Tokens?.Any(token => _markers.Contains(token.Text)) ?? true);
                    var plan = new ColumnPlan(
                        name,
                        index,
                        type,
                        declared,
                        isPercent,
                        notes ? HeaderNames.MakeUnique(name + CellNote.ColumnSuffix, taken) : null
                    )
                    {
                        Profile = profile,
                    };
                    if (declared is not null && type is ColumnType.Decimal)
                        ReportTooManyDigits(plan);
                    if (declared is not null && type is ColumnType.Integer or ColumnType.Decimal or ColumnType.Double)
                        ReportMixedUnits(plan);
                    if (declared is "date" or "timestamp")
                        ReportDates(name, profile);
                    return plan;
                }
            ),
        ];
        ReportHeaderGoesOn();
        return plans;
    }

    private string? DeclaredType(string name)
    {
        foreach (var (column, type) in dataset.Options.Types)
        {
            if (column.Equals(name, StringComparison.OrdinalIgnoreCase))
                return type;
        }
        return null;
    }

    private static ColumnType TypeOf(string declared) =>
        declared switch
        {
            "integer" => ColumnType.Integer,
            "decimal" or "percent" => ColumnType.Decimal,
            "double" => ColumnType.Double,
            "date" => ColumnType.Date,
            "timestamp" => ColumnType.Timestamp,
            "boolean" => ColumnType.Boolean,
            _ => ColumnType.Text,
        };

    private ColumnType Infer(string name, int index, ColumnProfile profile)
    {
        var texts = profile.Count(CellKind.Text);
        var typed = profile.Filled - texts;
        if (typed == 0)
            return ColumnType.Text;
        if (texts > 0 && !(profile.Tokens?.All(token => _markers.Contains(token.Text)) ?? false))
        {
            ReportStrangers(name, index, profile, typed);
            return ColumnType.Text;
        }
        ReportDates(name, profile);
        var integers = profile.Count(CellKind.Integer);
        var numbers = integers + profile.Count(CellKind.Decimal);
        if (integers == typed)
            return profile.IntegerDigits <= LongDigits ? ColumnType.Integer : Exact(name, profile);
        if (numbers == typed || profile.Count(CellKind.Percent) == typed)
            return Exact(name, profile);
        if (profile.Count(CellKind.Amount) > 0 && numbers + profile.Count(CellKind.Amount) == typed && profile.HasOneCurrency)
            return profile is { Scale: 0, IntegerDigits: <= LongDigits } && profile.Count(CellKind.Decimal) == 0
                ? ColumnType.Integer
                : Exact(name, profile);
        var dates =
            profile.Count(CellKind.IsoDate)
            + profile.Count(CellKind.DayFirstDate)
            + profile.Count(CellKind.NamedDate)
            + profile.Count(CellKind.ShortDate);
        if (dates == typed)
            return ColumnType.Date;
        if (dates + profile.Count(CellKind.Timestamp) == typed)
            return ColumnType.Timestamp;
        if (profile.Count(CellKind.Boolean) == typed)
            return ColumnType.Boolean;
        ReportMixed(name, profile, numbers, typed);
        return ColumnType.Text;
    }

    // Numbers of which one cannot say together what they count.
    private void ReportMixed(string name, ColumnProfile profile, long numbers, long typed)
    {
        var (percentages, amounts) = (profile.Count(CellKind.Percent), profile.Count(CellKind.Amount));
        if (percentages + amounts == 0 || numbers + percentages + amounts != typed)
            return;
        if (percentages > 0 && amounts == 0)
            diagnostics.Add(
                DatasetRules.MixedColumn,
                dataset.Location,
                $"\"{name}\" of {dataset.Path} holds plain numbers ({numbers}) beside percentages ({percentages}); it is read as text.",
                "Declare its type: percent reads 32 and 32% alike as 0.32."
            );
        else
            diagnostics.Add(
                DatasetRules.MixedColumn,
                dataset.Location,
                $"\"{name}\" of {dataset.Path} holds "
                    + (
                        percentages > 0
                            ? $"amounts of money ({amounts}) beside percentages ({percentages})"
                            : "amounts in several currencies"
                    )
                    + "; it is read as text.",
                "Split it into a column for each unit, or declare its type."
            );
    }

    // A declared decimal takes 32% as 0.32 and 32 as 32, which is seldom what both mean.
    private void ReportMixedUnits(ColumnPlan plan)
    {
        var numbers = plan.Profile.Count(CellKind.Integer) + plan.Profile.Count(CellKind.Decimal);
        if (plan.IsPercent || numbers == 0 || plan.Profile.Count(CellKind.Percent) == 0)
            return;
        diagnostics.Add(
            DatasetRules.MixedColumn,
            dataset.PlaceOf("types", plan.Name),
            $"\"{plan.Name}\" of {dataset.Path} holds plain numbers ({numbers}) beside percentages "
                + $"({plan.Profile.Count(CellKind.Percent)}): 32% is read as 0.32, and 32 as 32.",
            "Declare its type: percent reads 32 and 32% alike as 0.32."
        );
    }

    // Which dates could be read otherwise, or cannot be read.
    private void ReportDates(string name, ColumnProfile profile)
    {
        var (monthFirst, shorts) = (profile.Count(CellKind.MonthFirstDate), profile.Count(CellKind.ShortDate));
        if (monthFirst > 0)
            diagnostics.Add(
                DatasetRules.MonthFirstDates,
                dataset.Location,
                $"\"{name}\" of {dataset.Path} has dates with the month first ({monthFirst}), such as 03/16/2017; it is read as text.",
                $"Write the dates as 2017-03-16, or read them in the query: strptime(\"{name}\", '%m/%d/%Y')."
            );
        else if (shorts > 0)
            diagnostics.Add(
                DatasetRules.ShortYears,
                dataset.Location,
                $"\"{name}\" of {dataset.Path} has years of two digits ({shorts}); they are read as 1930 to 2029.",
                "If they lie elsewhere, write them with four digits."
            );
    }

    // Exact decimals only: what 28 digits cannot hold is not rounded behind the author's back.
    private ColumnType Exact(string name, ColumnProfile profile)
    {
        if (profile.Digits <= CellText.MaximumDigits && profile.IntegerDigits + profile.Scale + 2 <= MostDigits)
            return ColumnType.Decimal;
        diagnostics.Add(
            DatasetRules.MixedColumn,
            dataset.Location,
            $"\"{name}\" of {dataset.Path} has numbers of more than {CellText.MaximumDigits} digits; it is read as text.",
            "Declare its type: double keeps 15 digits, decimal refuses the cells that are too long."
        );
        return ColumnType.Text;
    }

    // Each number may be short enough, and a large one beside a fine one too much for one column.
    private void ReportTooManyDigits(ColumnPlan plan)
    {
        var (before, behind) = (plan.Profile.IntegerDigits, plan.Scale);
        if (before + behind <= MostDigits)
            return;
        diagnostics.Add(
            DatasetRules.DoesNotConvert,
            dataset.PlaceOf("types", plan.Name),
            $"\"{plan.Name}\" of {dataset.Path} has numbers of up to {before} digits before the point and {behind} behind it; a column "
                + $"of decimals holds {MostDigits} in all.",
            "Declare it double, which keeps 15 digits of each, or text."
        );
    }

    // A column that is nearly all numbers, and a handful of words: most likely a marker that nobody declared.
    private void ReportStrangers(string name, int index, ColumnProfile profile, long typed)
    {
        if (profile.Tokens is not { } tokens || profile.Count(CellKind.Code) > 0)
            return;
        var strangers = tokens.Where(token => !_markers.Contains(token.Text)).OrderBy(token => token.FirstRow).ToList();
        if (
            strangers.All(token => token.Count == 1 && token.FirstRow < _firstRow + MostHeaderRows - 1)
            && strangers[0].FirstRow == _firstRow
        )
        {
            _headings.AddRange(strangers.Select(token => (index, token)));
            return;
        }
        if (strangers.Count > 3 || strangers.Sum(token => token.Count) * 2 > typed)
            return;
        var shown = string.Join(", ", strangers.Select(token => $"\"{token.Text}\" (row {token.FirstRow})"));
        diagnostics.Add(
            DatasetRules.MixedColumn,
            cells.LocationOf(dataset.Path, strangers[0].FirstRow, index),
            $"\"{name}\" is numbers but for {shown}; it is read as text.",
            "Say in datasets.yml what the marker means (nulls), or which type the column has (types)."
        );
    }

    // Words above numbers in the first row of all: a header over several rows, of which one was read as such.
    private void ReportHeaderGoesOn()
    {
        if (_headings.Count == 0)
            return;
        var shown = string.Join(", ", _headings.Take(3).Select(heading => $"\"{heading.Token.Text}\""));
        var rows = _headings.Max(heading => heading.Token.FirstRow) - _firstRow + 1;
        diagnostics.Add(
            DatasetRules.HeaderGoesOn,
            cells.LocationOf(dataset.Path, _firstRow, _headings[0].Index),
            $"Row {_firstRow} has words above numbers ({shown}{(_headings.Count > 3 ? ", …" : "")}), so that "
                + $"{(_headings.Select(heading => heading.Index).Distinct().Count() is 1 ? "a column is" : "columns are")} read as text.",
            $"If the header goes on there: header_rows: {dataset.Options.HeaderRows + rows}. If the words are marks, declare them (nulls)."
        );
    }

    private void ReportUnknownColumns(ImmutableArray<string> names)
    {
        foreach (var column in dataset.Options.Types.Keys.Order(StringComparer.Ordinal))
        {
            if (!names.Contains(column, StringComparer.OrdinalIgnoreCase))
            {
                diagnostics.Add(
                    DatasetRules.UnknownColumn,
                    dataset.PlaceOf("types", column),
                    $"{dataset.Path} has no column \"{column}\".",
                    NearestName.Hint(column, names)
                );
            }
        }
        foreach (
            var column in dataset.PeopleColumns.Where(column =>
                column != PeopleColumns.Rows && !names.Contains(column, StringComparer.OrdinalIgnoreCase)
            )
        )
        {
            diagnostics.Add(
                DatasetRules.UnknownColumn,
                dataset.PlaceOf("people", column),
                $"{dataset.Path} has no column \"{column}\" to count people.",
                NearestName.Hint(column, names)
            );
        }
    }
}
