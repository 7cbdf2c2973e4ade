namespace Datamonger.Newsletter.Emails;

/// <summary>A file that an email was made from besides its issue.</summary>
/// <param name="Path">From the workspace root, with <c>/</c>.</param>
/// <param name="Hash">SHA-256 of its content.</param>
public sealed record EmailInput(string Path, string Hash);
