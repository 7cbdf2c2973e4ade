using System.Collections.Immutable;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;

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
        audience:
          groups: {Topics: [Fostering, Care]}

        """;

    private readonly TestNewsletter _newsletter = new TestNewsletter().Settings(Settings);

    /// <summary>The folder.</summary>
    public string Root => _newsletter.Root;

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text) => _newsletter.WriteFile(path, text);

    /// <summary>Writes a file of bytes.</summary>
    public void Write(string path, byte[] bytes)
    {
        Write(path, "");
        File.WriteAllBytes(_newsletter.PathOf(path), bytes);
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
    public Task<IssueBuild> BuildAsync(string text) => _newsletter.Issue(text, "test").BuildAsync("test");

    /// <summary>What is found in an issue of a whole file.</summary>
    public async Task<ImmutableArray<Diagnostic>> CheckAsync(string text) => (await BuildAsync(text)).Diagnostics;

    public void Dispose() => _newsletter.Dispose();
}
