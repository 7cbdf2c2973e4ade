using System.Data.Common;
using Npgsql;

namespace Datamonger.Newsletter.Data.Sources;

/// <summary>Reads the address of a PostgreSQL server: a URL, or key=value pairs.</summary>
internal static class PostgresAddress
{
    /// <summary>The settings of a connection; null when the address cannot be read.</summary>
    /// <param name="isPrivate">Whether the server may be on a private network, where a connection need not be encrypted.</param>
    public static NpgsqlConnectionStringBuilder? Read(string address, bool isPrivate)
    {
        try
        {
            var given = address.Contains("://", StringComparison.Ordinal)
                ? FromUrl(address)
                : new DbConnectionStringBuilder { ConnectionString = address };
            if (given is null)
                return null;
            var saysEncryption = given.ContainsKey("ssl mode") || given.ContainsKey("sslmode");
            var settings = new NpgsqlConnectionStringBuilder(given.ConnectionString)
            {
                Pooling = false,
                Enlist = false,
                IncludeErrorDetail = false,
                ApplicationName = "datamonger",
                Timeout = 10,
            };
            if (!saysEncryption && !isPrivate)
                settings.SslMode = SslMode.VerifyFull;
            return settings;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static DbConnectionStringBuilder? FromUrl(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("postgres" or "postgresql"))
            return null;
        var person = url.UserInfo.Split(':', 2);
        var given = new DbConnectionStringBuilder { ["Host"] = url.Host, ["Username"] = Uri.UnescapeDataString(person[0]) };
        if (url.Port > 0)
            given["Port"] = url.Port;
        if (person.Length == 2)
            given["Password"] = Uri.UnescapeDataString(person[1]);
        if (url.AbsolutePath.Length > 1)
            given["Database"] = Uri.UnescapeDataString(url.AbsolutePath[1..]);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var name, var text] ? (name, Uri.UnescapeDataString(text)) : (pair, "");
            // libpq writes verify-full where Npgsql writes VerifyFull.
            given[key == "sslmode" ? "SSL Mode" : key] = key == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        return given;
    }
}
