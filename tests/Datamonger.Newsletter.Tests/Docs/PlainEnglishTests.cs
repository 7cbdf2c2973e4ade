using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Docs;

/// <summary>Phrases that a native editor stumbles over stay out of docs, messages and comments. <c>phrases.txt</c> lists them, one a line.</summary>
public sealed class PlainEnglishTests
{
    private static readonly Regex Phrases = new(
        $@"\b(?:{string.Join('|', File.ReadLines(Path.Combine(RepositoryFolder.Tests, "Docs", "phrases.txt")).Where(line => line.Length > 0).Select(Regex.Escape))})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    );

    private static readonly string[] Kinds = [".cs", ".md", ".js", ".html", ".css", ".sbn-html", ".sbn-txt", ".yml", ".cake"];

    [Theory]
    [InlineData("src")]
    [InlineData("docs")]
    [InlineData("templates")]
    [InlineData("content")]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("build.cake")]
    public void It_is_written_in_plain_English(string place)
    {
        var path = Path.Combine(RepositoryFolder.Root, place);
        var files = File.Exists(path)
            ? [path]
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Kinds.Contains(Path.GetExtension(file)));
        var found = files.SelectMany(file =>
            File.ReadLines(file)
                .Select((line, i) => (line, number: i + 1))
                .Where(one => Phrases.IsMatch(one.line))
                .Select(one => $"{Path.GetRelativePath(RepositoryFolder.Root, file)}:{one.number}: {one.line.Trim()}")
        );
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("Look the page up anew.", true)]
    [InlineData("It Wants a mapping.", true)]
    [InlineData("We recommend an amendment; he mentioned it.", false)]
    public void A_phrase_is_whole_words_in_any_case(string line, bool isFound) => Assert.Equal(isFound, Phrases.IsMatch(line));
}
