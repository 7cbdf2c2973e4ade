using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Architecture;

/// <summary>The table of arrows in docs/architecture.md, held to the compiled program.</summary>
public sealed partial class ArrowsTests
{
    private const string Foundations = "the foundations";

    [Fact]
    public void A_folder_names_only_the_folders_that_the_page_allows()
    {
        var allowed = AllowedByThePage();
        var graph = FolderGraph.Of("Datamonger.Newsletter.dll", "Datamonger.Newsletter");
        var found = graph
            .Siblings("")
            .Where(edge => !allowed.GetValueOrDefault(edge.Key.From, []).Contains(edge.Key.To))
            .Select(edge => $"{edge.Key.From} does not know {edge.Key.To}: {edge.Value}");
        Assert.Equal("", string.Join('\n', found));
    }

    [Fact]
    public void Every_folder_of_the_library_is_on_the_page_and_no_other()
    {
        var folders = FolderGraph.Of("Datamonger.Newsletter.dll", "Datamonger.Newsletter").Folders.Where(folder => !folder.Contains('/'));
        Assert.Equal(folders, AllowedByThePage().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_layer_of_data_names_only_layers_above_it_on_the_page()
    {
        var layers = Layer().Matches(Page).Select(row => row.Groups["layer"].Value).ToList();
        var graph = FolderGraph.Of("Datamonger.Newsletter.dll", "Datamonger.Newsletter");
        Assert.Equal(
            graph.Folders.Where(folder => folder.StartsWith("Data/", StringComparison.Ordinal) && folder.Count(c => c == '/') == 1),
            layers.Select(layer => $"Data/{layer}").Order(StringComparer.Ordinal)
        );
        var found = graph
            .Siblings("Data")
            .Where(edge => layers.IndexOf(edge.Key.To) > layers.IndexOf(edge.Key.From))
            .Select(edge => $"{edge.Key.From} stands above {edge.Key.To}: {edge.Value}");
        Assert.Equal("", string.Join('\n', found));
        Assert.DoesNotContain("Data", graph.FoldersWithTypes);
    }

    [Theory]
    [InlineData("Datamonger.Newsletter.dll", "Datamonger.Newsletter")]
    [InlineData("datamonger.dll", "Datamonger.Newsletter.Cli")]
    [InlineData("Datamonger.Mailchimp.MergeTags.dll", "Datamonger.Mailchimp.MergeTags")]
    [InlineData("Datamonger.Mailchimp.Sandbox.dll", "Datamonger.Mailchimp.Sandbox")]
    [InlineData("Datamonger.Newsletter.dll", "Datamonger.Newsletter.Publishing")]
    public void Folders_side_by_side_form_no_cycle(string assembly, string root)
    {
        Assert.Equal("", string.Join('\n', FolderGraph.Of(assembly, root).Cycles()));
    }

    [Fact]
    public void The_graph_sees_what_a_body_names_and_where_it_leads_back()
    {
        var graph = FolderGraph.Of("Datamonger.Newsletter.Tests.dll", typeof(ArrowsTests).Namespace + ".Samples");
        Assert.Equal(["One names Two", "Two names One"], graph.Siblings("").Values);
        Assert.Equal(2, graph.Cycles().Count());
    }

    private static string Page
    {
        get
        {
            var page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "architecture.md"));
            return page[page.IndexOf("## Arrows", StringComparison.Ordinal)..];
        }
    }

    private static Dictionary<string, HashSet<string>> AllowedByThePage()
    {
        var rows = Row()
            .Matches(Page)
            .Select(row =>
                (
                    Folder: row.Groups["folder"].Value,
                    Known: row.Groups["known"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                )
            )
            .ToList();
        var foundations = rows.TakeWhile(row => row.Folder != "Issues").Select(row => row.Folder).ToList();
        return rows.ToDictionary(
            row => row.Folder,
            row => row.Known.SelectMany(known => known == Foundations ? foundations : [known]).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [GeneratedRegex(@"^\| (?<folder>[A-Z]\w+) \| (?<known>[\w, ]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| Data/(?<layer>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Layer();
}
