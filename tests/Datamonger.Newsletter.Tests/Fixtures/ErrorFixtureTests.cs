using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Fixtures;

/// <summary>
/// One folder a mistake: <c>Fixtures/Errors/&lt;name&gt;/index.md</c> with the files that belong to it, and <c>expected.txt</c> with all
/// that
/// the whole program says of it. Checks (DM5xx) have planted faults of their own and are left out here.
/// </summary>
public sealed class ErrorFixtureTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Tests, "Fixtures", "Errors");

    // Rules that a folder of small text files cannot show, and where they are specified.
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["DM108"] = "Personas are read by the preview: Settings/PersonaReaderTests",
        ["DM110"] = "A long file: Hostile/HostileIssueTests",
        ["DM180"] = "Outputs of somebody else: Cli/BuildCommandTests",
        ["DM181"] = "Two issues: Cli/BuildCommandTests",
        ["DM182"] = "A fault of the program: Diagnostics/BoundaryTests",
        ["DM183"] = "No key is kept in a file: Diagnostics/WrittenKeyTests",
        ["DM184"] = "Many files: Hostile/HostileIssueTests",
        ["DM185"] = "A long file: Hostile/HostileIssueTests",
        ["DM186"] = "A long file: Hostile/HostileIssueTests",
        ["DM187"] = "A long file: Hostile/HostileIssueTests",
        ["DM215"] = "A source is a database: Data/Sources",
        ["DM216"] = "A source is a database: Data/Sources",
        ["DM217"] = "A source is a database: Data/Sources",
        ["DM270"] = "A result that is too large: Data/DuckDb/EngineProcessTests",
        ["DM271"] = "An engine that crashes: Data/DuckDb/EngineProcessTests",
        ["DM243"] = "A large file: Data/Readers",
        ["DM244"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM246"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM247"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM248"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM249"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM250"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM251"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM252"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM253"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM254"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM255"] = "A workbook made for the test: Data/Readers/Workbooks",
        ["DM259"] = "A workbook made for the test: Data/Readers/Workbooks",
    };

    public static TheoryData<string> Fixtures => [.. Names];

    private static IEnumerable<string> Names =>
        Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task A_mistake_is_reported_with_its_place_and_what_to_do(string fixture)
    {
        using var newsletter = TestNewsletter.From($"Fixtures/Errors/{fixture}");
        var build = await newsletter.BuildAsync(fixture);
        ImmutableArray<Diagnostic> found =
        [
            .. build.Diagnostics.Where(diagnostic => !diagnostic.Rule.Code.StartsWith("DM5", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(found);
        Assert.All(found, diagnostic => AssertStandsInFile(newsletter, diagnostic.Location));
        Snapshot.Match(TestNewsletter.Print(found), $"Fixtures/Errors/{fixture}/expected.txt");
        Assert.NotEmpty(build.Email.Html);
    }

    [Fact]
    public void Every_rule_of_issues_data_charts_and_email_has_a_fixture()
    {
        var said = string.Join('\n', Names.Select(name => File.ReadAllText(Path.Combine(Folder, name, "expected.txt"))));
        string[] missing =
        [
            .. Rules
                .All.Where(rule => rule.Code[2] is >= '1' and <= '4' && !said.Contains($" {rule.Code}: ", StringComparison.Ordinal))
                .Select(rule => rule.Code),
        ];
        Assert.Empty(missing.Except(Elsewhere.Keys).Select(code => $"{code} has no fixture: add one under Fixtures/Errors."));
        Assert.Empty(Elsewhere.Keys.Except(missing).Select(code => $"{code} has a fixture: take it off the list."));
    }

    [Fact]
    public void Mistakes_of_more_than_sixty_kinds_are_kept() => Assert.True(Names.Count() >= 60);

    private static void AssertStandsInFile(TestNewsletter newsletter, SourceLocation at)
    {
        var path = newsletter.PathOf(at.File);
        Assert.True(File.Exists(path), $"{at.File} is no file of the workspace.");
        var source = new SourceText(at.File, File.ReadAllText(path));
        Assert.InRange(at.Line, 1, source.LineCount);
        Assert.InRange(at.Column, 1, source.Line(at.Line).Length + 1);
    }
}
