using System.Text.RegularExpressions;
using Datamonger.Newsletter.Building;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Architecture;

/// <summary>The arrows and nevers of docs/architecture.md, read from the source; each finding names file and line.</summary>
public sealed partial class ArchitectureTests
{
    private const string Library = "src/Datamonger.Newsletter";
    private const string MergeTags = "src/Datamonger.Mailchimp.MergeTags";
    private const string Sandbox = "src/Datamonger.Mailchimp.Sandbox";
    private const string Cli = "src/Datamonger.Newsletter.Cli";

    // They take what IssueBuilder made: the ends of the line.
    private static readonly string[] Ends = ["Outputs", "Archive"];

    // A library of somebody else and the folders that may say its name.
    private static readonly Dictionary<string, string[]> Vendors = new(StringComparer.Ordinal)
    {
        ["Markdig"] = ["Issues", "Emails"],
        ["DuckDB"] = ["Data"],
        ["CsvHelper"] = ["Formatting", "Publishing"],
        ["ExcelDataReader"] = [],
        ["Npgsql"] = ["Data"],
        ["ScottPlot"] = ["Charts"],
        ["SkiaSharp"] = ["Charts", "Emails"],
        ["HarfBuzzSharp"] = ["Charts"],
        ["Scriban"] = ["Figures", "Emails"],
        ["AngleSharp"] = ["Issues", "Emails", "Checks", "Publishing"],
        ["Ganss"] = [],
        ["Refit"] = ["Publishing"],
        ["Polly"] = ["Publishing"],
        ["MailKit"] = ["Publishing"],
        ["MimeKit"] = ["Publishing"],
        ["YamlDotNet"] = ["Yaml"],
    };

    private static readonly IReadOnlyList<CodeFile> LibraryFiles = CodeFile.In(Library);
    private static readonly IReadOnlyList<CodeFile> AllFiles =
    [
        .. LibraryFiles,
        .. CodeFile.In(MergeTags),
        .. CodeFile.In(Sandbox),
        .. CodeFile.In(Cli),
        .. CodeFile.In("tests/Datamonger.Newsletter.Tests"),
    ];

    [Fact]
    public void Only_the_ends_of_the_line_take_a_built_issue_and_only_hosts_build_one()
    {
        Nothing(
            LibraryFiles
                .Where(file => file.Stage != "Building")
                .SelectMany(file =>
                    Find(
                        file,
                        BuilderName(),
                        match =>
                            match.Value switch
                            {
                                "IssueBuild" when Ends.Contains(file.Stage) => null,
                                "IssueBuild" => $"{file.Stage} takes an IssueBuild; a stage takes what the stage before it gave.",
                                _ => $"{file.Stage} names {match.Value}; only a host builds.",
                            }
                    )
                )
        );
    }

    [Fact]
    public void A_library_of_somebody_else_stays_in_its_folder()
    {
        Nothing(
            LibraryFiles.SelectMany(file =>
                Find(
                    file,
                    Using(),
                    match =>
                    {
                        var name = match.Groups[1].Value.Split('.')[0];
                        return Vendors.TryGetValue(name, out var folders) && !folders.Contains(file.Stage)
                            ? $"{(file.Stage.Length == 0 ? "the root" : file.Stage)} uses {name}, which belongs to "
                                + $"{string.Join(", ", folders)}."
                            : null;
                    }
                )
            )
        );
    }

    [Fact]
    public void Every_library_of_somebody_else_has_its_folder()
    {
        string[] ours = ["System", "Datamonger", "Microsoft", "Table", "MarkdownTable", "MarkdownTableRow"];
        Nothing(
            LibraryFiles.SelectMany(file =>
                Find(
                    file,
                    Using(),
                    match =>
                        match.Groups[1].Value.Split('.')[0] is var name
                        && !ours.Contains(name)
                        && !Vendors.ContainsKey(name)
                        && !match.Value.Contains('=')
                            ? $"{name} has no folder."
                            : null
                )
            )
        );
    }

    [Fact]
    public void The_sandbox_knows_nothing_of_newsletters()
    {
        Nothing(CodeFile.In(Sandbox).SelectMany(file => Find(file, NewsletterName(), match => $"the sandbox names {match.Value}.")));
        Assert.Equal(["Datamonger.Mailchimp.MergeTags"], References(Sandbox));
    }

    [Fact]
    public void Merge_tags_are_read_in_one_place_that_knows_nothing_else()
    {
        Assert.Empty(References(MergeTags));
        Nothing(
            CodeFile
                .In(MergeTags)
                .SelectMany(file => Find(file, OtherNames(), match => $"{file.Path} names {match.Value}; it knows merge tags alone."))
        );
        // A pattern of *|…|* is a second reader.
        Nothing(
            AllFiles
                .Where(file =>
                    file.Path.StartsWith("src/", StringComparison.Ordinal) && !file.Path.StartsWith(MergeTags, StringComparison.Ordinal)
                )
                .Where(file =>
                    file.Text.Contains(@"\*\|", StringComparison.Ordinal) && file.Text.Contains(@"\|\*", StringComparison.Ordinal)
                )
                .Select(file => $"{file.Path}: a pattern of merge tags; use MergeTagSyntax.")
        );
    }

    [Fact]
    public void The_library_has_no_console_no_clock_no_environment_and_starts_no_program()
    {
        Nothing(LibraryFiles.SelectMany(file => Find(file, Banned(), match => $"{match.Value} belongs to the command line.")));
    }

    [Fact]
    public void There_is_no_mutable_static_state()
    {
        Nothing(
            LibraryFiles
                .Concat(CodeFile.In(Cli))
                .SelectMany(file => Find(file, MutableStatic(), match => $"a static field that can change: {match.Value.Trim()}"))
        );
    }

    [Fact]
    public void A_namespace_is_called_like_its_folder()
    {
        Nothing(
            LibraryFiles.SelectMany(file =>
            {
                var folder = Path.GetDirectoryName(file.Path)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');
                return Find(
                    file,
                    Namespace(),
                    match => match.Groups[1].Value == folder ? null : $"the namespace is {match.Groups[1].Value}, the folder {folder}."
                );
            })
        );
    }

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        Nothing(AllFiles.Where(file => file.LineCount > 400).Select(file => $"{file.Path}: {file.LineCount} lines; it does two things."));
    }

    [Fact]
    public void Every_rule_has_a_code_of_its_own()
    {
        var rules = LibraryFiles
            .SelectMany(file => RuleCode().Matches(file.Text).Select(match => (Code: match.Groups[1].Value, file.Path)))
            .ToList();
        Assert.True(rules.Count > 80);
        Nothing(
            rules
                .GroupBy(rule => rule.Code)
                .Where(group => group.Count() > 1)
                .Select(group => $"{group.Key} is declared in {string.Join(" and ", group.Select(rule => rule.Path))}.")
        );
    }

    [Fact]
    public void A_rule_stands_beside_its_stage()
    {
        static string[] Folders(char series) =>
            series switch
            {
                '1' => ["Issues", "Figures", "Fields", "Yaml", "Settings", "Diagnostics", "Checks"], // checks: what an issue allows
                '2' => ["Data"],
                '3' => ["Charts"],
                '4' => ["Emails"],
                '5' => ["Checks"],
                '7' => ["Checks", "Claims", "Data", "Archive", "Outputs", "Publishing", "Revisions"],
                '8' => ["Checks", "Publishing", "Workspaces", "Issues"],
                _ => ["Publishing"],
            };
        Nothing(
            LibraryFiles.SelectMany(file =>
                RuleCode()
                    .Matches(file.Text)
                    .Where(match => !Folders(match.Groups[1].Value[2]).Contains(file.Stage))
                    .Select(match =>
                        file.At(
                            file.Text.AsSpan(0, match.Index).Count('\n'),
                            $"{match.Groups[1].Value} belongs to {string.Join(", ", Folders(match.Groups[1].Value[2]))}."
                        )
                    )
            )
        );
    }

    private static IEnumerable<string> References(string project) =>
        ProjectReference()
            .Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Root, project, project.Split('/')[^1] + ".csproj")))
            .Select(match => match.Groups[1].Value);

    private static void Nothing(IEnumerable<string> findings)
    {
        if (string.Join('\n', findings) is { Length: > 0 } found)
            Assert.Fail(found);
    }

    private static IEnumerable<string> Find(CodeFile file, Regex pattern, Func<Match, string?> judge)
    {
        for (var i = 0; i < file.Code.Count; i++)
        {
            foreach (Match match in pattern.Matches(file.Code[i]))
            {
                if (judge(match) is { } message)
                    yield return file.At(i, message);
            }
        }
    }

    [GeneratedRegex(@"\bIssueBuild(er)?\b")]
    private static partial Regex BuilderName();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([A-Za-z.]+)")]
    private static partial Regex Using();

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/([^\"/]*)\\.csproj\"")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(@"Datamonger\.(Newsletter|Mailchimp\.Sandbox)\b")]
    private static partial Regex OtherNames();

    [GeneratedRegex(@"Datamonger\.Newsletter\b")]
    private static partial Regex NewsletterName();

    [GeneratedRegex(
        @"\bConsole\.\w+|\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bEnvironment\.(GetEnvironmentVariables?|Exit|CurrentDirectory|MachineName|UserName)\b|\bDirectory\.GetCurrentDirectory\b|\bProcess\.Start\b"
    )]
    private static partial Regex Banned();

    // A field: no parenthesis before its = or ;. "static readonly" may still hold a list that can change.
    [GeneratedRegex(
        @"^\s*(?:\[[^\]]*\]\s*)?(?:(?:public|private|protected|internal|volatile|new)\s+)*static\s+(?!readonly\b|partial\b|class\b|async\b|extern\b|unsafe\b)(?:volatile\s+)?[\w.<>,?\[\] ]+\s+\w+\s*(?:=(?!>)|;)|^\s*[\w ]*\bstatic\s+readonly\s+(?:List|Dictionary|HashSet|ConcurrentDictionary|Queue|Stack|StringBuilder)<|^\s*[\w ]*\bstatic\b[^(=]*\{\s*get;\s*(?:private |internal )?set;"
    )]
    private static partial Regex MutableStatic();

    [GeneratedRegex(@"^namespace ([\w.]+);")]
    private static partial Regex Namespace();

    [GeneratedRegex("""new(?: DiagnosticRule)?\(\s*"(DM\d{3})",""")]
    private static partial Regex RuleCode();
}
