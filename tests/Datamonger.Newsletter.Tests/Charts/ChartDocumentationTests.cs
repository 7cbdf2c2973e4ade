using System.Text.RegularExpressions;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Charts;

/// <summary>
/// docs/charts.md: every kind is in it, what it says of the keys is what the code declares, and its examples are what they show.
/// </summary>
public sealed partial class ChartDocumentationTests
{
    private static readonly string Path = System.IO.Path.Combine(RepositoryFolder.Root, "docs", "charts.md");

    public static TheoryData<string> Kinds => [.. ChartCatalog.Names];

    [Fact]
    public void The_keys_are_those_that_the_code_declares() => Assert.Equal(Regenerated(File.ReadAllText(Path)), File.ReadAllText(Path));

    [Theory, MemberData(nameof(Kinds))]
    public void The_example_of_each_kind_draws_the_picture_beside_it(string kind)
    {
        var section = Section(kind);
        var fence = Fence().Match(section);
        Assert.True(fence.Success, $"docs/charts.md has no example of \"{kind}\".");
        var rows = TestTable.Of(string.Join('\n', section[..fence.Index].Split('\n').Where(line => line.StartsWith('|'))));
        var query = $"```sql {fence.Groups["data"].Value}\nselect 1\n```\n\n";
        var chart = TestChart.Draw(query + fence.Groups["fence"].Value, rows);
        Assert.Equal("", chart.Found);
        Assert.Equal(kind, chart.Only.Block.Kind);
        Assert.InRange(chart.Alt.Length, 20, 250);
        if (chart.Only.Image is null)
            chart = TestChart.Draw(
                query + fence.Groups["fence"].Value.Replace("\n```", "\nrender: image\n```", StringComparison.Ordinal),
                rows
            );
        Assert.Contains($"/Golden/charts/{kind}.verified.png", section, StringComparison.Ordinal);
        PictureSnapshot.Match(chart.Image.Png, kind);
    }

    private static string Section(string kind)
    {
        var text = File.ReadAllText(Path).ReplaceLineEndings("\n");
        var start = text.IndexOf($"\n### {kind}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/charts.md has no section \"{kind}\".");
        return text[start..(text.IndexOf("\n### ", start + 1, StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)];
    }

    // With UPDATE_SNAPSHOTS=1 the tables of keys are written into the page.
    private static string Regenerated(string page)
    {
        page = Kept()
            .Replace(
                page,
                match =>
                    $"{match.Groups["head"].Value}\n"
                    + $"{(match.Groups["what"].Value == "keys" ? Keys(match.Groups["name"].Value) : ChartCatalog.Find(match.Groups["name"].Value)!.Description)}\n{match.Groups["foot"].Value}"
            );
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(Path, page);
        return page;
    }

    private static string Keys(string name) =>
        "| key | value | what it says |\n| --- | --- | --- |\n"
        + string.Join('\n', (name == "common" ? ChartFields.Common : ChartCatalog.Find(name)!.Fields).Select(Row));

    private static string Row(Field field)
    {
        var type = field.Type switch
        {
            FieldType.Choice => string.Join(", ", field.Choices.Select(choice => $"`{choice}`")),
            FieldType.Boolean => "`true`, `false`",
            FieldType.Objects => "list of mappings",
            FieldType.BoundText => "text",
            FieldType.Columns => "column or columns",
            _ => field.Type.ToString().ToLowerInvariant(),
        };
        var more =
            field.Required ? " **Required.**"
            : field.Default is { } otherwise ? $" Default `{otherwise}`."
            : "";
        var example = field.Example is { } written ? $" `{field.Name}: {written}`" : "";
        return $"| `{field.Name}` | {type} | {field.Description}{more}{example} |";
    }

    [GeneratedRegex(@"````markdown\n(?<fence>```chart [^\n]*\ndata: (?<data>\w+)\n.*?\n```)\n````", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<head><!-- (?<what>keys|kind): (?<name>[a-z-]+) -->)\n.*?(?<foot><!-- /\k<what> -->)", RegexOptions.Singleline)]
    private static partial Regex Kept();
}
