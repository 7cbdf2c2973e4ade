using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>An issue parsed from a text, with what was found wrong.</summary>
internal sealed class TestIssue
{
    private TestIssue(Issue issue, DiagnosticBag diagnostics) => (Issue, Bag) = (issue, diagnostics);

    public static NewsletterSettings Settings { get; } =
        new()
        {
            Name = "The Datamonger",
            Organisation = new Organisation("Etazo Performance Data") { Address = "1 Example Street, London" },
            Sender = new Sender("The Datamonger", "editors@example.org"),
            ArchiveUrl = "https://example.org/archive",
            MergeFields = [new MergeField("FNAME", "First Name", Fallback: "colleague"), new MergeField("LNAME", "Last Name")],
        };

    public Issue Issue { get; }

    public DiagnosticBag Bag { get; }

    /// <summary>What was found, one a line, without the path: <c>4:1: error DM130: …</c></summary>
    public string Found =>
        string.Join(
            '\n',
            Bag.ToImmutable()
                .Select(diagnostic => diagnostic.ToString().Replace("content/issues/test/index.md:", "", StringComparison.Ordinal))
        );

    /// <summary>Parses a whole file.</summary>
    public static TestIssue Parse(string text, FakeIssueFiles? files = null)
    {
        var diagnostics = new DiagnosticBag();
        var parser = new IssueParser(files ?? new FakeIssueFiles(), Settings);
        return new TestIssue(parser.Parse("test", new SourceText("content/issues/test/index.md", text), diagnostics), diagnostics);
    }

    /// <summary>Parses a text below sound front matter of four lines, so that its first line is line 5.</summary>
    public static TestIssue Body(string text, FakeIssueFiles? files = null) =>
        Parse($"---\ntitle: Test\nsubject: Test\n---\n{text}", files);
}
