using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Datamonger.Newsletter.Tests.Archive;

/// <summary>A site that the command line has made in a temporary folder, on 16 March 2017 unless told.</summary>
internal sealed class TestArchive : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The site's folder.</summary>
    public string Folder => Path.Combine(_folder.Path, "site");

    /// <summary>How the last run ended.</summary>
    public int ExitCode { get; private set; }

    /// <summary>What the last run printed as data.</summary>
    public string Output { get; private set; } = "";

    /// <summary>What the last run said.</summary>
    public string Error { get; private set; } = "";

    /// <summary>The files of the site, with <c>/</c>.</summary>
    public string[] Files =>
        Directory.Exists(Folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>The archive of this repository's newsletter.</summary>
    public static async Task<TestArchive> OfSampleAsync(params string[] arguments)
    {
        var archive = new TestArchive();
        await archive.RunAsync(
            RepositoryFolder.Root,
            new FakeTimeProvider(new DateTimeOffset(2017, 3, 16, 9, 0, 0, TimeSpan.Zero)),
            arguments
        );
        Assert.Equal((0, ""), (archive.ExitCode, archive.ExitCode == 0 ? "" : archive.Error));
        return archive;
    }

    /// <summary>The archive of a newsletter in which the checks have nothing to find.</summary>
    public static async Task<TestArchive> OfAsync(TestNewsletter newsletter, params string[] arguments)
    {
        var archive = new TestArchive();
        await archive.RunAsync(newsletter, arguments);
        return archive;
    }

    /// <summary>Makes the site again.</summary>
    public async Task RunAsync(TestNewsletter newsletter, params string[] arguments)
    {
        await newsletter.AllowWhatChecksFindAsync();
        await RunAsync(newsletter.Root, newsletter.Time, arguments);
    }

    /// <summary>A file's text.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>A page as browsers see it.</summary>
    public IHtmlDocument Page(string path) => new HtmlParser().ParseDocument(Read(path));

    /// <summary>A page's address on this disk.</summary>
    public string AddressOf(string path) => new Uri(Path.Combine(Folder, path)).AbsoluteUri;

    /// <summary>All bytes of the site as one text, for comparing.</summary>
    public string Bytes() =>
        string.Join('\n', Files.Select(file => $"{file} {Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Folder, file)))}"));

    public void Dispose() => _folder.Dispose();

    private async Task RunAsync(string root, TimeProvider time, string[] arguments)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var environment = new CliEnvironment
        {
            Output = new StringWriter(output),
            Error = new StringWriter(error),
            Input = TextReader.Null,
            CurrentDirectory = _folder.Path,
            Variable = _ => null,
            Time = time,
        };
        ExitCode = await CommandLineApp.RunAsync(
            ["archive", "--workspace", root, "--out", Folder, .. arguments],
            environment,
            TestContext.Current.CancellationToken
        );
        (Output, Error) = (output.ToString(), error.ToString());
    }
}
