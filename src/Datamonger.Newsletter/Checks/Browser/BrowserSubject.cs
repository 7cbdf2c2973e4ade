using System.Collections.Immutable;

namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>An issue that is to be laid out by a browser.</summary>
/// <param name="Context">The issue, whole.</param>
/// <param name="Readings">Its email as subscribers see it; the first is looked at in every way, the others on a phone.</param>
public sealed record BrowserSubject(CheckContext Context, ImmutableArray<BrowserReading> Readings);

/// <summary>The email as one subscriber sees it.</summary>
/// <param name="Reader">Who that is; null when merge tags stand as they go out.</param>
/// <param name="Html">The HTML with the places of its elements (<see cref="Emails.EmailSource"/>).</param>
public sealed record BrowserReading(string? Reader, string Html);
