using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Publishing;
using Datamonger.Newsletter.Workspaces;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Revisions;

/// <summary>How far a notice is.</summary>
public enum CorrectionState
{
    /// <summary>It does not say why, or what it means: nothing is published.</summary>
    Open,

    /// <summary>It stands on the archive's page.</summary>
    Ready,

    /// <summary>An issue that tells of it has been sent.</summary>
    Announced,
}

/// <summary>A figure that a notice puts right.</summary>
/// <param name="Place">Where it stands in what was sent.</param>
/// <param name="Expression">As its author wrote it.</param>
/// <param name="Key">Whose it is, of a personal issue; null of one that everybody sees.</param>
/// <param name="What">What it counts, in words.</param>
/// <param name="Was">As it was sent.</param>
/// <param name="Is">As it should have been.</param>
public sealed record CorrectedFigure(string Place, string Expression, string? Key, string What, string Was, string Is)
{
    private bool IsPlural => What.EndsWith('s');

    /// <summary>What was and is, in words; of a revision nothing was wrong.</summary>
    public string InWords(bool isRevision)
    {
        var (whose, isNumber) = (Key is null ? "" : $"{Key}: ", What.Length > 0 && Was.Any(char.IsDigit) && !char.IsLetter(Was[0]));
        return isNumber
            ? isRevision
                ? $"{whose}{What} {(IsPlural ? "are" : "is")} now {Is}; this issue said {Was}"
                : $"{whose}{What} {(IsPlural ? "were" : "was")} {Is}, not {Was}"
            : $"{whose}“{Is}”, not “{Was}”";
    }
}

/// <summary><c>content/issues/&lt;slug&gt;/corrections/&lt;date&gt;.md</c>: what is put right in a sent issue, why, and what it
/// means.</summary>
/// <param name="Path">The file, from the workspace root.</param>
public sealed record CorrectionNotice(string Path, DateOnly Date, ImmutableArray<CorrectedFigure> Figures)
{
    /// <summary>The folder of an issue's notices.</summary>
    public const string Folder = "corrections";

    /// <summary>A notice whose reasons are not filled in.</summary>
    public static readonly DiagnosticRule Unfinished = new("DM733", Severity.Error, "A correction that does not say why")
    {
        Remedy = "Fill in `why:` and `effect:`, one sentence each; or delete the file.",
    };

    /// <summary>The keys of the file.</summary>
    public static readonly ImmutableArray<Field> Fields =
    [
        new("kind", FieldType.Choice, "An error that is put right, or newer data.")
        {
            Required = true,
            Choices = ["correction", "revision"],
        },
        new("date", FieldType.Date, "The day of the notice.") { Required = true },
        new("by", FieldType.Text, "Who answers for it."),
        new("issue", FieldType.Text, "The issue that announces it."),
        new("why", FieldType.Text, "What was wrong, or what the new release brought: one sentence."),
        new("effect", FieldType.Text, "What it means for what the issue said: one sentence."),
        new("figures", FieldType.Objects, "The figures.")
        {
            Fields =
            [
                new("place", FieldType.Text, "Where it stands.") { Required = true },
                new("expression", FieldType.Text, "As its author wrote it.") { Required = true },
                new("key", FieldType.Text, "Whose it is."),
                new("what", FieldType.Text, "What it counts, as the notice says it: `applications`."),
                new("was", FieldType.Text, "As it was sent.") { Required = true },
                new("is", FieldType.Text, "As it should have been.") { Required = true },
            ],
        },
    ];

    /// <summary>Whether newer data changed the figures, and nothing was wrong with them.</summary>
    public bool IsRevision { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? By { get; init; }

    /// <summary>The issue that announces it.</summary>
    public string? Issue { get; init; }

    /// <summary>What was wrong.</summary>
    public string? Why { get; init; }

    /// <summary>What it means for what the issue said.</summary>
    public string? Effect { get; init; }

    /// <summary>Whether it says why, and what it means.</summary>
    public bool IsReady => !string.IsNullOrWhiteSpace(Why) && !string.IsNullOrWhiteSpace(Effect);

    /// <summary>How far it is.</summary>
    public CorrectionState StateIn(Workspace workspace) =>
        !IsReady ? CorrectionState.Open
        : Issue is { } slug && Slug.IsValid(slug) && SentIssueReader.Find(workspace, slug, slug) is not null ? CorrectionState.Announced
        : CorrectionState.Ready;

    /// <summary>What is missing; null when nothing is.</summary>
    public Diagnostic? Finding =>
        IsReady
            ? null
            : new Diagnostic(
                Unfinished,
                SourceLocation.StartOf(Path),
                $"The correction does not say {(string.IsNullOrWhiteSpace(Why) ? "why" : "what it means")}: "
                    + $"`{(string.IsNullOrWhiteSpace(Why) ? "why" : "effect")}:` is empty.",
                "Fill it in with one sentence for readers; or delete the file."
            );

    /// <summary>The notices of an issue, the earliest first; what cannot be read is reported.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="folder">The issue's folder.</param>
    /// <param name="diagnostics">Takes what is wrong with the files.</param>
    public static ImmutableArray<CorrectionNotice> Of(Workspace workspace, string folder, DiagnosticBag diagnostics)
    {
        var directory = System.IO.Path.Combine(workspace.IssuesDirectory, folder, Folder);
        return Directory.Exists(directory)
            ?
            [
                .. Directory
                    .EnumerateFiles(directory, "*.md")
                    .Order(StringComparer.Ordinal)
                    .Where(file => SafePath.IsPlainFile(workspace.Root, file))
                    .Select(file => Read(workspace.Read(file), diagnostics))
                    .OfType<CorrectionNotice>(),
            ]
            : [];
    }

    /// <summary>Notices that are not finished, of an issue or announced by it: what stops publishing it.</summary>
    public static ImmutableArray<Diagnostic> OpenFor(Workspace workspace, string folder, string slug)
    {
        var diagnostics = new DiagnosticBag();
        foreach (var other in workspace.Slugs)
        {
            foreach (var notice in Of(workspace, other, diagnostics).Where(notice => other == folder || notice.Issue == slug))
            {
                if (notice.Finding is { } finding)
                    diagnostics.Add(finding);
            }
        }
        return diagnostics.ToImmutable();
    }

    /// <summary>The file's text.</summary>
    public string Write()
    {
        var text = new StringBuilder("---\n");
        text.Append("kind: ").Append(IsRevision ? "revision" : "correction").Append('\n');
        text.Append("date: ").Append(Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).Append('\n');
        if (By is not null)
            text.Append("by: ").Append(Quoted(By)).Append('\n');
        if (Issue is not null)
            text.Append("issue: ").Append(Quoted(Issue)).Append('\n');
        Sentence(text, "why", Why, IsRevision ? "what the new release brought" : "what was wrong, and how it came about");
        Sentence(text, "effect", Effect, "what it means for what the issue said");
        if (!Figures.IsEmpty)
            text.Append("figures:\n");
        foreach (var figure in Figures)
        {
            text.Append("  - place: ").Append(Quoted(figure.Place)).Append('\n');
            text.Append("    expression: ").Append(Quoted(figure.Expression)).Append('\n');
            if (figure.Key is { } key)
                text.Append("    key: ").Append(Quoted(key)).Append('\n');
            text.Append("    what: ").Append(Quoted(figure.What)).Append('\n');
            text.Append("    was: ").Append(Quoted(figure.Was)).Append('\n');
            text.Append("    is: ").Append(Quoted(figure.Is)).Append('\n');
        }
        return text.Append("---\n").ToString();
    }

    /// <summary>The text of the issue that tells subscribers: see <see cref="CorrectionDraft"/>.</summary>
    public string Draft(Issues.Issue issue, KeptIssue kept, string newsletter) => CorrectionDraft.Write(this, issue, kept, newsletter);

    private static CorrectionNotice? Read(SourceText source, DiagnosticBag diagnostics)
    {
        var close = Enumerable.Range(2, Math.Max(0, source.LineCount - 1)).FirstOrDefault(line => source.Line(line) == "---");
        if (source.Line(1) != "---" || close == 0)
        {
            diagnostics.Add(
                Unfinished,
                SourceLocation.StartOf(source.Path),
                "The correction is not a text between two lines of ---.",
                "Write it again with datamonger correct."
            );
            return null;
        }
        var yaml = source.Text[source.OffsetOf(2, 1)..source.OffsetOf(close, 1)];
        var found = new DiagnosticBag();
        var isRead = YamlReader.TryRead(yaml, (line, column) => new SourceLocation(source.Path, line + 1, column), found, out var node);
        diagnostics.AddRange(found.ToImmutable());
        if (!isRead)
            return null;
        var reader = new FieldReader(
            node as YamlMapping ?? YamlMapping.Empty(SourceLocation.StartOf(source.Path)),
            Fields,
            "a correction",
            diagnostics
        );
        if (reader.Date("date") is not { } date)
            return null;
        return new CorrectionNotice(
            source.Path,
            date,
            [
                .. reader
                    .Objects("figures", "a corrected figure")
                    .Select(figure => new CorrectedFigure(
                        figure.Text("place") ?? "",
                        figure.Text("expression") ?? "",
                        figure.Text("key"),
                        figure.Text("what") ?? "",
                        figure.Text("was") ?? "",
                        figure.Text("is") ?? ""
                    )),
            ]
        )
        {
            IsRevision = reader.Text("kind") == "revision",
            By = reader.Text("by"),
            Issue = reader.Text("issue"),
            Why = reader.Text("why"),
            Effect = reader.Text("effect"),
        };
    }

    private static void Sentence(StringBuilder text, string key, string? value, string hint) =>
        text.Append(key).Append(": ").Append(value is null ? $" # one sentence: {hint}" : Quoted(value)).Append('\n');

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
