using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Cli.Reports;

/// <summary>Findings for people: a file at a time, each with its line and a mark under the place.</summary>
/// <param name="root">The workspace, whose lines are shown.</param>
/// <param name="colours">Whether colours are wanted.</param>
internal sealed class TextFindings(string root, bool colours) : IFindingsFormat
{
    // What stands far to the right is shown with what is around it.
    private const int Widest = 120;

    /// <inheritdoc/>
    public void Write(TextWriter output, ImmutableArray<Diagnostic> findings)
    {
        foreach (var file in findings.GroupBy(finding => finding.Location.File))
        {
            output.WriteLine(Paint(ConsoleReporter.Plain(file.Key), "1"));
            var source = Read(file.Key);
            foreach (var finding in file)
                Write(output, finding, source);
            output.WriteLine();
        }
    }

    private void Write(TextWriter output, Diagnostic finding, SourceText? source)
    {
        if (finding.Rule.Severity == Severity.Info)
        {
            // A note is worth a line, and no more.
            output.WriteLine(
                $"  {finding.Location.Line}:{finding.Location.Column}  "
                    + $"{Paint($"note {finding.Rule.Code}  {ConsoleReporter.Plain(finding.Message)} {ConsoleReporter.Plain(finding.Hint ?? "")}".TrimEnd(), "2")}"
            );
            return;
        }
        var severity = ConsoleReporter.NameOf(finding.Rule.Severity);
        output.WriteLine(
            $"  {finding.Location.Line}:{finding.Location.Column}  {Paint(severity, ConsoleReporter.ColourOf(finding.Rule.Severity))} "
                + $"{finding.Rule.Code}  {ConsoleReporter.Plain(finding.Message)}"
        );
        // The start of a file stands for the file as a whole.
        if (
            finding.Location is not { Line: 1, Column: 1 }
            && source?.Line(finding.Location.Line) is { Length: > 0 } line
            && !string.IsNullOrWhiteSpace(line)
        )
        {
            var start = Math.Max(0, Math.Min(finding.Location.Column - 1 - Widest / 2, line.Length - Widest));
            var shown =
                line.Length <= Widest
                    ? line
                    : $"{(start > 0 ? "…" : "")}{line.Substring(start, Math.Min(Widest, line.Length - start))}{(start + Widest < line.Length ? "…" : "")}";
            var mark = Math.Min(finding.Location.Column - 1, line.Length) - start + (start > 0 ? 1 : 0);
            var gutter = finding.Location.Line.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(6);
            output.WriteLine(Paint($"{gutter} | ", "2") + ConsoleReporter.Plain(WrittenKey.Mask(shown)).Replace('\t', ' '));
            output.WriteLine(Paint("       | ", "2") + new string(' ', mark) + Paint("^", ConsoleReporter.ColourOf(finding.Rule.Severity)));
        }
        if (finding.Hint is { } hint)
            output.WriteLine("         " + Paint(ConsoleReporter.Plain(hint), "2"));
    }

    private SourceText? Read(string file)
    {
        var path = Path.Combine(root, file);
        return SafePath.IsPlainFile(root, path) ? new SourceText(file, SafePath.ReadAllText(root, path)) : null;
    }

    private string Paint(string text, string colour) => colours ? $"\e[{colour}m{text}\e[0m" : text;
}
