namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Puts places into the order that the key <c>sort</c> asks for.</summary>
internal static class PlaceOrder
{
    // Three bars are seen at a glance.
    private const int Least = 4;

    /// <summary>The same data in that order.</summary>
    /// <param name="value">What a place is sorted by; one without comes last.</param>
    public static SeriesData Apply(ChartInput input, SeriesData data, Func<int, double?> value)
    {
        var places = Enumerable.Range(0, data.Places.Length);
        return (input.Fields.Text("sort") ?? "auto") switch
        {
            "value" or "change" => data.Take(places.OrderByDescending(place => value(place) ?? double.NegativeInfinity)),
            "ascending" => data.Take(places.OrderBy(place => value(place) ?? double.PositiveInfinity)),
            "label" => data.Take(places.OrderBy(place => data.Places[place], StringComparer.OrdinalIgnoreCase)),
            // Time and ages stand in their own order; names as the query orders them, otherwise by their values.
            "auto" when data.Positions is null && !input.FollowsQuery => data.Take(
                places.OrderByDescending(place => value(place) ?? double.NegativeInfinity)
            ),
            _ => data,
        };
    }

    /// <summary>
    /// Reports bars that stand as the rows come (<c>sort: none</c>) where that is no order: not by value or name, of no ages or bands, and
    /// the query gives none.
    /// </summary>
    public static void Check(ChartInput input, SeriesData data, Func<int, double?> value)
    {
        if (
            input.Fields.Text("sort") != "none"
            || input.IsOrdered
            || data.Positions is not null
            || data.Places.Length < Least
            || data.Places.Count(name => name.Any(char.IsAsciiDigit)) * 2 > data.Places.Length
        )
            return;
        int[] places = [.. Enumerable.Range(0, data.Places.Length)];
        if (
            IsIn(places.Select(place => value(place) ?? double.NegativeInfinity))
            || IsIn(places.Select(place => -(value(place) ?? double.PositiveInfinity)))
            || data.Places.Order(StringComparer.OrdinalIgnoreCase).SequenceEqual(data.Places)
        )
            return;
        input.Report(
            ChartRules.NoOrder,
            "sort",
            "The bars stand as the rows come, and the query does not say in which order that is.",
            "Leave sort out, so that the largest comes first; or order the query by what gives them their place."
        );
    }

    private static bool IsIn(IEnumerable<double> values) => values.Zip(values.Skip(1)).All(pair => pair.First >= pair.Second);
}
