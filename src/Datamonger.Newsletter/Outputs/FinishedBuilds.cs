using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Outputs;

/// <summary>An issue whose outputs are as building it again would write them.</summary>
/// <param name="Slug">Its slug, which names the folder.</param>
/// <param name="Subject">Its subject line.</param>
/// <param name="Bytes">The size of its HTML part.</param>
/// <param name="Figures">How many figures it prints.</param>
/// <param name="Pictures">How many pictures it shows.</param>
public sealed record FinishedBuild(string Slug, string Subject, int Bytes, int Figures, int Pictures)
{
    /// <summary>What a build gave.</summary>
    public static FinishedBuild Of(IssueBuild build) => new(
        build.Issue.Slug, build.Email.Subject, System.Text.Encoding.UTF8.GetByteCount(build.Email.Html), build.Figures.All.Length, build.Email.Images.Length);
}

/// <summary>
/// Knows which issues need not be built again. The manifest beside an issue's outputs lists all it was made from; when every input has
/// its hash still, and every output too, a further build would write the same. Builds with findings are not kept, so that
/// findings are always shown; nor are those of another day, since some checks look at the calendar.
/// </summary>
/// <param name="workspace">The workspace.</param>
/// <param name="time">The clock.</param>
public sealed class FinishedBuilds(Workspace workspace, TimeProvider time)
{
    private const string Kind = "finished";
    private const string Manifest = "manifest.json";
    private readonly BuildCache _cache = new(workspace.CacheDirectory, time);

    /// <summary>The build of an issue whose outputs are current; null when it has to be built.</summary>
    /// <param name="slug">The issue's folder.</param>
    /// <param name="folder">Where its outputs are.</param>
    public FinishedBuild? Find(string slug, string folder)
    {
        var path = Path.Combine(folder, Manifest);
        if (!File.Exists(path)) return null;
        var manifest = File.ReadAllBytes(path);
        if (_cache.Find(Kind, Key(slug, folder, manifest)) is not { } kept) return null;
        using var document = JsonDocument.Parse(manifest);
        return AreCurrent(document.RootElement, folder) ? Read(kept) : null;
    }

    /// <summary>Remembers a build whose outputs have been written, if another run may trust them.</summary>
    /// <param name="slug">The issue's folder.</param>
    /// <param name="folder">Where its outputs are.</param>
    /// <param name="build">The build.</param>
    /// <param name="files">What was written.</param>
    public void Keep(string slug, string folder, IssueBuild build, ImmutableArray<OutputFile> files)
    {
        // What a database answers is no file whose hash could be compared.
        if (!build.Diagnostics.IsEmpty || build.Issue.Queries.Any(query => query.Source is not null)) return;
        var manifest = files.First(file => file.Path == Manifest);
        _cache.Keep(Kind, Key(slug, folder, manifest.Bytes.AsSpan()), Write(FinishedBuild.Of(build)));
    }

    /// <summary>Whether the outputs in a folder are of a build that was whole; false when there are none.</summary>
    public static bool IsWhole(string folder)
    {
        var path = Path.Combine(folder, Manifest);
        if (!File.Exists(path)) return false;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.TryGetProperty("whole", out var whole) && whole.ValueKind is JsonValueKind.True;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool AreCurrent(JsonElement manifest, string folder)
    {
        var outputs = manifest.GetProperty("outputs").EnumerateObject().ToDictionary(file => file.Name, file => file.Value.GetString());
        var there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Where(name => name != Manifest).ToHashSet(StringComparer.Ordinal);
        return there.SetEquals(outputs.Keys)
            && outputs.All(file => HashOf(Path.Combine(folder, file.Key)) == file.Value)
            && manifest.GetProperty("inputs").EnumerateObject().All(input => HashOfInput(input.Name) == input.Value.GetString());
    }

    private string? HashOfInput(string name)
    {
        var path = Path.Combine(workspace.Root, name);
        if (name.EndsWith('/')) return Directory.Exists(path) ? IssueOutput.HashOfNames(path) : null;
        // Markdown is hashed as it is read: its byte order mark is no part of it.
        return !SafePath.IsPlainFile(workspace.Root, path) ? null
            : Path.GetExtension(path) is ".md" or ".sql" ? ContentHash.Of(new SourceText(name, File.ReadAllText(path)).Text)
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
        return key.Add(day).Add(slug).Add(Path.GetFullPath(folder)).Add(manifest).ToHex();
    }

    private static byte[] Write(FinishedBuild build)
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
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static FinishedBuild Read(byte[] kept)
    {
        using var document = JsonDocument.Parse(kept);
        var build = document.RootElement;
        return new FinishedBuild(
            build.GetProperty("slug").GetString()!, build.GetProperty("subject").GetString()!, build.GetProperty("bytes").GetInt32(), build.GetProperty("figures").GetInt32(), build.GetProperty("pictures").GetInt32());
    }
}
