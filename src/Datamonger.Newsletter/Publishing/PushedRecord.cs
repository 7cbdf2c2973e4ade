using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// What was pushed last of an issue to one Mailchimp, in <c>.datamonger/pushed/&lt;target&gt;/&lt;slug&gt;/</c>: <c>figures.json</c>, the
/// message
/// as Mailchimp gave it back, and <c>push.json</c> about it. Once the issue is sent, the same under <c>.datamonger/sent/&lt;slug&gt;/</c>.
/// For comparing; never needed to publish.
/// </summary>
internal sealed class PushedRecord(string stateDirectory, PublishTarget target, string slug)
{
    private const string FiguresFile = "figures.json";
    private const string ContentsFile = "contents.json";

    private string Pushed => Path.Combine(stateDirectory, "pushed", target.Name, slug);

    private string Contents => Path.Combine(Pushed, "contents");

    private string SentDirectory => Path.Combine(stateDirectory, "sent", slug);

    /// <summary>The HTML part as it was read back last; null when it is not kept.</summary>
    public string? StoredHtml => ReadText("remote.html");

    /// <summary>The text part as it was read back last.</summary>
    public string? StoredText => ReadText("remote.txt");

    /// <summary>What is known of the last push; null when it is not kept.</summary>
    public PushFacts? Facts =>
        ReadBytes(Pushed, "push.json") is { } bytes ? JsonSerializer.Deserialize(bytes, PushJson.Default.PushFacts) : null;

    /// <summary><c>figures.json</c> of what was pushed last; null when it is not kept.</summary>
    public byte[]? Figures => ReadBytes(Pushed, FiguresFile);

    /// <summary>
    /// <c>figures.json</c> of an issue as it was pushed last, to Mailchimp itself or else to the sandbox; null when it is not kept.
    /// </summary>
    public static byte[]? FiguresOf(string stateDirectory, string slug) =>
        ReadBytes(Path.Combine(stateDirectory, "pushed", PublishTarget.MailchimpName, slug), FiguresFile)
        ?? ReadBytes(Path.Combine(stateDirectory, "pushed", PublishTarget.SandboxName, slug), FiguresFile);

    /// <summary>Tells apart what <see cref="FiguresOf"/> gives.</summary>
    public static string HashOf(string stateDirectory, string slug) =>
        FiguresOf(stateDirectory, slug) is { } figures ? ContentHash.Of(figures) : "";

    /// <summary><c>figures.json</c> of an issue as it was sent; null when it is not kept.</summary>
    public static byte[]? SentFiguresOf(string stateDirectory, string slug) =>
        ReadBytes(Path.Combine(stateDirectory, "sent", slug), FiguresFile);

    /// <summary>Keeps a push.</summary>
    public void Keep(PublishRequest request, PushFacts facts, string storedHtml, string storedText)
    {
        Directory.CreateDirectory(Pushed);
        Write("remote.html", storedHtml);
        Write("remote.txt", storedText);
        if (!request.Figures.IsEmpty)
            WriteBytes(Path.Combine(Pushed, FiguresFile), request.Figures.AsSpan());
        WriteBytes(Path.Combine(Pushed, "push.json"), JsonSerializer.SerializeToUtf8Bytes(facts, PushJson.Default.PushFacts));
    }

    /// <summary>Keeps what will have been sent once what was pushed is sent: the issue as it is now, which the draft is known to
    /// be.</summary>
    public void KeepContents(SentContents contents)
    {
        // The list goes first and comes last, so that none is ever there that names other files.
        if (Directory.Exists(Contents))
        {
            File.Delete(Path.Combine(Contents, ContentsFile));
            Directory.Delete(Contents, recursive: true);
        }
        foreach (var file in contents.Files)
        {
            var path = Path.Combine(Contents, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WriteBytes(path, file.Bytes.AsSpan());
        }
        Directory.CreateDirectory(Contents);
        WriteBytes(Path.Combine(Contents, ContentsFile), JsonSerializer.SerializeToUtf8Bytes(contents.Issue, SentJson.Default.SentIssue));
    }

    /// <summary>What was pushed with a content, as it was kept then; null when that is not known for certain.</summary>
    public SentContents? ContentsOf(string? content)
    {
        if (ReadBytes(Contents, ContentsFile) is not { } list)
            return null;
        var issue = JsonSerializer.Deserialize(list, SentJson.Default.SentIssue);
        if (issue is null || issue.Content != content)
            return null;
        try
        {
            var kept = new KeptIssue(Contents, [], issue);
            return new SentContents(issue, [.. issue.Files.Keys.Select(path => new SentPart(path, [.. kept.Read(path)!]))]);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>What was pushed has been sent. What subscribers got is not replaced by what went to a sandbox.</summary>
    public void KeepAsSent()
    {
        if (!Directory.Exists(Pushed) || (target.IsLocal && IsSentForReal))
            return;
        Directory.CreateDirectory(SentDirectory);
        foreach (var file in Directory.GetFiles(Pushed))
            File.Copy(file, Path.Combine(SentDirectory, Path.GetFileName(file)), overwrite: true);
    }

    private bool IsSentForReal
    {
        get
        {
            var path = Path.Combine(SentDirectory, "push.json");
            return File.Exists(path)
                && JsonSerializer.Deserialize(File.ReadAllBytes(path), PushJson.Default.PushFacts)?.Target == PublishTarget.MailchimpName;
        }
    }

    private void Write(string name, string text) => WriteBytes(Path.Combine(Pushed, name), System.Text.Encoding.UTF8.GetBytes(text));

    private static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        AppendOnlyFile.RefuseLinks(path);
        WholeFile.Replace(path, bytes);
    }

    private static byte[]? ReadBytes(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private string? ReadText(string name)
    {
        var path = Path.Combine(Pushed, name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}

/// <summary><c>push.json</c>.</summary>
/// <param name="Target">Which Mailchimp.</param>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="At">When.</param>
/// <param name="Content">Hash of what was said (<see cref="PublishRequest.Content"/>).</param>
/// <param name="Html">SHA-256 of <c>email.html</c> as built.</param>
/// <param name="Subject">The subject line.</param>
internal sealed record PushFacts(string Target, string Campaign, DateTimeOffset At, string Content, string Html, string Subject)
{
    public static PushFacts Of(PublishRequest request, string target, string campaign, DateTimeOffset at) =>
        new(target, campaign, at, request.Content, ContentHash.Of(request.Html), request.Subject);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(PushFacts))]
internal sealed partial class PushJson : JsonSerializerContext;
