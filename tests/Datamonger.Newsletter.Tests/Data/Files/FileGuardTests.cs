using System.Diagnostics;
using System.Net.Sockets;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Files;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Data.Files;

public sealed class FileGuardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _outside = new();
    private readonly DiagnosticBag _bag = new();

    private string Root => Path.Combine(_folder.Path, "workspace");

    public FileGuardTests()
    {
        _folder.Write("workspace/content/datasets/plain.csv", "a,b\n1,2\n");
        _outside.Write("secret.csv", "secret\n1\n");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    private string Full(string name) => Path.Combine(Root, "content", "datasets", name);

    private FileStream? Open(string path, long maximum = 1_000_000) =>
        new FileGuard(Root).Open(path, new SourceLocation("content/datasets/datasets.yml", 3, 5), maximum, _bag);

    private void AssertRefused(string path, string code)
    {
        using var stream = Open(path);
        Assert.Null(stream);
        var finding = Assert.Single(_bag.ToImmutable());
        Assert.Equal(code, finding.Rule.Code);
        Assert.Equal("content/datasets/datasets.yml", finding.Location.File);
    }

    [Fact]
    public void Opens_a_plain_file_of_the_workspace()
    {
        using var stream = Open("content/datasets/plain.csv");

        Assert.NotNull(stream);
        Assert.Equal("a,b\n1,2\n", new StreamReader(stream).ReadToEnd());
        Assert.Empty(_bag.ToImmutable());
    }

    [Fact]
    public void Opens_a_dataset_by_its_own_limit()
    {
        using var stream = new FileGuard(Root + "/").Open(new Dataset("plain", "content/datasets/plain.csv", default), _bag);

        Assert.NotNull(stream);
    }

    [Theory]
    [InlineData("../secret.csv")]
    [InlineData("content/../../secret.csv")]
    [InlineData("content/../content/datasets/plain.csv")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/windows/win.ini")]
    [InlineData("\\\\host\\share\\x.csv")]
    [InlineData("content\\datasets\\plain.csv")]
    [InlineData("content/datasets/plain.csv:stream")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Refuses_paths_that_are_not_below_the_workspace(string path) => AssertRefused(path, "DM224");

    [Fact]
    public void Refuses_a_link_to_a_file()
    {
        File.CreateSymbolicLink(Full("link.csv"), Path.Combine(_outside.Path, "secret.csv"));

        AssertRefused("content/datasets/link.csv", "DM224");
    }

    [Fact]
    public void Refuses_a_link_even_to_a_file_of_the_workspace()
    {
        File.CreateSymbolicLink(Full("link.csv"), Full("plain.csv"));

        AssertRefused("content/datasets/link.csv", "DM224");
    }

    [Fact]
    public void Refuses_a_link_that_leads_nowhere()
    {
        File.CreateSymbolicLink(Full("link.csv"), Full("nothing.csv"));

        AssertRefused("content/datasets/link.csv", "DM224");
    }

    [Fact]
    public void Refuses_a_file_in_a_linked_folder()
    {
        Directory.CreateSymbolicLink(Full("linked"), _outside.Path);

        AssertRefused("content/datasets/linked/secret.csv", "DM224");
    }

    [Fact]
    public void A_workspace_that_is_itself_behind_a_link_is_a_workspace()
    {
        var link = Path.Combine(_folder.Path, "linked-workspace");
        Directory.CreateSymbolicLink(link, Root);

        using var stream = new FileGuard(link).Open("content/datasets/plain.csv", default, 1_000, _bag);

        Assert.NotNull(stream);
    }

    [Fact]
    public void Refuses_folders_empty_files_and_what_is_not_there()
    {
        File.WriteAllText(Full("empty.csv"), "");
        var guard = new FileGuard(Root);

        Assert.Equal("DM224", guard.Refusal("content/datasets")!.Value.Rule.Code);
        Assert.Equal("DM224", guard.Refusal("content/datasets/empty.csv")!.Value.Rule.Code);
        var missing = guard.Refusal("content/datasets/plane.csv")!.Value;
        Assert.Equal("DM223", missing.Rule.Code);
        Assert.Equal("Did you mean \"plain.csv\"?", missing.Hint);
    }

    [Fact]
    public void Refuses_files_that_are_too_large()
    {
        using var stream = Open("content/datasets/plain.csv", maximum: 7);

        Assert.Null(stream);
        Assert.Equal("\"content/datasets/plain.csv\" has 8 bytes; at most 7 bytes are read.", Assert.Single(_bag.ToImmutable()).Message);
    }

    [Fact]
    public void A_pipe_is_refused_without_waiting_for_its_other_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        using var process = Process.Start("mkfifo", [Full("pipe.csv")]);
        process.WaitForExit();

        AssertRefused("content/datasets/pipe.csv", "DM224");
    }

    [Fact]
    public void A_socket_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no sockets in folders.");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Full("socket.csv")));

        AssertRefused("content/datasets/socket.csv", "DM224");
    }

    [Theory]
    [InlineData("zero")]
    [InlineData("urandom")]
    [InlineData("stdin")]
    public void Devices_are_refused_where_a_workspace_holds_them(string device)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks for the devices of Linux.");

        using var stream = new FileGuard("/dev").Open(device, default, 1_000, _bag);

        Assert.Null(stream);
        Assert.Equal("DM224", Assert.Single(_bag.ToImmutable()).Rule.Code);
    }

    [Fact]
    public void What_the_system_makes_up_is_no_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Asks for /proc.");

        using var stream = new FileGuard("/proc").Open($"{Environment.ProcessId}/environ", default, 1_000, _bag);

        Assert.Null(stream);
        Assert.Equal("DM224", Assert.Single(_bag.ToImmutable()).Rule.Code);
    }

    [Fact]
    public async Task A_file_that_is_exchanged_for_a_link_while_it_is_opened_is_never_read_outside()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The opened file is asked for its name through /proc.");
        using var stop = new CancellationTokenSource();
        var (path, kept) = (Full("racing.csv"), Full("kept.csv"));
        File.Copy(Full("plain.csv"), kept);
        File.Copy(kept, path);
        var racer = Task.Run(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    File.CreateSymbolicLink(path + ".link", Path.Combine(_outside.Path, "secret.csv"));
                    File.Move(path + ".link", path, overwrite: true);
                    File.Copy(kept, path + ".file");
                    File.Move(path + ".file", path, overwrite: true);
                }
            },
            CancellationToken.None
        );

        var guard = new FileGuard(Root);
        var opened = 0;
        for (var i = 0; i < 3_000; i++)
        {
            using var stream = guard.Open("content/datasets/racing.csv", default, 1_000, new DiagnosticBag());
            if (stream is null)
                continue;
            opened++;
            Assert.Equal("a,b\n1,2\n", new StreamReader(stream).ReadToEnd());
        }
        await stop.CancelAsync();
        await racer;
        Assert.True(opened > 0);
    }
}
