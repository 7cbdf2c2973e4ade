using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Newsletter.Cli.Preview.Hosting;

/// <summary>The page and its files, found by name in a table: no path is ever made from what a request says.</summary>
internal static class PreviewAssets
{
    private const string Prefix = "preview/";
    private const string Page = "index.html";
    private const string LockedPage = "locked.html";

    private static readonly FrozenDictionary<string, byte[]> Files = Read();

    /// <summary>A stylesheet, module or icon; null when there is none of that name.</summary>
    public static Answer? Find(string name) =>
        name is not (Page or LockedPage) && Files.TryGetValue(name, out var bytes)
            ? new Answer(StatusCodes.Status200OK, MediaType(name), bytes)
            : null;

    /// <summary>The page, with a nonce that lets its own styles and scripts run and no others.</summary>
    /// <param name="token">What its requests prove themselves with.</param>
    public static Answer Shell(string token) => Html(Page, token);

    /// <summary>What is shown to who has not proved to be the one that started the preview. Nothing of the workspace stands in it.</summary>
    public static Answer Locked() => Html(LockedPage, "");

    private static Answer Html(string name, string token)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var html = Encoding
            .UTF8.GetString(Files[name])
            .Replace("%nonce%", nonce, StringComparison.Ordinal)
            .Replace("%token%", token, StringComparison.Ordinal);
        return new Answer(StatusCodes.Status200OK, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html))
        {
            Policy =
                $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self'; connect-src 'self'; "
                + $"frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        };
    }

    private static FrozenDictionary<string, byte[]> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[Prefix.Length..],
                name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    var bytes = new byte[stream.Length];
                    stream.ReadExactly(bytes);
                    return bytes;
                },
                StringComparer.Ordinal
            );
    }

    private static string MediaType(string name) =>
        Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
}
