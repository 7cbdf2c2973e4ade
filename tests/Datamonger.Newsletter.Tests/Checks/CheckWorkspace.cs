using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>A small workspace with the default template, in which a fault can be planted; built by the real builder.</summary>
internal sealed class CheckWorkspace : IDisposable
{
    /// <summary>Front matter that no check objects to; the text begins at line 7.</summary>
    public const string FrontMatter = """
        ---
        title: Children in foster care
        subject: More children now live with foster carers
        preheader: What the yearly return says of places, carers and the children who need them.
        date: 2017-03-16
        ---

        """;

    public const string Settings = """
        name: The Datamonger
        organisation:
          name: Etazo Performance Data
          address: Etazo Performance Data, 12 Abacus Yard, Sampleford ZZ99 9ZZ
          website: https://etazo.example.org
        sender:
          name: The Datamonger
          reply_to: editors@etazo.example.org
        merge_fields:
          FNAME: {label: First Name, fallback: colleague}
          LNAME: {label: Last Name}
        archive:
          url: https://etazo.example.org/datamonger

        """;

    private readonly TemporaryFolder _folder = new();

    public CheckWorkspace()
    {
        Write("content/newsletter.yml", Settings);
        var templates = Path.Combine(RepositoryFolder.Root, "templates");
        foreach (var file in Directory.EnumerateFiles(templates, "*", SearchOption.AllDirectories))
        {
            Write("templates/" + Path.GetRelativePath(templates, file).Replace('\\', '/'), File.ReadAllText(file));
        }
    }

    /// <summary>The folder.</summary>
    public string Root => _folder.Path;

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text) => _folder.Write(path, text);

    /// <summary>Writes a file of bytes.</summary>
    public void Write(string path, byte[] bytes)
    {
        var file = _folder.Write(path, "");
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Changes a file: what is looked for must be there.</summary>
    public void Replace(string path, string old, string with)
    {
        var text = File.ReadAllText(Path.Combine(Root, path));
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(path, text.Replace(old, with, StringComparison.Ordinal));
    }

    /// <summary>Adds to the end of a file, which need not be there.</summary>
    public void Append(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Write(path, (File.Exists(file) ? File.ReadAllText(file) : "") + text);
    }

    /// <summary>Builds an issue of a whole file.</summary>
    public async Task<IssueBuild> BuildAsync(string text)
    {
        Write("content/issues/test/index.md", text);
        var workspace = Workspace.Open(Root);
        using var builder = IssueBuilder.For(workspace, new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)));
        return await builder.BuildAsync("test", workspace.ReadIssue("test"), TestContext.Current.CancellationToken);
    }

    /// <summary>What is found in an issue of a whole file, one a line, as compilers print it.</summary>
    public async Task<ImmutableArray<Diagnostic>> CheckAsync(string text) => (await BuildAsync(text)).Diagnostics;

    public void Dispose() => _folder.Dispose();
}
