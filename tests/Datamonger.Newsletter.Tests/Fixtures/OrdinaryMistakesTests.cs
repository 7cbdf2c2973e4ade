using Datamonger.Newsletter.Tests.Checks;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Fixtures;

/// <summary>
/// The mistakes that editors make in their first hour, in one table (<c>mistakes.txt</c>): what is written, and the finding it must
/// give with its place.
/// </summary>
public sealed class OrdinaryMistakesTests
{
    private static readonly Dictionary<string, (string Written, string[] Expected)> Mistakes = File.ReadAllText(
            Path.Combine(RepositoryFolder.Tests, "Fixtures", "mistakes.txt")
        )
        .ReplaceLineEndings("\n")
        .Split("\n=== ", StringSplitOptions.RemoveEmptyEntries)
        .Skip(1)
        .Select(block => block.Split('\n', 2))
        .ToDictionary(
            block => block[0],
            block =>
            {
                var lines = block[1].Split('\n');
                return (
                    string.Join('\n', lines.Where(line => !IsExpected(line))).TrimEnd('\n') + "\n",
                    lines.Where(IsExpected).Select(line => line[">>> ".Length..]).ToArray()
                );
            },
            StringComparer.Ordinal
        );

    // The last line of a mistake that must give its own findings and no others.
    private const string Alone = "(nothing else)";

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mistake_is_told_with_its_place(string name)
    {
        var (written, expected) = Mistakes[name];
        using var workspace = new CheckWorkspace();
        var text = "";
        foreach (var part in ("\n" + written).Split("\n@@ "))
        {
            if (text.Length == 0)
                text = Whole(part[1..]);
            else if (part.Split('\n', 2) is [var path, var content])
                workspace.Write(path, content);
        }
        var found = await workspace.CheckAsync(text);
        var said = found.Select(one =>
            $"{one.Rule.Code} {Short(one.Location.File)}:{one.Location.Line}:{one.Location.Column} {one.Message}"
        );
        Assert.NotEmpty(expected);
        if (expected[^1] == Alone)
            Assert.Equal(expected.Length - 1, said.Count());
        expected = [.. expected.Where(line => line != Alone)];
        Assert.All(expected, line => Assert.True(said.Contains(line), $"{line}\nis not among\n{string.Join('\n', said)}"));
    }

    // A text that has no front matter of its own gets one that nothing is wrong with: it begins at line 10.
    private static string Whole(string text) =>
        text.Contains("---\n", StringComparison.Ordinal) ? text : $"{CheckWorkspace.FrontMatter}\n## Foster care\n\n{text}";

    private static bool IsExpected(string line) => line.StartsWith(">>> ", StringComparison.Ordinal);

    private static string Short(string file) => file.EndsWith("/index.md", StringComparison.Ordinal) ? "index.md" : file;
}
