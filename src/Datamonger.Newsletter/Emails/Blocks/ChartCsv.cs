using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model.Results;

namespace Datamonger.Newsletter.Emails.Blocks;

/// <summary>The data of a chart as a CSV file for the archive.</summary>
internal static class ChartCsv
{
    /// <summary>Path of the file of the chart with this 0-based number.</summary>
    public static string PathOf(int index) => string.Create(CultureInfo.InvariantCulture, $"data/chart-{index + 1}.csv");

    /// <summary>The file's bytes.</summary>
    public static ImmutableArray<byte> Write(RenderedChart chart) => [.. Encoding.UTF8.GetBytes(TableCsv.Write(chart.Data))];
}
