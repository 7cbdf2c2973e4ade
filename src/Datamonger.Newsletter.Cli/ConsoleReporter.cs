using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Cli;

/// <summary>
/// Decides how things are printed: for people, coloured on a terminal, or for machines as JSON. Diagnostics go to stderr, data to stdout.
/// </summary>
internal sealed class ConsoleReporter(CliEnvironment environment, bool asJson, bool showsStackTraces = false)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Prints findings, a line each with its hint below, as compilers do.</summary>
    public void Report(ImmutableArray<Diagnostic> diagnostics)
    {
        if (asJson)
            return;
        foreach (var diagnostic in diagnostics)
        {
            var severity = diagnostic.Rule.Severity.ToString().ToLowerInvariant();
            environment.Error.WriteLine(
                $"{Plain(diagnostic.Location.ToString())}: {Paint(severity, ColourOf(diagnostic.Rule.Severity))} "
                    + $"{diagnostic.Rule.Code}: {Plain(diagnostic.Message)}"
            );
            if (diagnostic.Hint is { } hint)
                environment.Error.WriteLine("  " + Paint(Plain(hint), "2"));
        }
        Details(diagnostics);
    }

    /// <summary>Prints where in the program findings came up, when that is wanted; nothing for what an author did.</summary>
    public void Details(ImmutableArray<Diagnostic> diagnostics)
    {
        if (!showsStackTraces)
            return;
        foreach (var details in diagnostics.Select(diagnostic => diagnostic.Details).OfType<string>())
            environment.Error.WriteLine(Plain(details));
    }

    /// <summary>Prints one line of progress or a result for people; nothing when JSON is wanted.</summary>
    public void Say(string line)
    {
        if (!asJson)
            environment.Error.WriteLine(Plain(line));
    }

    /// <summary>Prints why the run ends.</summary>
    public void Failure(string message, string? hint)
    {
        environment.Error.WriteLine($"{Paint("error:", "1;31")} {Plain(message)}");
        if (hint is not null)
            environment.Error.WriteLine("  " + Paint(Plain(hint), "2"));
    }

    /// <summary>Prints data as JSON on stdout.</summary>
    public void Json(JsonNode data) => environment.Output.WriteLine(data.ToJsonString(Indented));

    /// <summary>A finding as JSON.</summary>
    public static JsonObject ToJson(Diagnostic diagnostic) =>
        new()
        {
            ["code"] = diagnostic.Rule.Code,
            ["severity"] = diagnostic.Rule.Severity.ToString().ToLowerInvariant(),
            ["file"] = diagnostic.Location.File,
            ["line"] = diagnostic.Location.Line,
            ["column"] = diagnostic.Location.Column,
            ["message"] = diagnostic.Message,
            ["hint"] = diagnostic.Hint,
        };

    /// <summary>"2 errors, 1 warning", or null when there is nothing.</summary>
    public static string? Count(IEnumerable<Diagnostic> diagnostics)
    {
        string[] parts =
        [
            .. diagnostics
                .GroupBy(diagnostic => diagnostic.Rule.Severity)
                .OrderByDescending(group => group.Key)
                .Select(group =>
                    $"{group.Count()} "
                    + $"{(group.Key == Severity.Info ? "note" : group.Key.ToString().ToLowerInvariant())}{(group.Count() == 1 ? "" : "s")}"
                ),
        ];
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>The name of a severity as it is printed.</summary>
    internal static string NameOf(Severity severity) => severity.ToString().ToLowerInvariant();

    // What data or a server says must not steer the terminal.
    internal static string Plain(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(unit => char.IsControl(unit) && unit != '\n' ? '\uFFFD' : unit)) : text;

    private string Paint(string text, string colour) => environment.Colours ? $"\e[{colour}m{text}\e[0m" : text;

    internal static string ColourOf(Severity severity) =>
        severity switch
        {
            Severity.Error => "1;31",
            Severity.Warning => "1;33",
            _ => "36",
        };
}
