using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>A file of Markdown that is being read: its text, what was taken out of the parser's sight, and what becomes of that.</summary>
internal sealed record MarkdownFile(SourceText Source, ShieldedText Shielded, ShieldParser Shields);
