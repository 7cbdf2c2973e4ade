namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>An issue that is to be laid out by a browser.</summary>
/// <param name="Build">The issue, whole.</param>
/// <param name="Email">Its HTML with the places of its elements (<see cref="Emails.EmailSource"/>), merge tags as one subscriber sees them.</param>
public sealed record BrowserSubject(IssueBuild Build, string Email);
