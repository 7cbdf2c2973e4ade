using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data;

public sealed class YearColumnsTests
{
    // By the name, by the values, or neither: told by hand.
    public static readonly TheoryData<string, long[], bool> Columns = new()
    {
        { "year", [2021, 2022, 2023, 2024, 2025], true },
        { "Year", [2025], true },
        { "year", [1066, 2025], true },
        { "year", [1, 2, 3], false },
        { "year", [12, 2025], false },
        { "financial_year", [2016], true },
        { "Academic Year", [2016], true },
        { "AcademicYear", [2016], true },
        { "SCHOOL_YEAR", [2016], true },
        { "year_ending", [2016, 2017], true },
        { "year_of_birth", [1931, 2008], true },
        { "Jahr", [2016], true },
        { "année", [2016], true },
        { "blwyddyn", [2016], true },
        { "this_year", [1950], false },
        { "last_year", [2010], false },
        { "children_per_year", [1903], false },
        { "year_9", [1950], false },
        { "year_total", [1950], false },
        { "midyear", [2016], true },
        { "period", [2009, 2016], true },
        { "time_period", [2009], true },
        { "y", [2021, 2022, 2023, 2024, 2025, 2021], true },
        { "y", [2019, 2021, 2022], true },
        { "y", [2025], false },
        { "visits", [1903, 2110, 1875, 2020], false },
        { "visits", [1950, 2010], false },
        { "visits", [2020, 2021, 1800, 2199], false },
        { "opened", [1799, 1800, 1801], false },
        { "empty", [], false },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_column_of_whole_numbers_is_years_by_its_name_or_its_values(string name, long[] values, bool areYears)
    {
        var column = new Column(name, ColumnType.Integer, [.. values.Select(value => (object?)value), null]);

        Assert.Equal(areYears, YearColumns.AreYears(column));
        object? least = values.Length == 0 ? null : values.Min();
        object? greatest = values.Length == 0 ? null : values.Max();
        Assert.Equal(areYears, YearColumns.AreYears(name, ColumnType.Integer, least, greatest, values.Distinct().Count()));
    }

    [Theory]
    [InlineData(ColumnType.Text)]
    [InlineData(ColumnType.Decimal)]
    [InlineData(ColumnType.Double)]
    [InlineData(ColumnType.Date)]
    public void Only_whole_numbers_are(ColumnType type) => Assert.False(YearColumns.AreYears("year", type, 2016m, 2017m, 2));

    [Fact]
    public async Task Years_print_without_a_divider_in_prose_tables_and_text()
    {
        using var newsletter = new TestNewsletter()
            .Dataset("care.csv", "year,children\n2021,11460\n2022,1903\n2023,2010\n2024,2020\n2025,1999\n")
            .Body(
                """
                ```sql counts
                --| key: year
                SELECT year, children FROM care ORDER BY year
                ```

                ```sql newest
                SELECT max(year) AS latest, min(year) AS earliest, sum(children) AS this_year FROM care WHERE year > 2021
                ```

                ```sql again
                SELECT latest FROM newest
                ```

                A {{ counts.last.year }} b {{ counts.last.year | text }} c {{ counts.first.children | text }} d {{ counts.first.children }}
                e {{ counts.last.year | year }} f {{ counts.last.year - 1 }} g {{ counts.last.year - counts.first.year }}
                h {{ newest.latest }} i {{ again.latest }} j {{ newest.this_year }} k {{ counts["2023"].children }} l {{ newest.earliest + 1 }}
                m {{ counts.last.year | num0 }}.

                ```table
                data: counts
                columns: {year: Year, children: {label: Children, format: text}}
                ```
                """
            );

        var build = await newsletter.BuildAsync();

        Assert.Equal("", TestNewsletter.Print([.. build.Diagnostics.Where(found => found.Rule.Code[2] is '1' or '2' or '4')]));
        var text = string.Join(' ', build.Email!.Text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            "A 2025 b 2025 c 11460 d 11,460 e 2025 f 2024 g 4 h 2025 i 2025 j 7,932 k 2,010 l 2023 m 2,025.",
            text[text.IndexOf("A 2025", StringComparison.Ordinal)..(text.IndexOf("m 2,025.", StringComparison.Ordinal) + 8)]
        );
        Assert.Contains("2021 11460", text, StringComparison.Ordinal);
        Assert.DoesNotContain("2,021", build.Email.Html + build.Email.Text, StringComparison.Ordinal);
    }
}
