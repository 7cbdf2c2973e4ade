using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;

namespace Datamonger.Newsletter.Checks.Rules.Links;

/// <summary>Links to the newsletter's own website say where the reader came from, once, as <c>checks: utm:</c> asks.</summary>
internal sealed class LinksAreTagged : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM564", Severity.Info, "A link that the statistics count wrongly");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "LNK-17",
            "Visits that the newsletter brings are counted as nobody's, or as two.",
            "Write each key of `checks: utm:` in newsletter.yml once behind the address (`?utm_source=…`); an address that Mailchimp "
                + "writes takes none.",
            "Mailchimp and Google Analytics on campaign parameters"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var wanted = context.Settings.Checks.Utm;
        var own = Uri.TryCreate(context.Settings.Organisation.Website, UriKind.Absolute, out var website)
            ? Hosts.Registered(website.Host)
            : null;
        var without = new List<(CheckedLink Link, string Key)>();
        foreach (var link in context.Links)
        {
            string[] keys = [.. KeysOf(link.Href)];
            if (link.IsMergeTag && keys.Length > 0)
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} adds {keys[0]} to an address that Mailchimp writes.",
                    "Take it out; Mailchimp's own tracking counts this link."
                );
            else if (keys.GroupBy(key => key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(key => key.Count() > 1) is { } twice)
                diagnostics.Add(
                    Rule,
                    link.Location,
                    $"{link.Name} has {twice.Key} {twice.Count()} times.",
                    "Keep one of them: which one counts is not settled."
                );
            else if (IsOwn(link) && wanted.FirstOrDefault(key => !keys.Contains(key, StringComparer.OrdinalIgnoreCase)) is { } missing)
                without.Add((link, missing));
        }
        if (without.Count == 0)
            return;
        // One of the author's before one of the template's.
        var (first, key) = without.FirstOrDefault(entry => entry.Link.Location.File == context.Issue.Source.Path)
            is { Link: not null } written
            ? written
            : without[0];
        var more = without.Count > 1 ? $", and {without.Count - 1} more lack one of {string.Join(", ", wanted)}" : "";
        diagnostics.Add(
            Rule,
            first.Location,
            $"{first.Name} has no {key}{more}.",
            "Write it behind the address: ?utm_source=newsletter; or take the key out of checks: utm: in newsletter.yml."
        );

        // The addresses of the archive's pages are made by the build.
        bool IsOwn(CheckedLink link) =>
            link.IsWeb
            && Hosts.Registered(link.Uri!.Host) == own
            && (context.Settings.ArchiveUrl is not { } archive || !link.Href.StartsWith(archive, StringComparison.Ordinal));
    }

    private static IEnumerable<string> KeysOf(string href)
    {
        var query = href.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return [];
        return href[(query + 1)..]
            .Split('#')[0]
            .Split('&')
            .Select(pair => pair.Split('=')[0])
            .Where(key => key.StartsWith("utm_", StringComparison.OrdinalIgnoreCase));
    }
}
