using System.Globalization;
using System.Reflection;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Tests.Formatting;

public sealed class ValueFormatTests
{
    [Theory]
    [InlineData("num0", 11460.0, "11,460")]
    [InlineData("num1", -3.25, "−3.3")]
    [InlineData("num1", 78.099999999999994, "78.1")]
    [InlineData("pct0", 2.787878, "279%")]
    [InlineData("pct1", 0.125, "12.5%")]
    [InlineData("pts0", 0.32, "32 points")]
    [InlineData("gbp0", 1234.5, "£1,235")]
    [InlineData("gbp0", -12.0, "−£12")]
    [InlineData("gbp1k", 1234.0, "£1.2k")]
    [InlineData("gbp1m", 1250000.0, "£1.3m")]
    [InlineData("gbp0m", 1250000.0, "£1m")]
    [InlineData("gbp0k", 1234.0, "£1k")]
    [InlineData("gbp0bn", 2500000000.0, "£3bn")]
    [InlineData("gbp1bn", 2450000000.0, "£2.5bn")]
    [InlineData("gbp1", 12.25, "£12.3")]
    [InlineData("gbp2", 12.25, "£12.25")]
    [InlineData("num0k", 11460.0, "11k")]
    [InlineData("num0m", 11460000.0, "11m")]
    [InlineData("num1m", 11460000.0, "11.5m")]
    [InlineData("num2", 11460.125, "11,460.13")]
    [InlineData("num3", 0.0625, "0.063")]
    [InlineData("num4", 0.03125, "0.0313")]
    [InlineData("pct2", 0.03125, "3.13%")]
    [InlineData("pct3", 0.03125, "3.125%")]
    [InlineData("pct4", 0.03125, "3.1250%")]
    [InlineData("pts1", 0.125, "12.5 points")]
    [InlineData("year", 2025.0, "2025")]
    [InlineData("year", 1066.0, "1066")]
    [InlineData("text", 2025.0, "2025")]
    [InlineData("text", 1234567.5, "1234567.5")]
    [InlineData("text", -0.0000001, "−0.0000001")]
    [InlineData("num1k", 11460.0, "11.5k")]
    [InlineData("ordinal", 113.0, "113th")]
    [InlineData("ordinal", 22.0, "22nd")]
    [InlineData("words", 28.0, "twenty-eight")]
    [InlineData("words", 1016920.0, "one million, sixteen thousand, nine hundred and twenty")]
    public void A_number_prints(string format, double value, string printed) =>
        Assert.Equal(printed, ValueFormat.Of(format).Format(value, Language.BritishEnglish));

    [Theory]
    [InlineData("date", "16 March 2017")]
    [InlineData("longdate", "Thursday 16 March 2017")]
    [InlineData("shortdate", "16/03/2017")]
    [InlineData("monthyear", "March 2017")]
    [InlineData("year", "2017")]
    [InlineData("text", "16 March 2017")]
    public void A_day_prints(string format, string printed) =>
        Assert.Equal(printed, ValueFormat.Of(format).Format(new DateOnly(2017, 3, 16), Language.BritishEnglish));

    [Theory]
    [InlineData("de-DE", "num1", "12.345,7")]
    [InlineData("fr-FR", "pct0", "1\u202F234\u202F568\u202F%")]
    [InlineData("cy-GB", "num0", "12,346")]
    public void A_language_has_its_own_signs(string language, string format, string printed) =>
        Assert.Equal(printed, ValueFormat.Of(format).Format(12345.675m, Language.Find(language)!));

    [Theory]
    [InlineData("de-DE", "16. März 2017")]
    [InlineData("fr-FR", "16 mars 2017")]
    [InlineData("cy-GB", "16 Mawrth 2017")]
    [InlineData("en-US", "March 16, 2017")]
    public void A_language_has_its_own_months(string language, string printed) =>
        Assert.Equal(printed, ValueFormat.Of("date").Format(new DateOnly(2017, 3, 16), Language.Find(language)!));

    [Theory]
    [InlineData("num0", "Lambeth")]
    [InlineData("date", 3L)]
    [InlineData("ordinal", 2.5)]
    [InlineData("year", 2.5)]
    [InlineData("year", 11460.0)]
    [InlineData("year", "2015/16")]
    [InlineData("num0", double.NaN)]
    public void What_does_not_fit_a_format_is_not_printed(string format, object value) =>
        Assert.Null(ValueFormat.Of(format).Format(value, Language.BritishEnglish));

    [Fact]
    public void Halves_round_away_from_zero() =>
        Assert.Equal(
            ["1", "2", "3", "−3"],
            new[] { 0.5m, 1.5m, 2.5m, -2.5m }.Select(value => ValueFormat.Of("num0").Format(value, Language.BritishEnglish))
        );

    [Fact]
    public void A_value_without_a_format_prints_the_decimals_it_has() =>
        Assert.Equal(
            ["1,200", "0.5", "12.25", "yes", "Lambeth"],
            new object[] { 1200.000m, 0.50m, 12.25, true, "Lambeth" }.Select(value => ValueFormat.Plain(value, Language.BritishEnglish))
        );

    [Theory]
    [InlineData("11460", "16920", "fell by 32%")]
    [InlineData("54", "22", "rose by 145%")]
    [InlineData("1004", "1000", "rose by 0.4%")]
    [InlineData("7", "7", "did not change")]
    [InlineData("1", "0", null)]
    [InlineData("-5", "-10", "rose by 50%")]
    [InlineData("-15", "-10", "fell by 50%")]
    [InlineData("5", "-10", "rose by 150%")]
    [InlineData("100949", "100000", "rose by 0.9%")]
    [InlineData("10095", "10000", "rose by 1%")]
    [InlineData("9906", "10000", "fell by 0.9%")]
    [InlineData("9905", "10000", "fell by 1%")]
    [InlineData("100001", "100000", "rose by less than 0.1%")]
    [InlineData("99960", "100000", "fell by less than 0.1%")]
    [InlineData("100050", "100000", "rose by 0.1%")]
    [InlineData("100049", "100000", "rose by less than 0.1%")]
    [InlineData("79228162514264337593543950335", "1", null)]
    [InlineData("79228162514264337593543950335", "-79228162514264337593543950335", null)]
    public void A_change_is_said_in_words(string value, string old, string? words) =>
        Assert.Equal(
            words,
            ChangeWords.Relative(
                decimal.Parse(value, CultureInfo.InvariantCulture),
                decimal.Parse(old, CultureInfo.InvariantCulture),
                Language.BritishEnglish
            )
        );

    [Theory]
    [InlineData("0.54", "0.22", "rose by 32 percentage points")]
    [InlineData("0.22", "0.54", "fell by 32 percentage points")]
    [InlineData("0.23", "0.22", "rose by 1 percentage point")]
    [InlineData("0.2249", "0.22", "rose by 0.5 percentage points")]
    [InlineData("0.2295", "0.22", "rose by 1 percentage point")]
    [InlineData("0.22949", "0.22", "rose by 0.9 percentage points")]
    [InlineData("0.2204", "0.22", "rose by less than 0.1 percentage points")]
    [InlineData("0.2196", "0.22", "fell by less than 0.1 percentage points")]
    [InlineData("-0.01", "0.01", "fell by 2 percentage points")]
    [InlineData("0.22", "0.22", "did not change")]
    public void A_change_of_shares_is_said_in_points(string value, string old, string words) =>
        Assert.Equal(
            words,
            ChangeWords.Points(
                decimal.Parse(value, CultureInfo.InvariantCulture),
                decimal.Parse(old, CultureInfo.InvariantCulture),
                Language.BritishEnglish
            )
        );

    // Every name that can be written stands in a table of this class, so that none is printed as another.
    [Fact]
    public void Every_format_has_an_example()
    {
        string[] shown =
        [
            .. typeof(ValueFormatTests)
                .GetMethods()
                .SelectMany(method => method.GetCustomAttributesData())
                .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
                .Select(attribute => (ICollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)
                .Select(arguments => arguments.First().Value as string)
                .OfType<string>(),
        ];
        Assert.Empty(ValueFormat.Names.Except(shown));
    }

    [Fact]
    public void Every_format_of_the_catalogue_can_be_written() =>
        Assert.All(ValueFormat.Catalogue, format => Assert.True(ValueFormat.TryParse(format.Name, out _)));
}
