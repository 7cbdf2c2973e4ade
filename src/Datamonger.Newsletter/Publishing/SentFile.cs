using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// <c>content/issues/&lt;slug&gt;/sent/</c>: what reached subscribers, committed with the issue. <c>sent.json</c> in it says when and to
/// how
/// many, so that a clone on another machine knows it even when Mailchimp no longer does, and which files lie beside it, by their hashes. A
/// send is added once and never changed, and no file is ever replaced. No address, no key.
/// </summary>
/// <param name="directory">The issue's <c>sent</c> folder; null where sends are not recorded.</param>
internal sealed class SentFile(string? directory)
{
    private const string Name = SentIssueReader.FileName;

    /// <summary>What an account sent of an issue; null when nothing is recorded.</summary>
    /// <exception cref="PublishStoppedException">The file cannot be understood: it is not guessed at.</exception>
    public SentRecord? Find(string account, string? edition) =>
        Read().Sends.FirstOrDefault(send => send.Account == account && send.Edition == edition);

    /// <summary>
    /// Adds a send unless its campaign is there already, and the files of what was sent unless there are any. The list is written last:
    /// files
    /// that it does not name are those of a run that was stopped.
    /// </summary>
    /// <param name="record">The send.</param>
    /// <param name="contents">What was sent; null where it is not known for certain.</param>
    public void Add(SentRecord record, SentContents? contents)
    {
        if (directory is null)
            return;
        var known = Read();
        var isNew = !known.Sends.Any(send => send.Account == record.Account && send.Campaign == record.Campaign);
        var isFirst = known.Issue is null && contents is not null;
        if (!isNew && !isFirst)
            return;
        var list = known with { Sends = isNew ? [.. known.Sends, record] : known.Sends, Issue = known.Issue ?? contents?.Issue };
        var files = isFirst ? contents!.Files : [];
        if (Directory.Exists(directory))
        {
            WriteInto(directory, files);
            Write(Path.Combine(directory, Name), Text(list));
            return;
        }
        var beside = $"{directory}.{Guid.NewGuid().ToString("n")[..8]}.new";
        try
        {
            Directory.CreateDirectory(beside);
            WriteInto(beside, files);
            Write(Path.Combine(beside, Name), Text(list));
            Directory.Move(beside, directory);
        }
        finally
        {
            // This run alone has made it, under a name that nobody could know.
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
    }

    private static void WriteInto(string folder, ImmutableArray<SentPart> files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Write(path, file.Bytes.AsSpan());
        }
    }

    private static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        AppendOnlyFile.RefuseLinks(path);
        WholeFile.Replace(path, bytes);
    }

    private static byte[] Text(SentList list) => [.. JsonSerializer.SerializeToUtf8Bytes(list, SentJson.Default.SentList), (byte)'\n'];

    private SentList Read()
    {
        if (directory is null)
            return new SentList([]);
        var path = Path.Combine(directory, Name);
        AppendOnlyFile.RefuseLinks(path);
        if (!File.Exists(path))
            return new SentList([]);
        return SentIssueReader.Parse(File.ReadAllBytes(path))
            ?? throw new PublishStoppedException(
                PublishOutcome.NeedsReview,
                $"{path} cannot be read as the record of what was sent, so nobody knows whether this issue was."
            )
            {
                Facts = ["Nothing was sent to Mailchimp.", "Restore the file from git: `git restore` or `git checkout -- <file>`."],
            };
    }
}

/// <summary>One send.</summary>
/// <param name="Account">The account that sent it, as a hash.</param>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="Edition">Null for the issue itself, <c>non-openers</c> for its second try.</param>
/// <param name="Sent">When.</param>
/// <param name="Recipients">How many people it went to.</param>
/// <param name="Content">Hash of what was said (<see cref="PublishRequest.Content"/>).</param>
/// <param name="Html">SHA-256 of <c>email.html</c> as built.</param>
public sealed record SentRecord(
    string Account,
    string Campaign,
    string? Edition,
    DateTimeOffset Sent,
    int? Recipients,
    string? Content,
    string? Html
)
{
    /// <summary>Who let it out before the release of its data; null when nobody had to.</summary>
    public SentEmbargo? Embargo { get; init; }
}

/// <summary>An embargo that was lifted.</summary>
/// <param name="Until">The moment of the release.</param>
/// <param name="Lifted">When somebody let something of the issue out.</param>
/// <param name="By">Who decided it.</param>
/// <param name="Reason">Why.</param>
public sealed record SentEmbargo(DateTimeOffset Until, DateTimeOffset Lifted, string By, string Reason);

/// <summary>What <c>sent.json</c> says.</summary>
/// <param name="Sends">In the order in which they were seen.</param>
/// <param name="Issue">What lies beside it; null where only the sends are known.</param>
internal sealed record SentList(ImmutableArray<SentRecord> Sends, SentIssue? Issue = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(SentList))]
[JsonSerializable(typeof(SentIssue))]
internal sealed partial class SentJson : JsonSerializerContext;
