using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Architecture;

/// <summary>The arrows and nevers of docs/architecture.md, read from the source; each finding names file and line.</summary>
public sealed partial class ArchitectureTests
{
    private const string Library = "src/Datamonger.Newsletter";
    private const string Sandbox = "src/Datamonger.Mailchimp.Sandbox";
    private const string Cli = "src/Datamonger.Newsletter.Cli";

    private static readonly string[] Foundations = ["Diagnostics", "Yaml", "Fields", "Formatting", "Caching", "Settings"];

    // What a stage may know, besides the foundations and itself. A folder that is not here has no arrows yet: draw them in
    // docs/architecture.md first.
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Issues"] = [],
        ["Data"] = ["Issues"],
        ["Figures"] = ["Data", "Issues"],
        ["Charts"] = ["Figures", "Data", "Issues"],
        ["Emails"] = ["Charts", "Figures", "Data", "Issues"],
        ["Checks"] = ["Comparing", "Emails", "Charts", "Figures", "Data", "Issues"],
        ["Comparing"] = [],
        ["Publishing"] = ["Comparing", "Emails", "Issues"],
        ["Outputs"] = ["Emails", "Charts", "Figures", "Data", "Issues"],
        ["Archive"] = ["Outputs", "Emails", "Issues"],
    };

    // They take what IssueBuilder made: the ends of the line, and the checks that look at all of it.
    private static readonly string[] Ends = ["Checks", "Outputs", "Publishing", "Archive"];

    // A library of somebody else and the folders that may say its name.
    private static readonly Dictionary<string, string[]> Vendors = new(StringComparer.Ordinal)
    {
        ["Markdig"] = ["Issues", "Emails"],
        ["DuckDB"] = ["Data"],
        ["CsvHelper"] = ["Data", "Publishing"],
        ["ExcelDataReader"] = [],
        ["Npgsql"] = ["Data"],
        ["ScottPlot"] = ["Charts"],
        ["SkiaSharp"] = ["Charts"],
        ["HarfBuzzSharp"] = ["Charts"],
        ["Scriban"] = ["Figures", "Emails"],
        ["AngleSharp"] = ["Emails", "Checks", "Publishing"],
        ["Ganss"] = ["Emails"],
        ["Refit"] = ["Publishing"],
        ["Polly"] = ["Publishing"],
        ["MailKit"] = ["Publishing"],
        ["MimeKit"] = ["Publishing"],
        ["YamlDotNet"] = ["Yaml"],
    };

    private static readonly IReadOnlyList<CodeFile> LibraryFiles = CodeFile.In(Library);
    private static readonly IReadOnlyList<CodeFile> AllFiles = [.. LibraryFiles, .. CodeFile.In(Sandbox), .. CodeFile.In(Cli), .. CodeFile.In("tests/Datamonger.Newsletter.Tests")];

    [Fact]
    public void A_stage_knows_only_the_stages_before_it()
    {
        Nothing(LibraryFiles.Where(file => file.Stage.Length > 0).SelectMany(file =>
        {
            if (!Foundations.Contains(file.Stage) && !Arrows.ContainsKey(file.Stage)) return [$"{file.Path}: the folder {file.Stage} has no arrows."];
            string[] known = [file.Stage, .. file.Stage == "Diagnostics" ? [] : Foundations, .. Arrows.GetValueOrDefault(file.Stage, [])];
            return Find(file, StageName(), match => match.Groups["stage"].Value is var stage && IsStage(stage) && !known.Contains(stage) && (match.Groups["type"].Length == 0 || TypesOf(stage).Contains(match.Groups["type"].Value))
                ? $"{file.Stage} does not know {stage}."
                : null);
        }));
    }

    [Fact]
    public void Only_the_ends_of_the_line_take_a_built_issue_and_only_hosts_build_one()
    {
        Nothing(LibraryFiles.Where(file => file.Stage.Length > 0).SelectMany(file => Find(file, BuilderName(), match => match.Value switch
        {
            "IssueBuild" when Ends.Contains(file.Stage) => null,
            "IssueBuild" => $"{file.Stage} takes an IssueBuild; a stage takes what the stage before it gave.",
            _ => $"{file.Stage} names {match.Value}; only a host builds.",
        })));
    }

    [Fact]
    public void A_library_of_somebody_else_stays_in_its_folder()
    {
        Nothing(LibraryFiles.SelectMany(file => Find(file, Using(), match =>
        {
            var name = match.Groups[1].Value.Split('.')[0];
            return Vendors.TryGetValue(name, out var folders) && !folders.Contains(file.Stage) ? $"{(file.Stage.Length == 0 ? "the root" : file.Stage)} uses {name}, which belongs to {string.Join(", ", folders)}." : null;
        })));
    }

    [Fact]
    public void Every_library_of_somebody_else_has_its_folder()
    {
        string[] ours = ["System", "Datamonger", "Microsoft", "Table", "MarkdownTable", "MarkdownTableRow"];
        Nothing(LibraryFiles.SelectMany(file => Find(file, Using(), match =>
            match.Groups[1].Value.Split('.')[0] is var name && !ours.Contains(name) && !Vendors.ContainsKey(name) && !match.Value.Contains('=') ? $"{name} has no folder." : null)));
    }

    [Fact]
    public void The_sandbox_knows_nothing_of_newsletters()
    {
        Nothing(CodeFile.In(Sandbox).SelectMany(file => Find(file, NewsletterName(), match => $"the sandbox names {match.Value}.")));
        Assert.DoesNotContain("ProjectReference", File.ReadAllText(Path.Combine(RepositoryFolder.Root, Sandbox, "Datamonger.Mailchimp.Sandbox.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_has_no_console_no_clock_no_environment_and_starts_no_program()
    {
        Nothing(LibraryFiles.SelectMany(file => Find(file, Banned(), match => $"{match.Value} belongs to the command line.")));
    }

    [Fact]
    public void There_is_no_mutable_static_state()
    {
        Nothing(LibraryFiles.Concat(CodeFile.In(Cli)).SelectMany(file => Find(file, MutableStatic(), match => $"a static field that can change: {match.Value.Trim()}")));
    }

    [Fact]
    public void A_namespace_is_called_like_its_folder()
    {
        Nothing(LibraryFiles.SelectMany(file =>
        {
            var folder = Path.GetDirectoryName(file.Path)!.Replace('\\', '/')["src/".Length..].Replace('/', '.');
            return Find(file, Namespace(), match => match.Groups[1].Value == folder ? null : $"the namespace is {match.Groups[1].Value}, the folder {folder}.");
        }));
    }

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        Nothing(AllFiles.Where(file => file.LineCount > 400).Select(file => $"{file.Path}: {file.LineCount} lines; it does two things."));
    }

    [Fact]
    public void Every_rule_has_a_code_of_its_own()
    {
        var rules = LibraryFiles.SelectMany(file => RuleCode().Matches(file.Text).Select(match => (Code: match.Groups[1].Value, file.Path))).ToList();
        Assert.True(rules.Count > 80);
        Nothing(rules.GroupBy(rule => rule.Code).Where(group => group.Count() > 1).Select(group => $"{group.Key} is declared in {string.Join(" and ", group.Select(rule => rule.Path))}."));
    }

    [Fact]
    public void A_rule_stands_beside_its_stage()
    {
        static string[] Folders(char series) => series switch
        {
            '1' => ["Issues", "Figures", "Fields", "Yaml", "Settings", "Checks"], // checks: what an issue allows
            '2' => ["Data"],
            '3' => ["Charts"],
            '4' => ["Emails"],
            '5' => ["Checks"],
            _ => ["Publishing"],
        };
        Nothing(LibraryFiles.SelectMany(file => RuleCode().Matches(file.Text)
            .Where(match => !Folders(match.Groups[1].Value[2]).Contains(file.Stage))
            .Select(match => file.At(file.Text.AsSpan(0, match.Index).Count('\n'), $"{match.Groups[1].Value} belongs to {string.Join(", ", Folders(match.Groups[1].Value[2]))}."))));
    }

    [Fact]
    public void The_page_on_architecture_names_every_folder()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "architecture.md"));
        Nothing(LibraryFiles.Select(file => file.Stage).Where(stage => stage.Length > 0).Distinct().Where(stage => !page.Contains(stage, StringComparison.Ordinal)));
    }

    private static bool IsStage(string name) => Foundations.Contains(name) || Arrows.ContainsKey(name);

    private static HashSet<string> TypesOf(string stage) => [.. LibraryFiles.Where(file => file.Stage == stage).Select(file => Path.GetFileNameWithoutExtension(file.Path))];

    private static void Nothing(IEnumerable<string> findings)
    {
        if (string.Join('\n', findings) is { Length: > 0 } found) Assert.Fail(found);
    }

    private static IEnumerable<string> Find(CodeFile file, Regex pattern, Func<Match, string?> judge)
    {
        for (var i = 0; i < file.Code.Count; i++)
        {
            foreach (Match match in pattern.Matches(file.Code[i]))
            {
                if (judge(match) is { } message) yield return file.At(i, message);
            }
        }
    }

    // "Datamonger.Newsletter.Charts" in a using, and "Charts.RenderedChart" where the common namespace is left out.
    [GeneratedRegex(@"Datamonger\.Newsletter\.(?<stage>[A-Z]\w+)|(?<![\w.])(?:Newsletter\.)?(?<stage>[A-Z]\w+)\.(?<type>[A-Z]\w+)")]
    private static partial Regex StageName();

    [GeneratedRegex(@"\bIssueBuild(er)?\b")]
    private static partial Regex BuilderName();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([A-Za-z.]+)")]
    private static partial Regex Using();

    [GeneratedRegex(@"Datamonger\.Newsletter\b")]
    private static partial Regex NewsletterName();

    [GeneratedRegex(@"\bConsole\.\w+|\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bEnvironment\.(GetEnvironmentVariables?|Exit|CurrentDirectory|MachineName|UserName)\b|\bDirectory\.GetCurrentDirectory\b|\bProcess\.Start\b")]
    private static partial Regex Banned();

    // A field: no parenthesis before its = or ;. "static readonly" may still hold a list that can change.
    [GeneratedRegex(@"^\s*(?:\[[^\]]*\]\s*)?(?:(?:public|private|protected|internal|volatile|new)\s+)*static\s+(?!readonly\b|partial\b|class\b|async\b|extern\b|unsafe\b)(?:volatile\s+)?[\w.<>,?\[\] ]+\s+\w+\s*(?:=(?!>)|;)|^\s*[\w ]*\bstatic\s+readonly\s+(?:List|Dictionary|HashSet|ConcurrentDictionary|Queue|Stack|StringBuilder)<|^\s*[\w ]*\bstatic\b[^(=]*\{\s*get;\s*(?:private |internal )?set;")]
    private static partial Regex MutableStatic();

    [GeneratedRegex(@"^namespace ([\w.]+);")]
    private static partial Regex Namespace();

    [GeneratedRegex("""new(?: DiagnosticRule)?\("(DM\d{3})",""")]
    private static partial Regex RuleCode();
}
