namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Puts places into the order that the key <c>sort</c> asks for.</summary>
internal static class PlaceOrder
{
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
            // Time and ages stand in their own order; names stand by their values.
            "auto" when data.Positions is null => data.Take(places.OrderByDescending(place => value(place) ?? double.NegativeInfinity)),
            _ => data,
        };
    }
}
