using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Datamonger.Newsletter.Checks;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Reports;

/// <summary>Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read. Paths count from the workspace, <c>%SRCROOT%</c>.</summary>
internal sealed class SarifFindings : IFindingsFormat
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <inheritdoc/>
    public void Write(TextWriter output, ImmutableArray<Diagnostic> findings)
    {
        DiagnosticRule[] rules =
        [
            .. CheckCatalog
                .Rules.Select(rule => rule.Rule)
                .Concat(findings.Select(finding => finding.Rule))
                .DistinctBy(rule => rule.Code)
                .OrderBy(rule => rule.Code, StringComparer.Ordinal),
        ];
        var indexes = rules
            .Select((rule, index) => (rule.Code, index))
            .ToDictionary(item => item.Code, item => item.index, StringComparer.Ordinal);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            json.WriteStartObject("tool");
            json.WriteStartObject("driver");
            json.WriteString("name", "Datamonger Newsletter");
            json.WriteString("semanticVersion", ToolVersion.Current);
            json.WriteStartArray("rules");
            foreach (var rule in rules)
                Rule(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var finding in findings)
                Result(json, finding, indexes[finding.Rule.Code]);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void Rule(Utf8JsonWriter json, DiagnosticRule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Code);
        Text(json, "shortDescription", rule.Title);
        if (CheckCatalog.Find(rule.Code) is { } check)
        {
            Text(json, "fullDescription", check.Why);
            Text(json, "help", check.Remedy);
        }
        else if (rule.Remedy is { } remedy)
        {
            Text(json, "help", remedy);
        }
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", Level(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, Diagnostic finding, int ruleIndex)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Code);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", Level(finding.Rule.Severity));
        Text(json, "message", finding.Hint is null ? finding.Message : $"{finding.Message} {finding.Hint}");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', finding.Location.File.Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", "%SRCROOT%");
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", finding.Location.Line);
        json.WriteNumber("startColumn", finding.Location.Column);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(Severity severity) =>
        severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "note",
        };
}
