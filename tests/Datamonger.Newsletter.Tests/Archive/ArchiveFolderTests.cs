using Datamonger.Newsletter.Archive;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Archive;

/// <summary>The site goes into its own folder, and never over what somebody else put there.</summary>
public sealed class ArchiveFolderTests
{
    [Fact]
    public async Task A_folder_with_other_files_is_refused_and_stays_as_it_is()
    {
        using var newsletter = new TestNewsletter().Body("Visits rose.");
        using var archive = new TestArchive();
        Directory.CreateDirectory(archive.Folder);
        File.WriteAllText(Path.Combine(archive.Folder, "thesis.txt"), "ten years of work");
        await archive.RunAsync(newsletter);
        Assert.Equal(2, archive.ExitCode);
        Assert.Contains("thesis.txt", archive.Error, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], archive.Files);
    }

    [Fact]
    public async Task A_file_that_somebody_put_into_the_site_is_not_lost()
    {
        using var newsletter = new TestNewsletter().Body("Visits rose.");
        using var archive = await TestArchive.OfAsync(newsletter);
        var file = Path.Combine(archive.Folder, "2017-03-test", "CNAME");
        File.WriteAllText(file, "example.org");
        await archive.RunAsync(newsletter);
        Assert.Equal(2, archive.ExitCode);
        Assert.Contains("2017-03-test/CNAME", archive.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task The_outputs_of_an_issue_are_no_site()
    {
        using var newsletter = new TestNewsletter().Body("Visits rose.");
        using var archive = new TestArchive();
        Directory.CreateDirectory(archive.Folder);
        File.WriteAllText(Path.Combine(archive.Folder, "archive.json"), "[]");
        await archive.RunAsync(newsletter);
        Assert.Equal(2, archive.ExitCode);
        Assert.Equal(["archive.json"], archive.Files);
    }

    [Fact]
    public void A_link_is_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(
            Path.Combine(folder.Path, "site"),
            Directory.CreateDirectory(Path.Combine(folder.Path, "elsewhere")).FullName
        );
        Assert.Equal("is a link", ArchiveFolder.Refusal(Path.Combine(folder.Path, "site")));
    }

    [Fact]
    public async Task An_issue_that_is_gone_is_gone_from_the_site()
    {
        using var newsletter = new TestNewsletter().Body("Visits rose.");
        using var archive = await TestArchive.OfAsync(newsletter);
        Assert.Contains("2016-02-earlier/index.html", archive.Files);
        Directory.Delete(newsletter.PathOf("content/issues/2016-02-earlier"), recursive: true);
        await archive.RunAsync(newsletter);
        Assert.DoesNotContain("2016-02-earlier/index.html", archive.Files);
        Assert.Equal([archive.Folder], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(archive.Folder)!));
    }
}
