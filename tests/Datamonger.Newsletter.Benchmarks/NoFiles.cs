using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Benchmarks;

/// <summary>An issue that stands alone.</summary>
internal sealed class NoFiles : IIssueFiles
{
    public System.Collections.Immutable.ImmutableArray<string> SnippetNames => [];

    public System.Collections.Immutable.ImmutableArray<IssueReference> Issues => [];

    public SourceText? ReadSnippet(string name) => null;

    public System.Collections.Immutable.ImmutableArray<SourceText> ReadQueries(string slug) => [];

    public IEnumerable<string> OthersCalled(string slug, string folder) => [];

    public string? FindPicture(string slug, string name, out string path)
    {
        path = name;
        return "is not there";
    }
}
