using System.Runtime.InteropServices;
using Datamonger.Newsletter.Cli.Browser;

namespace Datamonger.Newsletter.Tests.Cli.Browser;

public sealed class InstalledBrowserTests
{
    [Fact]
    public void The_one_that_is_named_comes_before_all_others() =>
        Assert.Equal(
            ["/opt/own/browser"],
            InstalledBrowser.Candidates(Of(("DATAMONGER_BROWSER", "/opt/own/browser"), ("PATH", "/usr/bin")), OSPlatform.Linux)
        );

    [Fact]
    public void On_Linux_the_path_is_searched_for_every_name()
    {
        var candidates = InstalledBrowser.Candidates(Of(("PATH", "/usr/local/bin:/usr/bin")), OSPlatform.Linux).ToArray();
        Assert.Equal(["/usr/local/bin/google-chrome", "/usr/bin/google-chrome"], candidates[..2]);
        Assert.Contains("/usr/bin/chromium", candidates);
        Assert.Contains("/usr/bin/microsoft-edge", candidates);
        Assert.Contains("/usr/bin/brave-browser", candidates);
    }

    [Fact]
    public void On_macOS_applications_of_the_machine_come_before_those_of_the_user()
    {
        var candidates = InstalledBrowser.Candidates(Of(("HOME", "/Users/ada"), ("PATH", "/usr/bin")), OSPlatform.OSX).ToList();
        Assert.Equal("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", candidates[0]);
        Assert.True(
            candidates.IndexOf("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge")
                < candidates.IndexOf("/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
        );
        Assert.Contains("/usr/bin/chromium", candidates);
    }

    [Fact]
    public void On_Windows_the_folders_of_programs_are_searched()
    {
        var candidates = InstalledBrowser
            .Candidates(
                Of(
                    ("ProgramFiles", @"C:\Program Files"),
                    ("ProgramFiles(x86)", @"C:\Program Files (x86)"),
                    ("LocalAppData", @"C:\Users\ada\AppData\Local")
                ),
                OSPlatform.Windows
            )
            .ToArray();
        Assert.Equal(@"C:\Program Files\Google\Chrome\Application\chrome.exe", candidates[0]);
        Assert.Contains(@"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe", candidates);
        Assert.Contains(@"C:\Users\ada\AppData\Local\Google\Chrome\Application\chrome.exe", candidates);
    }

    [Fact]
    public void Where_nothing_is_known_there_is_none() => Assert.Null(InstalledBrowser.Find(Of()));

    private static Func<string, string?> Of(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(variable => variable.Name == name).Value;
}
