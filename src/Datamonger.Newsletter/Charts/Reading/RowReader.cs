namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>Reads one series whose places may be left out: its rows are then places without names.</summary>
internal static class RowReader
{
    /// <summary>The series; null when it cannot be read (why has been reported).</summary>
    /// <param name="byTime">Whether the first column that holds time stands in for an x that is left out.</param>
    public static SeriesData? Read(ChartInput input, bool byTime = false)
    {
        if (input.Fields.Has("x"))
            return SeriesReader.Read(input, most: 1);
        if (input.Numbers("y") is not { } y || !input.HasRows())
            return null;
        var time = byTime
            ? input.Table.Columns.FirstOrDefault(column =>
                column != y && Periods.PositionsOf(column, input.Language) is { } at && at.Distinct().Count() == at.Length
            )
            : null;
        if (time is not null)
            return SeriesReader.Read(input, most: 1, x: time);
        string[] rows = [.. Enumerable.Range(1, y.Values.Length).Select(row => $"{row}")];
        if (
            !SeriesReader.AreSound(
                input,
                [y.Name],
                rows,
                [
                    [.. y.Values],
                ],
                input.Fields.Text("missing")
            )
        )
            return null;
        var name = input.Noun("y_title", y);
        return new SeriesData([.. rows], null, false, [new DataSeries(name, y.Values, [.. y.Values.Select(SeriesReader.Number)])])
        {
            PlaceHeading = "Row",
            Noun = name,
            Format = input.FormatOf(y),
            Language = input.Language,
            HasNoNames = true,
        };
    }
}
