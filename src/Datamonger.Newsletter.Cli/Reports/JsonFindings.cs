using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Cli.Reports;

/// <summary>Findings as one JSON object, in the form that every verb with <c>--json</c> has for diagnostics.</summary>
internal sealed class JsonFindings(ConsoleReporter reporter) : IFindingsFormat
{
    /// <inheritdoc/>
    public void Write(TextWriter output, ImmutableArray<Diagnostic> findings) =>
        reporter.Json(
            new JsonObject
            {
                ["errors"] = findings.Count(finding => finding.Rule.Severity == Severity.Error),
                ["warnings"] = findings.Count(finding => finding.Rule.Severity == Severity.Warning),
                ["diagnostics"] = new JsonArray([.. findings.Select(finding => (JsonNode)ConsoleReporter.ToJson(finding))]),
            }
        );
}
