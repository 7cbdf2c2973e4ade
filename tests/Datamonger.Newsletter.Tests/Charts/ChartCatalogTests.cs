using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Tests.Charts;

public sealed class ChartCatalogTests
{
    public static TheoryData<string> Kinds => [.. ChartCatalog.Names];

    [Fact]
    public void No_name_stands_twice() => Assert.Equal(ChartCatalog.Names.Length, ChartCatalog.Names.Distinct().Count());

    [Theory, MemberData(nameof(Kinds))]
    public void A_kind_and_its_keys_say_what_they_are(string name)
    {
        var kind = ChartCatalog.Find(name)!;
        Assert.EndsWith(".", kind.Description, StringComparison.Ordinal);
        Field[] fields = [.. ChartFields.Common, .. kind.Fields];
        Assert.Equal(fields.Length, fields.DistinctBy(field => field.Name).Count());
        Assert.All(fields, field => Assert.EndsWith(".", field.Description, StringComparison.Ordinal));
        Assert.All(fields.Where(field => field.Type is FieldType.Choice), field => Assert.NotEmpty(field.Choices));
        Assert.All(fields.Where(field => field.Required), field => Assert.NotNull(field.Example));
    }
}
