using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Mailchimp.Sandbox.Http;

/// <summary>
/// Reads the key of a call, as Basic password or Bearer token, and counts the calls each key has open. A key is never kept: only its hash
/// is.
/// </summary>
internal sealed class ApiKeys(string? only)
{
    /// <summary>Mailchimp's limit of simultaneous connections of one key.</summary>
    public const int MostConnections = 10;

    private readonly Dictionary<string, int> _open = [];
    private readonly Lock _gate = new();

    /// <summary>The key of the call; null when there is none.</summary>
    public static string? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return header[7..].Trim();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), buffer, out var length))
            return "";
        var pair = Encoding.UTF8.GetString(buffer, 0, length);
        return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    public bool Accepts(string key)
    {
        if (only is not null)
            return CryptographicOperations.FixedTimeEquals(Hash(key), Hash(only));
        var suffix = key.LastIndexOf("-us", StringComparison.Ordinal) is var at and > 0 ? key[(at + 3)..] : "";
        return suffix.Length is 1 or 2 && suffix.All(char.IsAsciiDigit);
    }

    /// <summary>Takes one of the key's connections; null when all are taken.</summary>
    public IDisposable? Enter(string key)
    {
        var name = Convert.ToHexString(Hash(key));
        lock (_gate)
        {
            var open = _open.GetValueOrDefault(name);
            if (open >= MostConnections)
                return null;
            _open[name] = open + 1;
            return new Connection(this, name);
        }
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private sealed class Connection(ApiKeys keys, string name) : IDisposable
    {
        public void Dispose()
        {
            lock (keys._gate)
                if (--keys._open[name] == 0)
                    keys._open.Remove(name);
        }
    }
}
