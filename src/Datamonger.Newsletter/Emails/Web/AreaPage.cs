using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures.Personal;

namespace Datamonger.Newsletter.Emails.Web;

/// <summary>A personal issue as the subscribers of one key see it, as a page of the archive.</summary>
/// <param name="Edition">Whose.</param>
/// <param name="Html">The page, as <see cref="Email.Web"/> is that of nobody in particular.</param>
/// <param name="Images">Its pictures.</param>
public sealed record AreaPage(Edition Edition, string Html, ImmutableArray<EmailImage> Images);

/// <summary>The pages of all keys of an issue.</summary>
/// <param name="Pages">In the order of the keys; none of an issue that is the same for everybody.</param>
/// <param name="Diagnostics">What is wrong with them that the message does not show.</param>
public sealed record IssueAreas(ImmutableArray<AreaPage> Pages, ImmutableArray<Diagnostic> Diagnostics);
