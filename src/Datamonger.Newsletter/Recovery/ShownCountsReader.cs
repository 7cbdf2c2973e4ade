using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Recovery;

/// <summary>Writes down what all the numbers of an issue tell of counts of people, as far as these could be followed to the data
/// files.</summary>
public static class ShownCountsReader
{
    private const double Exact = 1e-9;

    /// <summary>Of charts with their data files, tables, lists and figures, in every edition.</summary>
    public static ShownCounts Of(ShownIssue shown)
    {
        if (shown.Tables.All.All(query => query.Sums.Columns.IsEmpty))
            return ShownCounts.None;
        var (facts, hidden) = (ImmutableArray.CreateBuilder<CountFact>(), ImmutableArray.CreateBuilder<HiddenCount>());
        foreach (var column in ShownColumns.Of(shown))
        {
            var place = new CountPlace(column.Kind, column.Location);
            foreach (var row in column.Rows)
            {
                if (column.Query.Sums.Find(column.Column.Name, row) is not { } sum)
                    continue;
                if (column.ValueAt(row) is not { } value)
                {
                    if (column.IsHidden(row) && sum.IsPlain)
                        hidden.Add(new HiddenCount(sum, place));
                    continue;
                }
                foreach (var (least, most) in Ranges(column, row, value))
                    facts.AddRange(
                        Facts(shown, column.Query, row, sum, least, most, place)
                            .Select(fact => fact with { IsTold = column.People.IsSmall(value) })
                    );
            }
        }
        foreach (var figure in shown.Figures.All)
            facts.AddRange(Computed(shown, figure));
        var origins = ImmutableDictionary.CreateBuilder<string, CountOrigin>();
        foreach (var origin in shown.Tables.All.SelectMany(query => query.Sums.Origins))
            origins[origin.Key] = origin.Value;
        // That totals are the sums of their parts anybody knows.
        foreach (var total in origins.Values.OrderBy(origin => origin.Id, StringComparer.Ordinal).SelectMany(origin => origin.Totals))
        {
            var parts = total.Parts.ToImmutableDictionary(part => part, _ => 1.0).Add(total.Total, -1);
            facts.Add(new CountFact(parts, 0, 0, null));
        }
        return new ShownCounts(facts.ToImmutable(), hidden.ToImmutable(), origins.ToImmutable());
    }

    // A block shows a value; a figure prints it, perhaps otherwise in another edition.
    private static IEnumerable<(double Least, double Most)> Ranges(ShownColumn column, int row, decimal value)
    {
        if (column.Figure is null)
        {
            var range = column.Format?.Format(value, Language.BritishEnglish) is { } text
                ? PrintedNumber.RangeOf(value, text)
                : ((double)value, (double)value);
            return range is { } known ? [known] : [];
        }
        return Prints(column.Figure)
            .Where(print => print.Cells is [var cell] && cell.Row == row && ValueFormat.ToDecimal(print.Value) == value)
            .Select(print => PrintedNumber.RangeOf(value, print.Text))
            .OfType<(double, double)>()
            .Distinct()
            .Take(1);
    }

    private static IEnumerable<(string Text, object? Value, ImmutableArray<FigureCell> Cells)> Prints(Figure figure) =>
        figure.Personal.IsEmpty
            ? [(figure.Text, figure.Value, [.. figure.Cells.Distinct()])]
            : figure.Personal.Select(own => (own.Text, own.Value, own.Cells.Distinct().ToImmutableArray()));

    // A figure that is computed from several cells: their sum, mean, difference or ratio, as its value says.
    private static IEnumerable<CountFact> Computed(ShownIssue shown, Figure figure)
    {
        foreach (var (text, value, cells) in Prints(figure))
        {
            if (
                cells.Length < 2
                || ValueFormat.ToDecimal(value) is not { } number
                || PrintedNumber.RangeOf(number, text) is not var (least, most)
            )
                continue;
            var read = cells
                .Select(cell =>
                    shown.Tables.Find(cell.Query) is { Table: { } table } query
                    && ValueFormat.ToDecimal(table.ValueAt(cell.Row, cell.Column)) is { } part
                        ? (Query: query, Sum: query.Sums.Find(cell.Column, cell.Row), Value: (double)part)
                        : default
                )
                .ToArray();
            if (read.Any(cell => cell.Sum is not { IsPlain: true }))
                continue;
            var all = read.Skip(1).Aggregate(read[0].Sum!, (sum, cell) => sum.Plus(cell.Sum!, 1));
            var (one, other) = (read[0], read[1]);
            (double Value, CountSum Sum)[] ways =
            [
                (read.Sum(cell => cell.Value), all),
                (read.Average(cell => cell.Value), all.Times(1.0 / read.Length)),
                .. read.Length > 2
                    ? Array.Empty<(double, CountSum)>()
                    :
                    [
                        (one.Value - other.Value, one.Sum!.Plus(other.Sum!, -1)),
                        (other.Value - one.Value, other.Sum!.Plus(one.Sum!, -1)),
                        (one.Value / other.Value, one.Sum! with { Base = other.Sum }),
                        (other.Value / one.Value, other.Sum! with { Base = one.Sum }),
                    ],
            ];
            var place = new CountPlace("figure", figure.Expression.Location);
            foreach (var way in ways.Where(way => Math.Abs(way.Value - (double)number) < Exact * Math.Max(1, Math.Abs(way.Value))).Take(1))
            {
                foreach (var fact in Facts(shown, one.Query, cells[0].Row, way.Sum, least, most, place))
                    yield return fact;
            }
        }
    }

    private static IEnumerable<CountFact> Facts(
        ShownIssue shown,
        QueryTable query,
        int row,
        CountSum sum,
        double least,
        double most,
        CountPlace place
    )
    {
        if (double.IsInfinity(sum.Rounding))
            yield break;
        (least, most) = (least - sum.Rounding, most + sum.Rounding);
        if (sum.Base is { } whole)
        {
            // least ≤ sum / whole ≤ most
            var (above, below) = (sum.Plus(whole, -least), sum.Plus(whole, -most));
            yield return new CountFact(above.Parts, -above.Offset - Exact, double.PositiveInfinity, place);
            yield return new CountFact(below.Parts, double.NegativeInfinity, -below.Offset + Exact, place);
            yield break;
        }
        if (sum.BaseColumn is { } column)
        {
            if (
                ValueFormat.ToDecimal(query.Table!.ValueAt(row, column)) is not ({ } divisor and > 0)
                || !ShownColumns.IsShown(shown, query.Query.Name, column, row)
            )
                yield break;
            (least, most) = (least * (double)divisor, most * (double)divisor);
        }
        if (sum.Parts.IsEmpty)
            yield break;
        var slack = Exact * Math.Max(1, Math.Abs(most));
        yield return least == most
            ? new CountFact(sum.Parts, least - sum.Offset, most - sum.Offset, place)
            : new CountFact(sum.Parts, least - sum.Offset - slack, most - sum.Offset + slack, place);
    }
}
