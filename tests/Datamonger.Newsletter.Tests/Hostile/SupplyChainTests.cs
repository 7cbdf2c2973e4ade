using System.Xml.Linq;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>What the build takes from elsewhere is what was looked at.</summary>
[Trait("Category", "Hostile")]
public sealed class SupplyChainTests
{
    [Fact]
    public void Packages_come_from_one_source()
    {
        var mapping = XDocument.Load(Path.Combine(RepositoryFolder.Root, "nuget.config")).Root!.Element("packageSourceMapping")!;
        var source = Assert.Single(mapping.Elements("packageSource"));
        Assert.Equal("nuget.org", source.Attribute("key")!.Value);
        Assert.Equal(["*"], source.Elements("package").Select(package => package.Attribute("pattern")!.Value));
    }

    [Fact]
    public void Every_project_restores_what_its_lock_file_says()
    {
        string[] projects =
        [
            .. ((string[])["src", "tests"])
                .SelectMany(folder =>
                    Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, folder), "*.csproj", SearchOption.AllDirectories)
                )
                .Order(StringComparer.Ordinal),
        ];
        Assert.NotEmpty(projects);
        Assert.All(
            projects,
            project => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), project)
        );
        // What the native program is made of besides, on the platform that releases are made on.
        Assert.All(
            projects.Where(project =>
                project.Contains($"{Path.DirectorySeparatorChar}src{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ),
            project => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.linux-x64.lock.json")), project)
        );
        var properties = XDocument.Load(Path.Combine(RepositoryFolder.Root, "Directory.Build.props")).Descendants();
        Assert.Equal("true", properties.Single(property => property.Name == "RestorePackagesWithLockFile").Value);
        Assert.Equal("true", properties.Single(property => property.Name == "RestoreLockedMode").Value);
    }
}
