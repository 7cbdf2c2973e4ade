using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>A small workspace with data about foster places, for faults of the data and of what is said of them.</summary>
internal sealed class Planted : IDisposable
{
    /// <summary>The line of the issue's file on which the text given to <see cref="FindAsync"/> begins.</summary>
    public const int FirstLine = 18;

    private const string Queries = """

        ```sql applications
        --| key: year
        select year, applications from fostering order by year
        ```

        ```sql places
        --| key: la
        select la, places, share from areas order by la
        ```


        """;

    public Planted()
    {
        Workspace.Write("content/datasets/fostering.csv", "year,applications\n2014/15,16920\n2015/16,11460\n");
        Workspace.Write("content/datasets/areas.csv", "la,places,share\nBarnet,240,0.32\nLambeth,165,0.54\nSwindon,1234567,0.075\n");
        Workspace.Write(
            "content/datasets/datasets.yml",
            "fostering: {title: Fostering in England, publisher: Ofsted}\nareas: {title: Foster places, publisher: Ofsted}\n"
        );
    }

    public CheckWorkspace Workspace { get; } = new();

    /// <summary>What the given rules find in a text, as <c>line:column code</c>, lines counted from the text's first.</summary>
    public async Task<string[]> FindAsync(string body, params string[] codes) => [.. (await DiagnoseAsync(body, codes)).Select(Place)];

    /// <summary>What the given rules find, with the words.</summary>
    public Task<Diagnostic[]> DiagnoseAsync(string body, params string[] codes) =>
        DiagnoseBelowAsync(CheckWorkspace.FrontMatter, body, codes);

    /// <summary>The same below other front matter.</summary>
    public async Task<Diagnostic[]> DiagnoseBelowAsync(string frontMatter, string body, params string[] codes)
    {
        var found = await Workspace.CheckAsync(frontMatter + Queries + body);
        var other = found.Where(finding => finding.Rule.Severity == Severity.Error && finding.Rule.Code[2] is not '5');
        Assert.True(!other.Any(), string.Join('\n', other));
        return [.. found.Where(finding => codes.Contains(finding.Rule.Code))];
    }

    /// <summary>Builds an issue with a text.</summary>
    public Task<IssueBuild> BuildAsync(string body) => Workspace.BuildAsync(CheckWorkspace.FrontMatter + Queries + body);

    public void Dispose() => Workspace.Dispose();

    private static string Place(Diagnostic finding) =>
        $"{finding.Location.Line - FirstLine + 1}:{finding.Location.Column} {finding.Rule.Code}";
}
