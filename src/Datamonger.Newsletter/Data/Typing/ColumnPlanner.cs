using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Disclosure;
using Datamonger.Newsletter.Data.Readers;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Typing;

/// <summary>Decides each column's type: as declared, else what all of its cells have in common.</summary>
internal sealed class ColumnPlanner(Dataset dataset, CellSource cells, DiagnosticBag diagnostics)
{
    /// <summary>Digits of the engine's decimals.</summary>
    private const int MostDigits = 38;

    private readonly Markers _markers = new(dataset.Options);

    /// <summary>The names a type can be declared by.</summary>
    public static readonly ImmutableArray<string> TypeNames = ["text", "integer", "decimal", "double", "date", "timestamp", "boolean", "percent"];

    /// <summary>Plans every column that the file holds.</summary>
    /// <param name="names">The columns' names, unique.</param>
    /// <param name="indices">Their places in the file's rows.</param>
    /// <param name="profiles">What the cells of each place look like.</param>
    public ImmutableArray<ColumnPlan> Plan(ImmutableArray<string> names, ImmutableArray<int> indices, ImmutableArray<ColumnProfile> profiles)
    {
        var taken = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        ReportUnknownColumns(names);
        return
        [
            .. names.Zip(indices, (name, index) =>
            {
                var declared = DeclaredType(name);
                var profile = profiles[index];
                var type = declared is null ? cells.TypeOf(index) ?? Infer(name, index, profile) : TypeOf(declared);
                var isPercent = declared is "percent" || (declared is null && type is ColumnType.Decimal && profile.Count(CellKind.Percent) > 0);
                var notes = type is not ColumnType.Text && (profile.Tokens?.Any(token => _markers.Contains(token.Text)) ?? true);
                var plan = new ColumnPlan(name, index, type, declared, isPercent, notes ? HeaderNames.MakeUnique(name + CellNote.ColumnSuffix, taken) : null) { Profile = profile };
                if (declared is not null && type is ColumnType.Decimal) ReportTooManyDigits(plan);
                return plan;
            }),
        ];
    }

    private string? DeclaredType(string name)
    {
        foreach (var (column, type) in dataset.Options.Types)
        {
            if (column.Equals(name, StringComparison.OrdinalIgnoreCase)) return type;
        }
        return null;
    }

    private static ColumnType TypeOf(string declared) => declared switch
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
        if (typed == 0) return ColumnType.Text;
        if (texts > 0 && !(profile.Tokens?.All(token => _markers.Contains(token.Text)) ?? false))
        {
            ReportStrangers(name, index, profile, typed);
            return ColumnType.Text;
        }
        var integers = profile.Count(CellKind.Integer);
        var numbers = integers + profile.Count(CellKind.Decimal);
        if (integers == typed) return profile.IntegerDigits <= 18 ? ColumnType.Integer : Exact(name, profile);
        if (numbers == typed || profile.Count(CellKind.Percent) == typed) return Exact(name, profile);
        if (profile.Count(CellKind.IsoDate) == typed || profile.Count(CellKind.DayFirstDate) == typed) return ColumnType.Date;
        if (profile.Count(CellKind.IsoDate) + profile.Count(CellKind.Timestamp) == typed) return ColumnType.Timestamp;
        if (profile.Count(CellKind.Boolean) == typed) return ColumnType.Boolean;
        if (profile.Count(CellKind.Percent) > 0 && numbers > 0 && numbers + profile.Count(CellKind.Percent) == typed)
        {
            diagnostics.Add(DatasetRules.MixedColumn, dataset.Location, $"\"{name}\" of {dataset.Path} holds plain numbers ({numbers}) beside percentages ({profile.Count(CellKind.Percent)}); it is read as text.",
                "Declare its type: percent reads 32 and 32% alike as 0.32.");
        }
        return ColumnType.Text;
    }

    // Exact decimals only: what 28 digits cannot hold is not rounded behind the author's back.
    private ColumnType Exact(string name, ColumnProfile profile)
    {
        if (profile.Digits <= CellText.MaximumDigits && profile.IntegerDigits + profile.Scale + 2 <= MostDigits) return ColumnType.Decimal;
        diagnostics.Add(DatasetRules.MixedColumn, dataset.Location, $"\"{name}\" of {dataset.Path} has numbers of more than {CellText.MaximumDigits} digits; it is read as text.",
            "Declare its type: double keeps 15 digits, decimal refuses the cells that are too long.");
        return ColumnType.Text;
    }

    // Each number may be short enough, and a large one beside a fine one too much for one column.
    private void ReportTooManyDigits(ColumnPlan plan)
    {
        var (before, behind) = (plan.Profile.IntegerDigits, plan.Scale);
        if (before + behind <= MostDigits) return;
        diagnostics.Add(DatasetRules.DoesNotConvert, dataset.PlaceOf("types", plan.Name),
            $"\"{plan.Name}\" of {dataset.Path} has numbers of up to {before} digits before the point and {behind} behind it; a column of decimals holds {MostDigits} in all.",
            "Declare it double, which keeps 15 digits of each, or text.");
    }

    // A column that is nearly all numbers, and a handful of words: most likely a marker that nobody declared.
    private void ReportStrangers(string name, int index, ColumnProfile profile, long typed)
    {
        if (profile.Tokens is not { } tokens || profile.Count(CellKind.Code) > 0) return;
        var strangers = tokens.Where(token => !_markers.Contains(token.Text)).OrderBy(token => token.FirstRow).ToList();
        if (strangers.Count > 3 || strangers.Sum(token => token.Count) * 2 > typed) return;
        var shown = string.Join(", ", strangers.Select(token => $"\"{token.Text}\" (row {token.FirstRow})"));
        diagnostics.Add(DatasetRules.MixedColumn, cells.LocationOf(dataset.Path, strangers[0].FirstRow, index),
            $"\"{name}\" is numbers but for {shown}; it is read as text.", "Say in datasets.yml what the marker means (nulls), or which type the column has (types).");
    }

    private void ReportUnknownColumns(ImmutableArray<string> names)
    {
        foreach (var column in dataset.Options.Types.Keys.Order(StringComparer.Ordinal))
        {
            if (!names.Contains(column, StringComparer.OrdinalIgnoreCase))
            {
                diagnostics.Add(DatasetRules.UnknownColumn, dataset.PlaceOf("types", column), $"{dataset.Path} has no column \"{column}\".", NearestName.Hint(column, names));
            }
        }
        foreach (var column in dataset.PeopleColumns.Where(column => column != PeopleColumns.Rows && !names.Contains(column, StringComparer.OrdinalIgnoreCase)))
        {
            diagnostics.Add(DatasetRules.UnknownColumn, dataset.PlaceOf("people", column), $"{dataset.Path} has no column \"{column}\" to count people.", NearestName.Hint(column, names));
        }
    }
}
