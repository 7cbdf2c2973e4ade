using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>An issue as the preview knows it: how it is now, and the last one that was whole. Made once, never changed.</summary>
/// <param name="Slug">The folder's name.</param>
/// <param name="Version">Counts the builds of all issues.</param>
/// <param name="Workspace">The workspace it was built in.</param>
internal sealed record PreviewedIssue(string Slug, int Version, Workspace Workspace)
{
    private readonly Lazy<string>? _marked;

    /// <summary>The latest build; null when there is none, and <see cref="Problem"/> says why.</summary>
    public IssueBuild? Current { get; init; }

    /// <summary>The latest build whose email is whole; while there is none, the latest at all.</summary>
    public IssueBuild? Shown
    {
        get;
        init
        {
            field = value;
            _marked = value is null ? null : new Lazy<string>(() => HtmlWriter.Write(value.Email.Document, keepSources: true));
        }
    }

    /// <summary>Whether nothing is missing from <see cref="Shown"/>.</summary>
    public bool ShownIsWhole { get; init; }

    /// <summary>When <see cref="Shown"/> was built.</summary>
    public DateTimeOffset ShownSince { get; init; }

    /// <summary>How long the latest build took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Why there is no latest build: the issue is gone, or a file cannot be read.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether <see cref="Shown"/> is older than what the files say.</summary>
    public bool IsBehind => Shown is not null && !ReferenceEquals(Shown, Current);

    /// <summary>
    /// The HTML of a build with the places of its elements: <see cref="Shown"/>'s, or the latest as it is, holes and all.
    /// </summary>
    public string? MarkedHtml(bool asItIs) =>
        asItIs && Current is { } current && IsBehind ? HtmlWriter.Write(current.Email.Document, keepSources: true) : _marked?.Value;

    /// <summary>The issue after a build.</summary>
    public PreviewedIssue With(IssueBuild build, int version, Workspace workspace, DateTimeOffset now, TimeSpan took)
    {
        var whole = IsWhole(build) && !workspace.Diagnostics.Any(StopsTheEmail);
        var shows = whole || !ShownIsWhole;
        return this with
        {
            Version = version,
            Workspace = workspace,
            Current = build,
            Problem = null,
            Took = took,
            Shown = shows ? build : Shown,
            ShownIsWhole = whole || ShownIsWhole,
            ShownSince = shows ? now : ShownSince,
        };
    }

    /// <summary>
    /// Whether an email is fit to be looked at: nothing is missing from it. What checks find is about a finished email; an editor who
    /// fixes it must see it change.
    /// </summary>
    public static bool IsWhole(IssueBuild build) => !build.Diagnostics.Any(StopsTheEmail);

    /// <summary>Whether a finding means that something is missing from the email.</summary>
    public static bool StopsTheEmail(Diagnostic found) => found.Rule.Severity == Severity.Error && !found.Rule.IsCheck;
}
