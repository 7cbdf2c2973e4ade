using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>Links lead to pages and documents, not to archives and programs.</summary>
internal sealed class LinksAreNotPrograms : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM515", Severity.Warning, "A link to an archive or a program");

    // Where the path of a project has two parts, the owner and a name such as d3.js.
    private static readonly FrozenSet<string> Repositories = new[]
    {
        "bitbucket.org",
        "codeberg.org",
        "github.com",
        "gitlab.com",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Extensions = new[]
    {
        ".7z",
        ".bat",
        ".cmd",
        ".com",
        ".dmg",
        ".docm",
        ".exe",
        ".hta",
        ".iso",
        ".jar",
        ".js",
        ".lnk",
        ".msi",
        ".pptm",
        ".ps1",
        ".rar",
        ".scr",
        ".vbs",
        ".xlsb",
        ".xlsm",
        ".zip",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-18",
            "The gateways of local authorities and health services cut such links or hold the message back.",
            "Link to the page that offers the file.",
            "Common rules of mail gateways"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var link in context.Links)
        {
            if (link.IsWeb && Path.GetExtension(FilePath(link.Uri!)) is { Length: > 0 } extension && Extensions.Contains(extension))
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} leads to a file {extension}, which mail gateways distrust.",
                    "Link to the page that offers the file."
                );
        }
    }

    // The path of the file that an address names; empty when it names none: the end of an address inside an address may be a host.
    private static string FilePath(Uri uri)
    {
        var path = uri.AbsolutePath;
        var inner = Math.Max(
            path.LastIndexOf("/http:/", StringComparison.OrdinalIgnoreCase),
            path.LastIndexOf("/https:/", StringComparison.OrdinalIgnoreCase)
        );
        if (inner >= 0)
        {
            var address = path[(path.IndexOf(':', inner) + 1)..].TrimStart('/');
            var slash = address.IndexOf('/');
            return slash < 0 ? "" : address[slash..];
        }
        return Repositories.Contains(uri.Host) && path.Trim('/').Count(letter => letter == '/') < 2 ? "" : path;
    }
}
