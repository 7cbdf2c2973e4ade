namespace Datamonger.Newsletter.Tests.Checks;

public sealed class AllowancesTests
{
    // DM407: the script is taken out of the text.
    private const string Body = "\nA sentence with <script>x</script> in it.\n";

    [Fact]
    public async Task A_reason_silences_one_rule() =>
        Assert.DoesNotContain("DM407", await FoundAsync("allow: {DM407: it is harmless here}"), StringComparison.Ordinal);

    [Fact]
    public async Task Without_a_reason_nothing_is_silenced()
    {
        var found = await FoundAsync("allow: {DM407: }");
        Assert.Contains(
            "content/issues/test/index.md:4:9: error DM161: \"DM407\" is allowed without a reason.",
            found,
            StringComparison.Ordinal
        );
        Assert.Contains("DM407: ", found, StringComparison.Ordinal);
        Assert.Contains("DM161", await FoundAsync("allow: {DM407: {by: Marian}}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allowance_that_silences_nothing_is_a_note() =>
        Assert.Contains(
            "4:9: info DM162: \"DM412\" is allowed but finds nothing here.",
            await FoundAsync("allow: {DM412: tables may be empty}"),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_code_that_no_check_has_is_an_error() =>
        Assert.Contains(
            "4:9: error DM160: \"DM999\" is not the code of a check.",
            await FoundAsync("allow: {DM999: why not}"),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task What_leaves_no_sound_email_cannot_be_allowed()
    {
        var found = await FoundAsync("allow: {DM151: it comes later}", "\nThere are {{ nobody.first.x }} of them.\n");
        Assert.Contains("error DM160: \"DM151\" cannot be allowed", found, StringComparison.Ordinal);
        Assert.Contains("error DM151: ", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_allowance_is_a_mapping() => Assert.Contains("DM105", await FoundAsync("allow: DM407"), StringComparison.Ordinal);

    private static async Task<string> FoundAsync(string allow, string body = Body)
    {
        using var workspace = new CheckWorkspace();
        return string.Join(
            '\n',
            await workspace.CheckAsync($"---\ntitle: Test\nsubject: Children in foster care this year\n{allow}\n---\n{body}")
        );
    }
}
