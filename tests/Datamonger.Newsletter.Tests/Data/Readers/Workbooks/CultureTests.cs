using System.Globalization;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Readers.Workbooks;

/// <summary>Sets the time zone of the process, so nothing runs beside it.</summary>
[CollectionDefinition(nameof(CultureTests), DisableParallelization = true)]
public sealed class AloneInTheProcess;

[Collection(nameof(CultureTests))]
public sealed class CultureTests
{
    [Theory]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("Europe/London")]
    [InlineData("Asia/Tehran")]
    [InlineData("Pacific/Kiritimati")]
    public void Cells_are_the_same_in_every_time_zone_and_under_every_way_of_writing_numbers(string zone)
    {
        var sheet = new TestSheet(
            "s",
            ["INDIVIDUALS", "b", "c", "d", "e"],
            [-1234.5, new Percent(-0.125m), new DateOnly(2016, 3, 27), new DateTime(2016, 3, 27, 1, 30, 0), 1e-300]
        );
        var before = (Culture: CultureInfo.CurrentCulture, Zone: Environment.GetEnvironmentVariable("TZ"));
        try
        {
            CultureInfo.CurrentCulture = Odd();
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            foreach (var format in new[] { "xlsx", "ods" })
            {
                var reading = WorkbookFormat.Read(format, sheet);
                Assert.Equal("INDIVIDUALS|b|c|d|e", reading.Header);
                Assert.Equal("-1234.5|-12.5%|2016-03-27|2016-03-27T01:30:00|1E-300", reading.Texts);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before.Culture;
            Environment.SetEnvironmentVariable("TZ", before.Zone);
            TimeZoneInfo.ClearCachedData();
        }
    }

    // No culture data is loaded, so one is made that differs in all that a culture can change here.
    private static CultureInfo Odd()
    {
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NumberGroupSeparator = ".";
        odd.NumberFormat.NegativeSign = "−";
        odd.DateTimeFormat.DateSeparator = ".";
        odd.DateTimeFormat.TimeSeparator = "h";
        return odd;
    }
}
