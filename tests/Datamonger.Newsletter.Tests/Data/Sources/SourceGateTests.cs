using System.Net;
using Datamonger.Newsletter.Data.Sources;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>Which source an issue may ask, and where a source may be.</summary>
public sealed class SourceGateTests
{
    private const string Query = "```sql q\n--| source: warehouse\nselect 1 as n\n```\n";

    [Fact]
    public async Task An_issue_asks_only_the_sources_that_its_front_matter_names()
    {
        using var issue = new SourceIssue("postgres", "postgresql://reader@db.example.org/stats");
        var run = await issue.RunAsync(Query, "[]");
        Assert.Equal(
            "7:13: error DM216: This issue may not ask the source \"warehouse\". [Its front matter says which it may: sources: "
                + "[warehouse]]",
            run.Found
        );
    }

    [Fact]
    public async Task A_source_that_newsletter_yml_does_not_name_is_unknown_wherever_it_is_named()
    {
        using var issue = new SourceIssue("postgres", null);
        var run = await issue.RunAsync("```sql q\n--| source: warehose\nselect 1 as n\n```\n", "[warehous]");
        Assert.Equal(
            "4:11: error DM215: There is no source \"warehous\" in newsletter.yml. [Did you mean \"warehouse\"?]\n7:13: error DM215: "
                + "There is no source \"warehose\" in newsletter.yml. [Did you mean \"warehouse\"?]",
            run.Found
        );
    }

    [Theory]
    [InlineData("postgresql://reader:pw@127.0.0.1/stats")]
    [InlineData("Host=127.0.0.1;Username=reader")]
    [InlineData("https://127.0.0.1:8443/stats")]
    public async Task An_issue_cannot_name_an_address(string address)
    {
        using var issue = new SourceIssue("postgres", null);
        var run = await issue.RunAsync($"```sql q\n--| source: {address}\nselect 1 as n\n```\n");
        Assert.Contains("7:13: error DM215", run.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_without_an_address_says_where_it_belongs()
    {
        using var issue = new SourceIssue("postgres", null);
        Assert.Equal(
            "7:13: error DM216: The source \"warehouse\" has no address. [Set DATAMONGER_SOURCE_WAREHOUSE in the environment.]",
            (await issue.RunAsync(Query)).Found
        );
    }

    [Theory]
    [InlineData("postgres", "postgresql://reader:hush-hush@127.0.0.1:1/stats")]
    [InlineData("postgres", "postgresql://reader:hush-hush@localhost:1/stats")]
    [InlineData("postgres", "postgresql://reader:hush-hush@169.254.169.254/stats")]
    [InlineData("postgres", "Host=/var/run/postgresql;Username=reader;Password=hush-hush")]
    [InlineData("clickhouse", "https://reader:hush-hush@10.0.0.1:8443/stats")]
    [InlineData("clickhouse", "https://reader:hush-hush@[::ffff:192.168.1.1]:8443/stats")]
    public async Task An_address_of_a_private_network_is_refused_unless_newsletter_yml_allows_it(string kind, string address)
    {
        using var issue = new SourceIssue(kind, address, "allow_private: false");
        var found = (await issue.RunAsync(Query)).Found;
        Assert.Contains(
            "error DM216: The source \"warehouse\" is at an address of this machine or of a private network.",
            found,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("hush-hush", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", "not an address hush-hush")]
    [InlineData("postgres", "mysql://reader:hush-hush@db.example.org/stats")]
    [InlineData("postgres", "Host=a,b;Password=hush-hush")]
    [InlineData("clickhouse", "reader:hush-hush@db.example.org")]
    [InlineData("clickhouse", "http://reader:hush-hush@192.0.2.1/stats")]
    public async Task An_address_that_means_nothing_is_refused_and_not_repeated(string kind, string address)
    {
        using var issue = new SourceIssue(kind, address, "allow_private: false");
        var found = (await issue.RunAsync(Query)).Found;
        Assert.Contains("error DM216", found, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", "postgresql://reader:hush-hush@127.0.0.1:1/stats")]
    [InlineData("clickhouse", "http://reader:hush-hush@127.0.0.1:1/stats")]
    public async Task A_source_that_does_not_answer_is_told_and_the_rest_is_built(string kind, string address)
    {
        using var issue = new SourceIssue(kind, address);
        var run = await issue.RunAsync(Query + "```sql local\nselect count(*) as n from rates\n```\n");
        Assert.Contains(
            "6:1: error DM217: The source \"warehouse\" does not answer: there is no connection to it.",
            run.Found,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("hush-hush", run.Found, StringComparison.Ordinal);
        Assert.Equal("n:Integer | 2", TableText.Of(run["local"]));
    }

    [Theory]
    [InlineData("127.8.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("192.168.0.1", true)]
    [InlineData("198.19.0.1", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::a9fe:a9fe", true)]
    [InlineData("2002:a00:1::", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("172.32.0.1", false)]
    [InlineData("100.128.0.1", false)]
    [InlineData("2606:4700::1111", false)]
    [InlineData("::ffff:8.8.8.8", false)]
    public void Private_addresses_are_known_in_every_form(string address, bool isPrivate) =>
        Assert.Equal(isPrivate, SourceAddress.IsPrivate(IPAddress.Parse(address)));
}
