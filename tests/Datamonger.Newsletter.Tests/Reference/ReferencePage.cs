using System.Text;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Charts;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Queries.Expectations;
using Datamonger.Newsletter.Emails;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Tests.Reference;

/// <summary>
/// Makes the tables of docs/reference.md from what the program declares. They stand between <c>&lt;!-- begin name --&gt;</c> and
/// <c>&lt;!-- end name --&gt;</c>; what stands outside is written by hand.
/// </summary>
internal static partial class ReferencePage
{
    /// <summary>Each table by its name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<string>> Parts = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["front matter"] = () => FieldTable.Of(FrontMatterFields.All),
        ["newsletter.yml"] = () => FieldTable.Of(SettingsFields.All),
        ["datasets.yml"] = () => FieldTable.Of(DataFileFields.DatasetTable),
        ["personas.yml"] = () => FieldTable.Of(PersonaReader.Fields),
        ["languages"] = () => string.Join(", ", Language.All.Select(language => $"`{language.Tag}`")) + ".\n",
        ["query options"] = () =>
            Table(["Option", "Meaning"], QueryBlockReader.Options.Select(option => new[] { Code(option.Name), option.Description })),
        ["conditions"] = () =>
            Table(["Condition", "Holds when"], ConditionParser.Forms.Select(form => new[] { Code(form.Form), form.Meaning })),
        ["formats"] = () =>
            Table(
                ["Format", "Prints", "Such as"],
                ValueFormat.Catalogue.Select(format => new[] { Code(format.Name), format.Description, format.Example })
            ),
        ["functions"] = () =>
            Table(
                ["Function", "Gives", "Such as"],
                FigureFunctions.Catalogue.Select(function => new[] { Code(function.Name), function.Description, Example(function.Example) })
            ),
        ["chart keys"] = () => FieldTable.Of(ChartFields.Common),
        ["chart kinds"] = () =>
            string.Join(
                '\n',
                ChartCatalog.All.Select(kind =>
                    $"### `chart {kind.Name}`\n\n{kind.Description}\n{(kind.Fields.IsEmpty ? "" : "\n" + FieldTable.Of(kind.Fields))}"
                )
            ),
        ["table keys"] = () => FieldTable.Of(TableFields.All),
        ["list keys"] = () => FieldTable.Of(ListFields.All),
        ["diagnostics"] = DiagnosticTables.All,
    };

    /// <summary>The page with every table as it is now.</summary>
    /// <exception cref="InvalidOperationException">The page has no place for a table, or a place for one that there is not.</exception>
    public static string Renew(string page)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var renewed = Place()
            .Replace(
                page,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    if (!Parts.TryGetValue(name, out var write) || !seen.Add(name))
                        throw new InvalidOperationException(
                            $"docs/reference.md has a place for \"{name}\", which there is not, or has it twice."
                        );
                    return $"<!-- begin {name} -->\n\n{write().Trim('\n')}\n\n<!-- end {name} -->";
                }
            );
        return Parts.Keys.Except(seen).ToArray() is { Length: > 0 } missing
            ? throw new InvalidOperationException($"docs/reference.md has no place for {string.Join(", ", missing)}.")
            : renewed;
    }

    /// <summary>A table of GFM.</summary>
    public static string Table(string[] head, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder();
        foreach (var row in (string[][])[head, [.. head.Select(_ => "---")], .. rows])
            text.Append("| ").AppendJoin(" | ", row.Select(Cell)).Append(" |\n");
        return text.ToString();
    }

    /// <summary>A word of the language, as code.</summary>
    public static string Code(string text) =>
        text.Length == 0 ? ""
        : text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``"
        : $"`{text}`";

    /// <summary>Plain words, in which no sign means anything to Markdown.</summary>
    public static string Plain(string text) => Signs().Replace(text, @"\$0").Replace("\n", " ", StringComparison.Ordinal);

    // A bar divides cells even inside code.
    private static string Cell(string text) => Bar().Replace(text.Replace('\n', ' ').Trim(), @"\|");

    private static string Example(string text) =>
        text.Split(" → ") is [var written, var printed] ? $"{Code(written)} → {printed}" : Code(text);

    [GeneratedRegex(@"<!-- begin (?<name>[\w. ]+) -->.*?<!-- end \k<name> -->", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex(@"[\\`*_{}\[\]<>|~]")]
    private static partial Regex Signs();
}
