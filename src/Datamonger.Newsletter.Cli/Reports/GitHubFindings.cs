using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Cli.Reports;

/// <summary>Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.</summary>
internal sealed class GitHubFindings : IFindingsFormat
{
    /// <inheritdoc/>
    public void Write(TextWriter output, ImmutableArray<Diagnostic> findings)
    {
        foreach (var finding in findings)
        {
            var kind = finding.Rule.Severity switch
            {
                Severity.Error => "error",
                Severity.Warning => "warning",
                _ => "notice",
            };
            var message = finding.Hint is null ? finding.Message : $"{finding.Message}\n{finding.Hint}";
            output.WriteLine(
                $"::{kind} file={Property(finding.Location.File)},line={finding.Location.Line},col={finding.Location.Column},title={Property($"{finding.Rule.Code}: {finding.Rule.Title}")}::{Text(message)}"
            );
        }
    }

    private static string Text(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Text(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
