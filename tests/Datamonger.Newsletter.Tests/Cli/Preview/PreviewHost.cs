using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Cli.Preview;
using Datamonger.Newsletter.Cli.Publishing;
using Datamonger.Newsletter.Tests.Support;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Cli.Preview;

/// <summary>A preview over a small workspace of its own, with the repository's template.</summary>
internal sealed class PreviewHost : IAsyncDisposable
{
    public const string Slug = "2017-03-fostering";
    public const string Recipient = "editor@example.org";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();

    private PreviewHost() => Server = null!;

    public PreviewServer Server { get; private set; }

    public string Root => _folder.Path;

    public Uri Page => new(Server.Address, "?issue=" + Slug);

    public static string Issue { get; } =
        $$$"""
            ---
            title: Fostering in numbers
            subject: Applications {{ applications.last.applications | change applications.first.applications }} in a year
            preheader: For <<First Name|colleague>>, in short.
            number: 17
            date: 2017-03-16
            ---

            Dear <<First Name|colleague>>,

            *|IF:LA=Lambeth|*
            You work in Lambeth.
            *|ELSE:|*
            You work elsewhere.
            *|END:IF|*

            ## Applications

            There were {{ applications.last.applications | num0 }} of them in the last year.

            ```sql applications
            --| key: year
            select year, applications from fostering order by year
            ```

            ```chart line
            data: applications
            x: year
            y: applications
            title: Applications fell
            ```

            {{{string.Concat(
                Enumerable.Range(1, 30).Select(number =>
                    $"Paragraph {number} is here to be scrolled past, and says nothing that matters.\n\n"
                )
            )}}}
            The last word is unchanged.

            ::: include contact

            """;

    /// <summary>Starts a preview.</summary>
    /// <param name="prepare">Changes the workspace before.</param>
    /// <param name="sandbox">Where tests go; null is nowhere.</param>
    public static async Task<PreviewHost> StartAsync(Action<PreviewHost>? prepare = null, Uri? sandbox = null)
    {
        var host = new PreviewHost();
        WriteWorkspace(host._folder);
        prepare?.Invoke(host);
        var session = new CliSession(
            new CliEnvironment
            {
                Output = TextWriter.Null,
                Error = TextWriter.Null,
                Input = TextReader.Null,
                CurrentDirectory = host.Root,
                Variable = _ => null,
            }
        );
        var parts = new PublishingParts(session, (_, _, _) => throw new InvalidOperationException("The preview builds by itself."))
        {
            FindSandbox = (_, _) =>
                sandbox is null ? throw new CliException(ExitCode.Failed, "The sandbox did not start.") : Task.FromResult(sandbox),
        };
        host.Server = await PreviewServer.StartAsync(
            Workspace.Open(host.Root),
            0,
            parts,
            TimeProvider.System,
            _ => { },
            TestContext.Current.CancellationToken
        );
        return host;
    }

    /// <summary>Writes the workspace that the tests look at.</summary>
    public static void WriteWorkspace(TemporaryFolder folder)
    {
        folder.Write(
            "content/newsletter.yml",
            $$"""
            name: The Datamonger
            organisation: {name: Etazo, address: "1 Example Street, Sampleford", email: editors@example.org, website: "https://etazo.example.org"}
            sender: {name: The Datamonger, reply_to: editors@example.org}
            merge_fields:
              FNAME: {label: First Name, fallback: colleague}
              LA: {label: Local authority, fallback: England}
            checks: {test_recipients: [{{Recipient}}]}
            """
        );
        folder.Write(
            "content/personas.yml",
            """
            personas:
              - {name: Priya, description: Every field filled., email: priya@example.org, fields: {FNAME: Priya, LA: Lambeth}}
              - {name: No first name, email: team@example.org, fields: {LA: Leeds}}
              - {name: Hostile, email: markup@example.org, fields: {FNAME: "<script>parent.ran=1</script><img src=x onerror=parent.ran=1>"}}
            """
        );
        folder.Write("content/datasets/fostering.csv", "year,applications\n2014/15,2000\n2015/16,1360\n");
        folder.Write("content/snippets/contact.md", "Write to us at editors@example.org.\n");
        folder.Write("content/snippets/unused.md", "Nobody includes this.\n");
        folder.Write($"content/issues/{Slug}/index.md", Issue);
        folder.Write(
            "content/issues/2016-02-earlier/index.md",
            "---\ntitle: An earlier issue\nsubject: Earlier\npreheader: Earlier\ndate: 2016-02-11\n---\n\nNothing much.\n"
        );
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "templates"), "*", SearchOption.AllDirectories))
        {
            folder.Write(Path.GetRelativePath(RepositoryFolder.Root, file), File.ReadAllText(file));
        }
    }

    /// <summary>Saves the issue with a text put in another's place.</summary>
    public void Save(string old, string now) => Write($"content/issues/{Slug}/index.md", Issue.Replace(old, now, StringComparison.Ordinal));

    public void Write(string path, string text) => _folder.Write(path, text);

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Address, path));
        if (!headers.Any(header => header.Name is "X-Preview-Token" or "Cookie"))
            request.Headers.Add("X-Preview-Token", Server.Token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> TextAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async Task<JsonNode> StateAsync(string query = "") => JsonNode.Parse(await TextAsync($"api/issues/{Slug}{query}"))!;

    public async Task<(int Status, string Text)> PostAsync(string path, string body = "{}", string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.Address, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (token is not null)
            request.Headers.Add("X-Preview-Token", token);
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends a request target as it is, which no client does, and returns the whole answer.</summary>
    public async Task<string> RawAsync(string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Server.Address.Host, Server.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET {target} HTTP/1.1\r\nHost: {Server.Address.Authority}\r\nX-Preview-Token: {Server.Token}\r\nConnection: close\r\n\r\n"
            ),
            TestContext.Current.CancellationToken
        );
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }
}
