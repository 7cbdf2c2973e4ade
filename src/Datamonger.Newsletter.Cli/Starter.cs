using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Datamonger.Newsletter.Outputs;

namespace Datamonger.Newsletter.Cli;

/// <summary>The files of a new workspace: the default template as it is shipped, and a first issue that shows the parts.</summary>
internal static class Starter
{
    private const string Prefix = "starter/";

    /// <summary>Path and bytes of every file; <paramref name="today"/> dates the first issue.</summary>
    public static ImmutableArray<(string Path, ImmutableArray<byte> Bytes)> Files(DateOnly today)
    {
        var assembly = typeof(Starter).Assembly;
        var files = ImmutableArray.CreateBuilder<(string, ImmutableArray<byte>)>();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            var path = name[Prefix.Length..]
                .Replace('\\', '/')
                .Replace("YYYY-MM", today.ToString("yyyy-MM", CultureInfo.InvariantCulture), StringComparison.Ordinal);
            if (path == "gitignore")
                path = ".gitignore";
            files.Add((path, Dated(path, Read(assembly, name), today)));
        }
        // Editors that know YAML complete and check the keys by them; the files name theirs in their first line.
        foreach (var name in SchemaJson.Names)
            files.Add(($"schemas/{name}.json", [.. Encoding.UTF8.GetBytes(SchemaJson.Write(name))]));
        return files.ToImmutable();
    }

    /// <summary>The workflow of a code host, where it belongs in a workspace.</summary>
    /// <param name="host"><c>github</c>.</param>
    public static (string Path, ImmutableArray<byte> Bytes) Workflow(string host) =>
        (".github/workflows/newsletter.yml", [.. Read(typeof(Starter).Assembly, $"ci/{host}.yml")]);

    private static ImmutableArray<byte> Dated(string path, byte[] bytes, DateOnly today) =>
        path.EndsWith("index.md", StringComparison.Ordinal)
            ?
            [
                .. Encoding.UTF8.GetBytes(
                    Encoding
                        .UTF8.GetString(bytes)
                        .Replace("YYYY-MM-DD", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
                ),
            ]
            : [.. bytes];

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
