using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Outputs;

/// <summary>An issue whose outputs are as building it again would write them.</summary>
/// <param name="Slug">Its slug, which names the folder.</param>
/// <param name="Subject">Its subject line.</param>
/// <param name="Bytes">The size of its HTML part.</param>
/// <param name="Figures">How many figures it prints.</param>
/// <param name="Pictures">How many pictures it shows.</param>
public sealed record FinishedBuild(string Slug, string Subject, int Bytes, int Figures, int Pictures)
{
    /// <summary>What was found about it.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Before which moment it may not be made public; null holds nothing.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>That moment in words.</summary>
    public string? Embargo { get; init; }

    /// <summary>Whether the outputs are those of an earlier build, because this one was not whole.</summary>
    public bool IsKept { get; init; }

    /// <summary>What a build gave.</summary>
    /// <param name="build">The build.</param>
    /// <param name="settings">What newsletter.yml says of releases.</param>
    public static FinishedBuild Of(IssueBuild build, NewsletterSettings settings)
    {
        var embargo = build.EmbargoBy(settings);
        return new(
            build.Issue.Slug,
            build.Email.Subject,
            System.Text.Encoding.UTF8.GetByteCount(build.Email.Html),
            build.Figures.All.Length,
            build.Email.Images.Length
        )
        {
            Diagnostics = build.Diagnostics,
            Until = embargo.Until,
            Embargo = embargo.Until is { } until ? embargo.Banner(until.AddTicks(-1)) : null,
        };
    }
}

/// <summary>
/// Knows which issues need not be built again. The manifest beside an issue's outputs lists all it was made from; when every input has
/// its hash still, and every output too, a further build would write the same and find the same. Builds of another day are not
/// trusted, since some checks look at the calendar.
/// </summary>
/// <param name="workspace">The workspace.</param>
/// <param name="time">The clock.</param>
/// <param name="surroundings">What findings about an issue depend on beside the files of its manifest, by the issue's folder.</param>
public sealed class FinishedBuilds(Workspace workspace, TimeProvider time, Func<string, string> surroundings)
{
    private const string Kind = "finished";
    private const string KeptKind = "kept";

    // What the machine had to do with is not found again.
    private static readonly ImmutableHashSet<string> Passing = [QueryRules.TooCostly.Code, QueryRules.Crashed.Code];
    private readonly BuildCache _cache = new(workspace.CacheDirectory, time);
    private readonly DateTime _start = StampOf(workspace);

    /// <summary>The build of an issue whose outputs are current; null when it has to be built.</summary>
    /// <param name="slug">The issue's folder.</param>
    /// <param name="folder">Where its outputs are.</param>
    public FinishedBuild? Find(string slug, string folder)
    {
        var path = Path.Combine(folder, ManifestJson.FileName);
        if (!File.Exists(path))
            return null;
        var manifest = File.ReadAllBytes(path);
        // The keys hold the manifest's bytes: one that is found was written by a build of this program.
        var whole = _cache.Find(Kind, Key(slug, folder, manifest));
        var failed = _cache.Find(KeptKind, KeptKey(slug, folder, manifest));
        if (whole is null && failed is null)
            return null;
        using var document = JsonDocument.Parse(manifest);
        if (!AreCurrent(document.RootElement, folder))
            return null;
        if (whole is not null && AreUnchanged(document.RootElement))
            return Read(whole);
        if (failed is null)
            return null;
        using var record = JsonDocument.Parse(failed);
        return AreUnchanged(record.RootElement) ? Read(failed) : null;
    }

    /// <summary>Remembers a build whose outputs have been written, if another run may trust them.</summary>
    /// <param name="slug">The issue's folder.</param>
    /// <param name="folder">Where its outputs are.</param>
    /// <param name="build">The build.</param>
    /// <param name="files">What was written.</param>
    public void Keep(string slug, string folder, IssueBuild build, ImmutableArray<OutputFile> files)
    {
        var manifest = files.First(file => file.Path == ManifestJson.FileName);
        using var document = JsonDocument.Parse(manifest.Bytes.AsMemory());
        if (MayBeTrusted(build, document.RootElement.GetProperty("inputs").EnumerateObject().Select(input => input.Name)))
            _cache.Keep(Kind, Key(slug, folder, manifest.Bytes.AsSpan()), Write(FinishedBuild.Of(build, workspace.Settings), null));
    }

    /// <summary>Remembers a build that was not whole, so that the outputs of an earlier one were kept.</summary>
    /// <param name="slug">The issue's folder.</param>
    /// <param name="folder">Where its outputs are.</param>
    /// <param name="build">The build.</param>
    /// <param name="inputs">Path and SHA-256 of every file that was read.</param>
    public void KeepFailed(string slug, string folder, IssueBuild build, ImmutableSortedDictionary<string, string> inputs)
    {
        if (MayBeTrusted(build, inputs.Keys))
            _cache.Keep(
                KeptKind,
                KeptKey(slug, folder, File.ReadAllBytes(Path.Combine(folder, ManifestJson.FileName))),
                Write(FinishedBuild.Of(build, workspace.Settings) with { IsKept = true }, inputs)
            );
    }

    // What a database answers is not a file whose hash could be compared; a file that was saved since the start may have been read before
    // that, and its hash taken after it.
    private bool MayBeTrusted(IssueBuild build, IEnumerable<string> inputs) =>
        !build.Diagnostics.Any(found => Passing.Contains(found.Rule.Code))
        && !build.Issue.Queries.Any(query => query.Source is not null)
        && inputs.All(input => File.GetLastWriteTimeUtc(Path.Combine(workspace.Root, input)) <= _start);

    // By the clock that the times of files are of.
    private static DateTime StampOf(Workspace workspace)
    {
        try
        {
            Directory.CreateDirectory(workspace.StateDirectory);
            var path = Path.Combine(workspace.StateDirectory, $"start-{Guid.NewGuid():n}");
            using var stamp = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1, FileOptions.DeleteOnClose);
            return File.GetLastWriteTimeUtc(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where nothing can be kept, nothing is trusted.
            return DateTime.MinValue;
        }
    }

    private static bool AreCurrent(JsonElement manifest, string folder)
    {
        var outputs = manifest.GetProperty("outputs").EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetString());
        var there = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(name => name != ManifestJson.FileName)
            .ToHashSet(StringComparer.Ordinal);
        return there.SetEquals(outputs.Keys) && outputs.All(file => HashOf(Path.Combine(folder, file.Key)) == file.Value);
    }

    private bool AreUnchanged(JsonElement record) =>
        record.GetProperty("inputs").EnumerateObject().All(input => HashOfInput(input.Name) == input.Value.GetString());

    private string? HashOfInput(string name)
    {
        var path = Path.Combine(workspace.Root, name);
        if (name.EndsWith('/'))
            return Directory.Exists(path) ? IssueOutput.HashOfNames(path) : null;
        // Markdown is hashed as it is read: its byte order mark is no part of it.
        return !SafePath.IsPlainFile(workspace.Root, path) ? null
            : Path.GetExtension(path) is ".md" or ".sql" ? ContentHash.Of(workspace.Read(path).Text)
            : HashOf(path);
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file));
    }

    private string Key(string slug, string folder, ReadOnlySpan<byte> manifest)
    {
        using var key = new ContentHash();
        var day = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return key.Add(day).Add(slug).Add(Path.GetFullPath(folder)).Add(manifest).Add(surroundings(slug)).ToHex();
    }

    // The record of a build that failed lists its own inputs; the first of them tells it from that of the build before.
    private string KeptKey(string slug, string folder, ReadOnlySpan<byte> manifest)
    {
        using var key = new ContentHash();
        return key.Add(Key(slug, folder, manifest)).Add(workspace.ReadIssue(slug).Text).ToHex();
    }

    private static byte[] Write(FinishedBuild build, ImmutableSortedDictionary<string, string>? inputs)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("slug", build.Slug);
            json.WriteString("subject", build.Subject);
            json.WriteNumber("bytes", build.Bytes);
            json.WriteNumber("figures", build.Figures);
            json.WriteNumber("pictures", build.Pictures);
            json.WriteBoolean("kept", build.IsKept);
            if (build.Until is { } until)
                json.WriteString("until", until);
            json.WriteString("embargo", build.Embargo);
            json.WriteStartArray("diagnostics");
            foreach (var found in build.Diagnostics)
                Write(json, found);
            json.WriteEndArray();
            json.WriteStartObject("inputs");
            foreach (var (path, hash) in inputs ?? ImmutableSortedDictionary<string, string>.Empty)
                json.WriteString(path, hash);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Diagnostic found)
    {
        json.WriteStartObject();
        json.WriteString("code", found.Rule.Code);
        json.WriteNumber("severity", (int)found.Rule.Severity);
        json.WriteString("title", found.Rule.Title);
        json.WriteString("remedy", found.Rule.Remedy);
        json.WriteString("file", found.Location.File);
        json.WriteNumber("line", found.Location.Line);
        json.WriteNumber("column", found.Location.Column);
        json.WriteString("message", found.Message);
        json.WriteString("hint", found.Hint);
        json.WriteEndObject();
    }

    private static Diagnostic ReadFinding(JsonElement found) =>
        new(
            new DiagnosticRule(
                found.GetProperty("code").GetString()!,
                (Severity)found.GetProperty("severity").GetInt32(),
                found.GetProperty("title").GetString()!
            )
            {
                Remedy = found.GetProperty("remedy").GetString(),
            },
            new SourceLocation(
                found.GetProperty("file").GetString()!,
                found.GetProperty("line").GetInt32(),
                found.GetProperty("column").GetInt32()
            ),
            found.GetProperty("message").GetString()!,
            found.GetProperty("hint").GetString()
        );

    private static FinishedBuild Read(byte[] kept)
    {
        using var document = JsonDocument.Parse(kept);
        var build = document.RootElement;
        return new FinishedBuild(
            build.GetProperty("slug").GetString()!,
            build.GetProperty("subject").GetString()!,
            build.GetProperty("bytes").GetInt32(),
            build.GetProperty("figures").GetInt32(),
            build.GetProperty("pictures").GetInt32()
        )
        {
            IsKept = build.GetProperty("kept").GetBoolean(),
            Until = build.TryGetProperty("until", out var until) ? until.GetDateTimeOffset() : null,
            Embargo = build.GetProperty("embargo").GetString(),
            Diagnostics = [.. build.GetProperty("diagnostics").EnumerateArray().Select(ReadFinding)],
        };
    }
}
