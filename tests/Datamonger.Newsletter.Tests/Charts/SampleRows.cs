namespace Datamonger.Newsletter.Tests.Charts;

/// <summary>Rows that several tests draw. The figures are made up, but for those of fostering.</summary>
internal static class SampleRows
{
    public const string Applications = """
        | year    | applications |
        | 2014/15 | 16920 |
        | 2015/16 | 11460 |
        """;

    public const string Years = """
        | year    | applications | approvals |
        | 2011/12 | 14200 | 3900 |
        | 2012/13 | 15080 | 4100 |
        | 2013/14 | 18310 | 4630 |
        | 2014/15 | 16920 | 4400 |
        | 2015/16 | 11460 | 3830 |
        """;

    public const string Regions = """
        | region                   | rate |
        | North East               | 84 |
        | North West               | 82 |
        | Yorkshire and The Humber | 64 |
        | East Midlands            | 54 |
        | West Midlands            | 73 |
        | East of England          | 49 |
        | London                   | 51 |
        | South East               | 50 |
        | South West               | 53 |
        """;
}
