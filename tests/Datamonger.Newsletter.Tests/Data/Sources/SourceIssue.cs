using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Data.Sources;

/// <summary>A workspace whose newsletter.yml names a source "warehouse", and issues that ask it.</summary>
internal sealed class SourceIssue : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly QueryRunner _runner;

    /// <param name="address">Null when the environment does not say it.</param>
    public SourceIssue(string kind, string? address, string settings = "allow_private: true", TimeProvider? time = null)
    {
        _folder.Write(
            "content/newsletter.yml",
            $"name: Test\norganisation: {{name: Test}}\nsender: {{name: Test, reply_to: editors@example.org}}\nsources:\n  warehouse: "
                + $"{{kind: {kind}, {settings}}}\n"
        );
        _folder.Write("content/datasets/rates.csv", "name,rate\nGateshead,1\nLambeth,2\n");
        var workspace = Workspace.Open(_folder.Path, source => source.Name == "warehouse" ? address : null);
        _runner = new QueryRunner(workspace, new BuildCache(null), time ?? TimeProvider.System);
    }

    /// <summary>Runs the queries of an issue whose text begins on line 6.</summary>
    public async Task<TestRun> RunAsync(string body, string sources = "[warehouse]", CancellationToken? cancellationToken = null)
    {
        var issue = TestIssue.Parse($"---\ntitle: Test\nsubject: Test\nsources: {sources}\n---\n{body}");
        var tables = await _runner.RunAsync(issue.Issue, issue.Bag, cancellationToken ?? TestContext.Current.CancellationToken);
        return new TestRun(issue.Issue, tables, issue.Bag);
    }

    /// <summary>Asks one question, and gives its table, or what is said.</summary>
    public async Task<string> AskAsync(string sql, string options = "")
    {
        var run = await RunAsync($"```sql q\n--| source: warehouse\n--| allow_empty: true\n{options}{sql}\n```\n");
        return run.Bag.HasErrors ? run.Found : TableText.Of(run["q"]);
    }

    public void Dispose()
    {
        _runner.Dispose();
        _folder.Dispose();
    }
}
