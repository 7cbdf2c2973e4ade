using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Diagnostics;

/// <summary>A key that somebody wrote into a file is found at its place, and printed by nothing.</summary>
public sealed class WrittenKeyTests
{
    // Put together here, so that nobody's search for keys finds this file.
    private static readonly string Key = string.Concat(Enumerable.Repeat("0123456789abcdef", 2)) + "-us" + "21";
    private static readonly string Address = "postgres://reader:" + "hunter2@db.example.org/figures";

    public static TheoryData<string, string> Places =>
        new()
        {
            { "content/newsletter.yml", "\napi_key: {key}\n" },
            { "content/newsletter.yml", "\n# {key}\n" },
            { "content/newsletter.yml", "\nsources: {figures: {kind: postgres, address: \"{address}\"}}\n" },
            { "content/datasets/datasets.yml", "\n# {key}\n" },
            { $"content/issues/{TestNewsletter.Slug}/index.md", "\nThe key is {key}.\n" },
            { $"content/issues/{TestNewsletter.Slug}/index.md", "\n[here]({address})\n" },
            { $"content/issues/{TestNewsletter.Slug}/index.md", "\n```sql {key}\nselect 1\n```\n" },
            { $"content/issues/{TestNewsletter.Slug}/index.md", "\n{{ {key} }}\n" },
            { $"content/issues/{TestNewsletter.Slug}/more.sql", "select '{key}' as k" },
            { "content/snippets/contact.md", "\n{key}\n" },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_key_in_any_file_is_found_and_not_printed(string file, string text)
    {
        using var newsletter = new TestNewsletter().Body("::: include contact\n\n```sql v\nselect year from visits order by year\n```\n");
        var path = newsletter.PathOf(file);
        File.AppendAllText(
            path,
            text.Replace("{key}", Key, StringComparison.Ordinal).Replace("{address}", Address, StringComparison.Ordinal)
        );
        string[][] runs =
        [
            ["build", "--out", "proof"],
            ["check"],
            ["check", "--json"],
            ["check", "--format", "sarif"],
            ["check", "--format", "github"],
        ];
        foreach (var arguments in runs)
        {
            using var output = new StringWriter();
            var environment = new CliEnvironment
            {
                Output = output,
                Error = output,
                Input = TextReader.Null,
                CurrentDirectory = newsletter.Root,
                Variable = _ => null,
                Time = newsletter.Time,
            };
            Assert.Equal(1, await CommandLineApp.RunAsync(arguments, environment, TestContext.Current.CancellationToken));
            var printed = output.ToString();
            Assert.Contains("DM183", printed, StringComparison.Ordinal);
            Assert.Contains(file, printed, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, printed, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("hunter2", printed, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Write to editors@example.org.")]
    [InlineData("https://example.org:8080/a@b")]
    [InlineData("mailto:editors@example.org")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("0123456789abcdef-us1")]
    [InlineData("12:30@noon")]
    public void What_is_no_key_is_left_alone(string text)
    {
        var found = new DiagnosticBag();
        WrittenKey.Report(new SourceText("a.md", text), found);
        Assert.Empty(found.ToImmutable());
        Assert.Equal(text, WrittenKey.Mask(text));
    }
}
