using Datamonger.Newsletter.Cli.Preview.Building;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Cli.Preview.Building;

public sealed class IssueStoreTests : IDisposable
{
    private const string IssuePath = $"content/issues/{PreviewHost.Slug}/index.md";
    private readonly TemporaryFolder _folder = new();
    private readonly IssueStore _store;

    public IssueStoreTests()
    {
        PreviewHost.WriteWorkspace(_folder);
        _store = new IssueStore(Workspace.Open(_folder.Path), TimeProvider.System);
    }

    [Fact]
    public async Task An_issue_is_built_once_until_its_files_change()
    {
        var first = await FindAsync();
        Assert.Same(first, await FindAsync());
        _folder.Write(IssuePath, PreviewHost.Issue.Replace("unchanged", "new", StringComparison.Ordinal));
        var change = await ApplyAsync(IssuePath);
        Assert.Equal(first.Version + 1, Assert.Single(change.Rebuilt).Version);
        Assert.Contains("The last word is new.", (await FindAsync()).Shown!.Email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_leaves_the_last_whole_email_until_it_is_mended()
    {
        var whole = await FindAsync();
        await SaveAsync("applications.last.applications | num0", "applications.last.aplications | num0");
        var broken = await FindAsync();
        Assert.True(broken.IsBehind);
        Assert.Same(whole.Shown, broken.Shown);
        Assert.Contains(broken.Current!.Diagnostics, found => found.Message.Contains("aplications", StringComparison.Ordinal));
        await SaveAsync("unchanged", "mended");
        Assert.False((await FindAsync()).IsBehind);
    }

    [Fact]
    public async Task An_issue_that_was_never_whole_is_shown_with_its_holes()
    {
        _folder.Write(
            IssuePath,
            PreviewHost.Issue.Replace("applications.last.applications | num0", "nothing.last.x", StringComparison.Ordinal)
        );
        var issue = await FindAsync();
        Assert.NotNull(issue.Shown);
        Assert.False(issue.IsBehind);
    }

    [Fact]
    public async Task An_issue_that_is_deleted_stays_as_it_was_and_comes_back()
    {
        var before = await FindAsync();
        var path = Path.Combine(_folder.Path, IssuePath);
        File.Delete(path);
        await ApplyAsync(IssuePath);
        var gone = await FindAsync();
        Assert.Contains("is gone", gone.Problem, StringComparison.Ordinal);
        Assert.Same(before.Shown, gone.Shown);
        File.WriteAllText(path, PreviewHost.Issue);
        await ApplyAsync(IssuePath);
        Assert.Null((await FindAsync()).Problem);
    }

    [Fact]
    public async Task A_folder_that_is_renamed_is_another_issue()
    {
        await FindAsync();
        Directory.Move(
            Path.Combine(_folder.Path, "content", "issues", PreviewHost.Slug),
            Path.Combine(_folder.Path, "content", "issues", "2017-04-other")
        );
        var change = await ApplyAsync($"content/issues/{PreviewHost.Slug}", "content/issues/2017-04-other");
        Assert.True(change.ListChanged);
        Assert.NotNull((await FindAsync()).Problem);
        Assert.Null((await _store.FindAsync("2017-04-other", TestContext.Current.CancellationToken))!.Problem);
    }

    [Theory]
    [InlineData("content/snippets/contact.md", true)]
    [InlineData("content/snippets", true)]
    [InlineData("content/snippets/unused.md", false)]
    [InlineData("content/datasets/fostering.csv", true)]
    [InlineData("content/datasets/datasets.yml", true)]
    [InlineData("templates/default/theme.css", true)]
    [InlineData("templates/default/partials/chart.sbn-html", true)]
    [InlineData("templates/other/theme.css", false)]
    [InlineData("content/newsletter.yml", true)]
    [InlineData($"content/issues/{PreviewHost.Slug}/picture.png", true)]
    [InlineData("content/issues/2016-02-earlier/index.md", false)]
    [InlineData("content/notes.txt", false)]
    public async Task Only_what_depends_on_a_file_is_built_again(string path, bool depends)
    {
        await FindAsync();
        Assert.Equal(depends, (await ApplyAsync(path)).Rebuilt.Length == 1);
    }

    [Fact]
    public async Task Another_issue_matters_to_those_that_name_it()
    {
        await SaveAsync("The last word", "See [[issue:2016-02-earlier]]. The last word");
        Assert.Contains("An earlier issue", (await FindAsync()).Shown!.Email.Html, StringComparison.Ordinal);
        _folder.Write(
            "content/issues/2016-02-earlier/index.md",
            "---\ntitle: A better title\nsubject: E\npreheader: E\ndate: 2016-02-11\n---\n\nNothing much.\n"
        );
        await ApplyAsync("content/issues/2016-02-earlier/index.md");
        Assert.Contains("A better title", (await FindAsync()).Shown!.Email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_missing_may_come()
    {
        await SaveAsync("::: include contact", "::: include team");
        Assert.False(PreviewedIssue.IsWhole((await FindAsync()).Current!));
        _folder.Write("content/snippets/team.md", "We are the team.\n");
        await ApplyAsync("content/snippets/team.md");
        Assert.Contains("We are the team.", (await FindAsync()).Shown!.Email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changed_settings_are_read_and_broken_ones_leave_the_last_whole_email()
    {
        await FindAsync();
        var path = Path.Combine(_folder.Path, "content", "newsletter.yml");
        var settings = File.ReadAllText(path);
        File.WriteAllText(path, settings.Replace("sender: {name: The Datamonger", "sender: {name: The Editors", StringComparison.Ordinal));
        await ApplyAsync("content/newsletter.yml");
        Assert.Equal("The Editors", (await FindAsync()).Shown!.Email.FromName);
        File.WriteAllText(path, "name: [");
        await ApplyAsync("content/newsletter.yml");
        var broken = await FindAsync();
        Assert.Equal(("The Editors", true), (broken.Shown!.Email.FromName, broken.IsBehind));
        File.Delete(path);
        await ApplyAsync("content/newsletter.yml");
        Assert.Contains("content/newsletter.yml cannot be read", (await FindAsync()).Problem, StringComparison.Ordinal);
        File.WriteAllText(path, settings);
        await ApplyAsync("content/newsletter.yml");
        Assert.Equal(("The Datamonger", false), ((await FindAsync()).Shown!.Email.FromName, (await FindAsync()).IsBehind));
    }

    [Fact]
    public async Task Changed_personas_are_told_without_a_build()
    {
        var before = await FindAsync();
        _folder.Write("content/personas.yml", "personas: [{name: Somebody else, email: else@example.org}]\n");
        var told = Assert.Single((await ApplyAsync("content/personas.yml")).Rebuilt);
        Assert.Same(before.Current, told.Current);
        Assert.Equal("Somebody else", Assert.Single(_store.Personas.All).Name);
    }

    [Fact]
    public async Task A_build_that_is_called_off_is_made_up_for()
    {
        await FindAsync();
        _folder.Write(IssuePath, PreviewHost.Issue.Replace("unchanged", "new", StringComparison.Ordinal));
        using var newer = new CancellationTokenSource();
        await newer.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _store.ApplyAsync([IssuePath], [PreviewHost.Slug], newer.Token));
        await ApplyAsync(IssuePath);
        Assert.Contains("The last word is new.", (await FindAsync()).Shown!.Email.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_issues_only_the_ones_last_looked_at_are_kept()
    {
        string[] slugs = [.. Enumerable.Range(1, 12).Select(number => $"2015-{number:00}-x")];
        foreach (var slug in slugs)
        {
            _folder.Write($"content/issues/{slug}/index.md", "---\ntitle: T\nsubject: S\n---\n\nText.\n");
            await _store.FindAsync(slug, TestContext.Current.CancellationToken);
        }
        Assert.Null(await _store.PeekAsync(slugs[0], TestContext.Current.CancellationToken));
        Assert.NotNull(await _store.PeekAsync(slugs[^1], TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    private async Task<PreviewedIssue> FindAsync() => (await _store.FindAsync(PreviewHost.Slug, TestContext.Current.CancellationToken))!;

    private Task<StoreChange> ApplyAsync(params string[] paths) =>
        _store.ApplyAsync(paths, [PreviewHost.Slug], TestContext.Current.CancellationToken);

    private async Task SaveAsync(string old, string now)
    {
        _folder.Write(IssuePath, PreviewHost.Issue.Replace(old, now, StringComparison.Ordinal));
        await ApplyAsync(IssuePath);
    }
}
