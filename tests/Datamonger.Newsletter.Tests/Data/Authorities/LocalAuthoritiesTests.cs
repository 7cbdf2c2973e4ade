using Datamonger.Newsletter.Data.Authorities;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Authorities;

public sealed class LocalAuthoritiesTests
{
    [Theory]
    [InlineData("E08000020", "E08000037")]
    [InlineData("e08000037 ", "E08000037")]
    [InlineData("390", "E08000037")]
    [InlineData("Gateshead", "E08000037")]
    [InlineData("GATESHEAD (5)", "E08000037")]
    [InlineData("E06000048", "E06000057")]
    [InlineData("Northumberland County Council", "E06000057")]
    [InlineData("Medway Towns", "E06000035")]
    [InlineData("St Helens", "E08000013")]
    [InlineData("Telford & Wrekin", "E06000020")]
    [InlineData("Stoke on Trent", "E06000021")]
    [InlineData("Bristol", "E06000023")]
    [InlineData("City of Bristol", "E06000023")]
    [InlineData("Hull", "E06000010")]
    [InlineData("County Durham", "E06000047")]
    [InlineData("Durham", "E06000047")]
    [InlineData("Herefordshire", "E06000019")]
    [InlineData("London Borough of Camden", "E09000007")]
    [InlineData("Royal Borough of Windsor & Maidenhead", "E06000040")]
    [InlineData("City of London", "E09000001")]
    [InlineData("London, City of", "E09000001")]
    [InlineData("Nottingham City", "E06000018")]
    [InlineData("Nottinghamshire", "E10000024")]
    [InlineData("York UA", "E06000014")]
    [InlineData("London", "E12000007")]
    [InlineData("ENGLAND", "E92000001")]
    [InlineData("King’s Lynn", null)]
    [InlineData("London Borough", null)]
    [InlineData("Gatehead", null)]
    [InlineData("", null)]
    public void A_code_of_either_vintage_and_every_usual_spelling_is_found(string text, string? code) =>
        Assert.Equal(code, LocalAuthorities.Find(text)?.Code);

    [Theory]
    [InlineData("E12000007", "London", "E12000007")]
    [InlineData("E12000007", "Inner London", "E13000001")]
    [InlineData("E12000007", "Outer London", "E13000002")]
    [InlineData("E12000007", "City of London", "E09000001")]
    [InlineData("E08000020", "somewhere", "E08000037")]
    [InlineData("unknown", "Hull", "E06000010")]
    [InlineData("E08000037", "Lambeth", "E08000037")]
    public void Of_a_code_that_rows_of_London_share_the_name_says_which(string code, string name, string expected) =>
        Assert.Equal(expected, LocalAuthorities.Find(code, name)?.Code);

    [Fact]
    public void The_embedded_list_and_the_published_table_are_of_the_same_authorities()
    {
        var published = File.ReadLines(Path.Combine(RepositoryFolder.Root, "content", "datasets", "local-authorities.csv"))
            .Skip(1)
            .Select(line =>
                (
                    Code: line[..9],
                    DfeCode: line[10..13],
                    Name: line[14..].StartsWith('"') ? line[15..line.IndexOf("\",", StringComparison.Ordinal)] : line[14..].Split(',')[0]
                )
            );
        Assert.Equal(
            published,
            LocalAuthorities
                .All.Where(authority => authority.IsAuthority)
                .Select(authority => (authority.Code, authority.DfeCode!, authority.Name))
        );
    }

    [Fact]
    public void Every_name_and_code_of_the_list_finds_itself() =>
        Assert.All(
            LocalAuthorities.All,
            authority =>
                Assert.Equal((authority, authority), (LocalAuthorities.Find(authority.Code), LocalAuthorities.Find(authority.Name)))
        );
}
