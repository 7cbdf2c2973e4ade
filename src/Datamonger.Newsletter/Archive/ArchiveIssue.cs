using System.Collections.Immutable;
using Datamonger.Newsletter.Emails.Web;

namespace Datamonger.Newsletter.Archive;

/// <summary>An issue that the site shows.</summary>
/// <param name="Build">The finished issue.</param>
/// <param name="Areas">Its pages of single keys; none when it is the same for everybody.</param>
public sealed record ArchiveIssue(IssueBuild Build, ImmutableArray<AreaPage> Areas);
