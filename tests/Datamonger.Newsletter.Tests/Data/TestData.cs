using System.Text;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Cli.Data;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Data;

/// <summary>A workspace in a temporary folder with data files, and the runner over it.</summary>
internal sealed class TestData : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly QueryLimits? _limits;
    private readonly EngineProgram? _engine;
    private Workspace? _workspace;
    private QueryRunner? _runner;

    /// <param name="engine">Runs the queries in a process of its own.</param>
    public TestData(QueryLimits? limits = null, string settings = "", EngineProgram? engine = null)
    {
        _limits = limits;
        _engine = engine;
        _folder.Write(
            "content/newsletter.yml",
            "name: Test\norganisation: {name: Test}\nsender: {name: Test, reply_to: editors@example.org}\n" + settings
        );
        Directory.CreateDirectory(DatasetsDirectory);
    }

    public string Root => _folder.Path;

    public string DatasetsDirectory => Path.Combine(_folder.Path, "content", "datasets");

    public string CacheDirectory => Path.Combine(_folder.Path, ".datamonger", "cache");

    public Workspace Workspace => _workspace ??= Workspace.Open(_folder.Path, startEngine: _engine is null ? null : _engine.Start);

    public QueryRunner Runner => _runner ??= new QueryRunner(Workspace, new BuildCache(CacheDirectory), TimeProvider.System, _limits);

    /// <summary>Adds a data file.</summary>
    public TestData With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Adds a data file.</summary>
    public TestData With(string name, byte[] bytes)
    {
        var path = Path.Combine(DatasetsDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    /// <summary>Adds what is declared of the data files.</summary>
    public TestData Declaring(string yaml) => With("datasets.yml", yaml);

    /// <summary>As after the end of the process: nothing is left in memory.</summary>
    public void Restart()
    {
        _runner?.Dispose();
        (_runner, _workspace) = (null, null);
    }

    /// <summary>Runs the queries of an issue whose text begins on line 5.</summary>
    public async Task<TestRun> RunAsync(string body, string frontMatter = "")
    {
        var issue = TestIssue.Parse($"---\ntitle: Test\nsubject: Test\n{frontMatter}---\n{body}");
        var tables = await Runner.RunAsync(issue.Issue, issue.Bag, TestContext.Current.CancellationToken);
        return new TestRun(issue.Issue, tables, issue.Bag);
    }

    /// <summary>Runs one query and gives its table, which must be without fault.</summary>
    public async Task<Table> QueryAsync(string sql)
    {
        var run = await RunAsync($"```sql q\n--| allow_empty: true\n{sql}\n```\n");
        Assert.Empty(run.Errors);
        return run["q"];
    }

    /// <summary>Runs one query that must fail, and gives what is said, with places inside the SQL.</summary>
    public async Task<string> FailAsync(string sql)
    {
        var run = await RunAsync($"```sql q\n{sql}\n```\n");
        Assert.Null(run.Tables.Find("q")!.Table);
        return run.Found;
    }

    public void Dispose()
    {
        _runner?.Dispose();
        _folder.Dispose();
    }
}

/// <summary>What a run gave.</summary>
internal sealed record TestRun(Issue Issue, QueryTables Tables, DiagnosticBag Bag)
{
    public Table this[string name] => Tables.Find(name)?.Table ?? throw new InvalidOperationException($"No table {name}: {Found}");

    /// <summary>What was found, one a line, with its hint; places in the issue without the path.</summary>
    public string Found => string.Join('\n', Bag.ToImmutable().Select(Line));

    public IEnumerable<string> Errors => Bag.ToImmutable().Where(diagnostic => diagnostic.Rule.Severity == Severity.Error).Select(Line);

    public IEnumerable<string> Codes => Bag.ToImmutable().Select(diagnostic => diagnostic.Rule.Code);

    private static string Line(Diagnostic diagnostic) =>
        diagnostic.ToString().Replace("content/issues/test/index.md:", "", StringComparison.Ordinal)
        + (diagnostic.Hint is null ? "" : $" [{diagnostic.Hint}]");
}

/// <summary>Prints tables so that a test reads like one.</summary>
internal static class TableText
{
    /// <summary>Names with types, then the rows: <c>year:Text n:Integer | 2015/16 11460</c>.</summary>
    public static string Of(Table table)
    {
        var lines = new List<string> { string.Join(' ', table.Columns.Select(column => $"{column.Name}:{column.Type}")) };
        for (var row = 0; row < table.RowCount; row++)
            lines.Add(string.Join(' ', table.Columns.Select(column => Text(column.Values[row]))));
        return string.Join(" | ", lines);
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "∅",
            DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", System.Globalization.CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
}
