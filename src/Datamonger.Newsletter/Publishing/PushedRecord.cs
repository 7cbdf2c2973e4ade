using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Publishing.Mailchimp;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// What was pushed last of an issue to one Mailchimp, in <c>.datamonger/pushed/&lt;target&gt;/&lt;slug&gt;/</c>: <c>figures.json</c>, the message
/// as Mailchimp gave it back, and <c>push.json</c> about it. Once the issue is sent, the same under <c>.datamonger/sent/&lt;slug&gt;/</c>.
/// For comparing; never needed to publish.
/// </summary>
internal sealed class PushedRecord(string stateDirectory, PublishTarget target, string slug)
{
    private const string FiguresFile = "figures.json";

    private string Pushed => Path.Combine(stateDirectory, "pushed", target.Name, slug);

    private string SentDirectory => Path.Combine(stateDirectory, "sent", slug);

    /// <summary>The HTML part as it was read back last; null when it is not kept.</summary>
    public string? StoredHtml => ReadText("remote.html");

    /// <summary>The text part as it was read back last.</summary>
    public string? StoredText => ReadText("remote.txt");

    /// <summary><c>figures.json</c> of what was pushed last; null when it is not kept.</summary>
    public byte[]? Figures => ReadBytes(Pushed, FiguresFile);

    /// <summary><c>figures.json</c> of an issue as it was pushed last, to Mailchimp itself or else to the sandbox; null when it is not kept.</summary>
    public static byte[]? FiguresOf(string stateDirectory, string slug) =>
        ReadBytes(Path.Combine(stateDirectory, "pushed", PublishTarget.MailchimpName, slug), FiguresFile) ?? ReadBytes(Path.Combine(stateDirectory, "pushed", PublishTarget.SandboxName, slug), FiguresFile);

    /// <summary><c>figures.json</c> of an issue as it was sent; null when it is not kept.</summary>
    public static byte[]? SentFiguresOf(string stateDirectory, string slug) => ReadBytes(Path.Combine(stateDirectory, "sent", slug), FiguresFile);

    /// <summary>Keeps a push.</summary>
    public void Keep(PublishRequest request, PushFacts facts, string storedHtml, string storedText)
    {
        Directory.CreateDirectory(Pushed);
        Write("remote.html", storedHtml);
        Write("remote.txt", storedText);
        if (!request.Figures.IsEmpty) WriteBytes(Path.Combine(Pushed, FiguresFile), request.Figures.AsSpan());
        WriteBytes(Path.Combine(Pushed, "push.json"), JsonSerializer.SerializeToUtf8Bytes(facts, PushJson.Default.PushFacts));
    }

    /// <summary>What was pushed has been sent. What subscribers got is not replaced by what went to a sandbox.</summary>
    public void KeepAsSent()
    {
        if (!Directory.Exists(Pushed) || (target.IsLocal && IsSentForReal)) return;
        Directory.CreateDirectory(SentDirectory);
        foreach (var file in Directory.GetFiles(Pushed)) File.Copy(file, Path.Combine(SentDirectory, Path.GetFileName(file)), overwrite: true);
    }

    private bool IsSentForReal
    {
        get
        {
            var path = Path.Combine(SentDirectory, "push.json");
            return File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllBytes(path), PushJson.Default.PushFacts)?.Target == PublishTarget.MailchimpName;
        }
    }

    private void Write(string name, string text) => WriteBytes(Path.Combine(Pushed, name), System.Text.Encoding.UTF8.GetBytes(text));

    private static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        AppendOnlyFile.RefuseLinks(path);
        var beside = path + ".new";
        AppendOnlyFile.RefuseLinks(beside);
        File.WriteAllBytes(beside, bytes);
        File.Move(beside, path, overwrite: true);
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
