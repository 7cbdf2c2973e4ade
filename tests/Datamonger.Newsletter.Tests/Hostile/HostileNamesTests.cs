using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Data;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>Names that mean something to somebody else: to an engine, a shell, a log, a mail server, a reader's eye.</summary>
[Trait("Category", "Hostile")]
public sealed class HostileNamesTests
{
    [Fact]
    public async Task Columns_called_like_something_else_are_columns()
    {
        using var data = new TestData().With(
            "t.csv",
            "area,Area,,__proto__,constructor,select,\uD83D\uDE00,\u202Edrow,a\"b,$(touch x),*|FNAME|*\n1,2,3,4,5,6,7,8,9,10,11\n"
        );
        var run = await data.RunAsync("```sql q\nselect * from t\n```\n");
        Assert.Empty(run.Errors);
        var names = run["q"].ColumnNames.ToArray();
        Assert.Equal(11, names.Length);
        Assert.Equal(11, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain("", names);
        Assert.Equal(Enumerable.Range(1, 11).Select(n => (object?)(long)n), run["q"].Columns.Select(column => column.Values[0]));
        Assert.Contains("t.csv:1:", run.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Read [the \u202Etxt.exe\u202C](https://example.org/a) now.", "DM545")]
    [InlineData("Read [the page](https://\u0430pple.example.org/a) now.", "DM512")]
    [InlineData("Read [the page](https://example.org\u2044.evil.example.net/a) now.", "DM512")]
    [InlineData("Read [https://bank.example.com](https://example.org/a) now.", "DM511")]
    public async Task What_looks_like_another_address_is_told(string text, string code)
    {
        using var newsletter = new TestNewsletter().Body(text);
        var build = await newsletter.BuildAsync();
        Assert.Contains(build.Diagnostics, found => found.Rule.Code == code && found.Location.Line == 7);
    }

    // In double quotes YAML knows \n, \r and \u; what comes of them never reaches a header of the message.
    [Theory]
    [InlineData("Visits rose\\r\\nBcc: everybody@example.org")]
    [InlineData("Visits rose\\nX-Evil: yes")]
    [InlineData("Visits rose\\u2028again\\u0085")]
    [InlineData("Visits rose\\uD800")]
    [InlineData("Visits rose\\0")]
    public async Task A_subject_or_sender_that_would_be_two_lines_is_refused_or_one_line(string text)
    {
        foreach (var key in new[] { "subject", "preheader", "from_name" })
        {
            using var newsletter = new TestNewsletter();
            newsletter.Issue(
                $"---\ntitle: T\n{(key == "subject" ? "" : "subject: Visits rose again and again\n")}{key}: \"{text}\"\n---\nVisits rose.\n"
            );
            var build = await newsletter.BuildAsync();
            var sent = key switch
            {
                "subject" => build.Email.Subject,
                "preheader" => build.Email.Preheader,
                _ => build.Email.FromName,
            };
            var isOneLine = !sent.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\u2028' or '\u0085');
            Assert.True(
                isOneLine || build.Diagnostics.Any(found => found.Rule.Severity is Severity.Error),
                $"{key}: {sent}\n{TestNewsletter.Print(build.Diagnostics)}"
            );
        }
    }

    [Fact]
    public async Task A_subject_of_ten_thousand_letters_is_an_error()
    {
        using var newsletter = new TestNewsletter();
        newsletter.Issue($"---\ntitle: T\nsubject: {new string('x', 10_000)}\n---\nVisits rose.\n");
        var build = await newsletter.BuildAsync();
        Assert.Contains(build.Diagnostics, found => found is { Rule.Severity: Severity.Error, Location.Line: 3 });
    }

    [Fact]
    public async Task Names_of_files_are_run_by_no_shell_and_forge_no_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Such names cannot be given there.");
        using var folder = CliRun.Workspace();
        foreach (
            var name in new[]
            {
                "$(touch pwned).csv",
                "`touch pwned`.csv",
                "a;touch pwned;.csv",
                "a\"'b.csv",
                "a\n2017-03-16 INFO sent to 423.csv",
                "a\rerror: none.txt",
                "a\u001b[2J\u001b]0;owned\u0007.csv",
                "-rf.csv",
            }
        )
            folder.Write($"content/datasets/{name}", "n\n1\n");
        foreach (var arguments in new string[][] { ["tables"], ["build"], ["check"], ["tables", "--json"], ["build", "--json"] })
        {
            var run = await CliRun.InAsync(folder, arguments);
            var printed = run.Output + run.Error;
            Assert.DoesNotContain('\u001b', printed);
            Assert.DoesNotContain('\r', printed.ReplaceLineEndings("\n"));
            Assert.DoesNotContain(printed.Split('\n'), line => line.StartsWith("2017-03-16 INFO", StringComparison.Ordinal));
            Assert.DoesNotContain(printed.Split('\n'), line => line.StartsWith("error: none", StringComparison.Ordinal));
        }
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "pwned", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_template_among_the_content_is_never_used()
    {
        using var newsletter = new TestNewsletter().Body("Visits rose.\n");
        foreach (
            var place in new[]
            {
                "content/templates/default",
                "content/default",
                $"content/issues/{TestNewsletter.Slug}",
                $"content/issues/{TestNewsletter.Slug}/templates/default",
                "content/snippets",
            }
        )
            newsletter.WriteFile($"{place}/layout.sbn-html", "EVIL{{ body }}");
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain("EVIL", build.Email.Html + build.Email.Text + build.Email.Web, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_archives_page_is_for_nobody_in_particular()
    {
        using var newsletter = new TestNewsletter().Body(
            "Dear *|FNAME|*, *|EMAIL|*, *|UNIQID|*: [leave](*|UNSUB|*), [change](*|UPDATE_PROFILE|*).\n\n<p>*|LIST:ADDRESS|* *|PHONE|*</p>\n"
        );
        var build = await newsletter.BuildAsync();
        Assert.DoesNotContain("*|", build.Email.Web, StringComparison.Ordinal);
        Assert.DoesNotContain("UNSUB", build.Email.Web, StringComparison.Ordinal);
        Assert.DoesNotContain("UNIQID", build.Email.Web, StringComparison.Ordinal);
        Assert.DoesNotContain("EMAIL", build.Email.Web, StringComparison.Ordinal);
    }
}
