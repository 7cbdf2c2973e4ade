using System.Text.Json;
using System.Text.Json.Serialization;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// One publisher at a time for one Mailchimp on this machine. The operating system holds the lock for the process, so that
/// a process that died holds nobody up; a file beside it says who it is.
/// </summary>
public sealed class PublishLock : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _holder;

    private PublishLock(FileStream stream, string holder) => (_stream, _holder) = (stream, holder);

    /// <summary>Takes the lock.</summary>
    /// <exception cref="PublishStoppedException">Somebody else has it; the message says who.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static PublishLock Take(string directory, PublishOperator by, TimeProvider time)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "publish.lock");
        var holder = Path.Combine(directory, "publish.holder.json");
        AppendOnlyFile.RefuseLinks(path);
        AppendOnlyFile.RefuseLinks(holder);
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new PublishStoppedException(PublishOutcome.Locked, "Another publisher is at work here.") { Facts = [Describe(holder)] };
        }
        File.WriteAllBytes(
            holder,
            JsonSerializer.SerializeToUtf8Bytes(
                new LockHolder(by.Host, by.ProcessId, by.Run, time.GetUtcNow()),
                LockJson.Default.LockHolder
            )
        );
        return new PublishLock(stream, holder);
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        File.Delete(_holder);
        _stream.Dispose();
    }

    private static string Describe(string path)
    {
        try
        {
            var holder = JsonSerializer.Deserialize(File.ReadAllBytes(path), LockJson.Default.LockHolder)!;
            return $"It is process {holder.Pid} on {holder.Host}, since {holder.Since:yyyy-MM-dd HH:mm:ss} UTC.";
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return "It has not said who it is yet.";
        }
    }
}

internal sealed record LockHolder(string Host, int Pid, string Run, DateTimeOffset Since);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LockHolder))]
internal sealed partial class LockJson : JsonSerializerContext;
