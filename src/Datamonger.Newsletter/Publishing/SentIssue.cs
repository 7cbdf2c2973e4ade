using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Publishing;

/// <summary>An issue as it was sent: what the archive says of it, and the hash of each file that was kept.</summary>
/// <param name="Tool">The program that built it.</param>
/// <param name="Content">Hash of what was said (<see cref="PublishRequest.Content"/>).</param>
public sealed record SentIssue(string Tool, string Content)
{
    /// <summary>Its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its preheader, for no subscriber in particular.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Its number, if it has one.</summary>
    public int? Number { get; init; }

    /// <summary>The day on its masthead.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The tag of its language.</summary>
    public string Language { get; init; } = "en-GB";

    /// <summary>Whether each key sees figures of its own.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>The headings by which it is found.</summary>
    public ImmutableArray<SentHeading> Headings { get; init; } = [];

    /// <summary>SHA-256 of every file that lies beside, by its path.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where the files under <c>source/</c> stood, from the workspace root.</summary>
    public ImmutableSortedDictionary<string, string> Sources { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>SHA-256 of the SQL of each query.</summary>
    public ImmutableSortedDictionary<string, string> Queries { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The data files that it was made of.</summary>
    public ImmutableArray<SentDataset> Datasets { get; init; } = [];

    /// <summary>What was not kept, and why.</summary>
    public ImmutableArray<SentOmission> LeftOut { get; init; } = [];
}

/// <summary>A heading of the page.</summary>
/// <param name="Id">Its anchor.</param>
public sealed record SentHeading(string Id, string Text);

/// <summary>A data file that an issue was made of.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="File">The file, from the workspace root.</param>
/// <param name="Sha256">Of its bytes.</param>
public sealed record SentDataset(string Name, string File, string Sha256)
{
    /// <summary>The release's title.</summary>
    public string? Title { get; init; }

    /// <summary>Who published it.</summary>
    public string? Publisher { get; init; }

    /// <summary>The day of its release.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>Its licence.</summary>
    public string? Licence { get; init; }

    /// <summary>The copy that lies beside; null where there is none, and <see cref="SentIssue.LeftOut"/> says why.</summary>
    public string? Copy { get; init; }
}

/// <summary>Something that was not kept.</summary>
/// <param name="Path">What it is.</param>
public sealed record SentOmission(string Path, string Reason);

/// <summary>A file of what was sent.</summary>
/// <param name="Path">From the <c>sent</c> folder, with <c>/</c>.</param>
public sealed record SentPart(string Path, ImmutableArray<byte> Bytes);

/// <summary>What is to be kept of an issue once it is sent.</summary>
public sealed record SentContents(SentIssue Issue, ImmutableArray<SentPart> Files);

/// <summary>A record of what was sent, with the files that lie beside it.</summary>
/// <param name="Directory">The folder.</param>
/// <param name="Sends">Every send.</param>
/// <param name="Issue">What was sent.</param>
public sealed record KeptIssue(string Directory, ImmutableArray<SentRecord> Sends, SentIssue Issue)
{
    /// <summary>When subscribers got it.</summary>
    public DateTimeOffset Sent => Sends.Where(send => send.Edition is null).Select(send => send.Sent).DefaultIfEmpty().Min();

    /// <summary>The bytes of a file; null when it was not kept.</summary>
    /// <exception cref="InvalidDataException">It is missing, or is not what was kept.</exception>
    public byte[]? Read(string path)
    {
        if (!Issue.Files.TryGetValue(path, out var hash))
            return null;
        var file = Path.Combine(Directory, path);
        if (!SafePath.IsPlainFile(Directory, file))
            throw new InvalidDataException($"{path} is missing");
        var bytes = SafePath.ReadAllBytes(Directory, file);
        return ContentHash.Of(bytes) == hash ? bytes : throw new InvalidDataException($"{path} is not what was sent");
    }

    /// <summary>What is wrong with the files; nothing when they are as they were kept.</summary>
    public ImmutableArray<string> Misfits()
    {
        var misfits = ImmutableArray.CreateBuilder<string>();
        foreach (var path in Issue.Files.Keys)
        {
            try
            {
                Read(path);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                misfits.Add(e is InvalidDataException ? e.Message : $"{path} cannot be read");
            }
        }
        return misfits.ToImmutable();
    }
}

/// <summary>Reads what was sent.</summary>
public static class SentIssueReader
{
    /// <summary>The name of the list.</summary>
    public const string FileName = "sent.json";

    /// <summary>What lies in a <c>sent</c> folder; null where no files of what was sent were kept.</summary>
    /// <exception cref="InvalidDataException">The list is damaged.</exception>
    public static KeptIssue? Find(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!SafePath.IsPlainFile(directory, path))
            return null;
        var list = Parse(SafePath.ReadAllBytes(directory, path)) ?? throw new InvalidDataException($"{FileName} is damaged");
        return list.Issue is { } issue ? new KeptIssue(directory, list.Sends, issue) : null;
    }

    /// <summary>
    /// What was sent of an issue: to subscribers, as its folder says, else into the sandbox, of which only this machine knows.
    /// </summary>
    /// <exception cref="InvalidDataException">The list is damaged.</exception>
    public static KeptIssue? Find(Workspace workspace, string folder, string slug) =>
        Find(Path.Combine(workspace.IssuesDirectory, folder, "sent")) ?? FindInSandbox(workspace.StateDirectory, slug);

    /// <summary>Where the sandbox's sends of an issue are kept, each in a folder of its own.</summary>
    internal static string SandboxDirectory(string stateDirectory, string slug) => Path.Combine(stateDirectory, "sent", slug, "sends");

    /// <summary>Reads the list; null when it is damaged.</summary>
    internal static SentList? Parse(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, SentJson.Default.SentList) is { Sends.IsDefault: false } list ? list : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static KeptIssue? FindInSandbox(string stateDirectory, string slug)
    {
        var sends = SandboxDirectory(stateDirectory, slug);
        return Directory.Exists(sends)
            ? Directory.EnumerateDirectories(sends).Select(Find).OfType<KeptIssue>().MaxBy(kept => (kept.Sent, kept.Directory))
            : null;
    }
}
