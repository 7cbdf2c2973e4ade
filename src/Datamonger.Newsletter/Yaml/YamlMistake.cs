using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using YamlDotNet.Core;

namespace Datamonger.Newsletter.Yaml;

/// <summary>Says what is wrong with a YAML text in the words of somebody who does not know YAML's.</summary>
internal static partial class YamlMistake
{
    /// <summary>A value begins with a sign that YAML keeps for itself.</summary>
    public const string Special = "Anchors (&), aliases (*) and tags (!) are not read here.";

    /// <summary>A key is a list or a mapping: mostly a figure without quotes.</summary>
    public const string ComplexKey = "A key must be a single value.";

    /// <summary>What is wrong, to stand behind a colon.</summary>
    public static string ReasonOf(YamlException e, string text) =>
        CulpritOf(e, text) is { } culprit
            ? culprit.Reason
            : KindOf(e) switch
            {
                Kind.Colon => "a value holds a colon and a blank",
                Kind.Special => "a value begins with *, & or !",
                Kind.Brace => "a value begins with a brace",
                Kind.Tab => "a line is indented with a tab",
                Kind.Quote => "a quotation mark is opened and not closed",
                _ => Plain(e.Message),
            };

    /// <summary>What to do, if there is something to say.</summary>
    public static string? HintFor(YamlException e, string text) =>
        CulpritOf(e, text) is { } culprit
            ? culprit.Hint
            : KindOf(e) switch
            {
                Kind.Colon => "Put quotes round the value: title: \"March: visits\"",
                Kind.Special => "Put quotes round the value: subject: \"*|FNAME|*, visits rose\"",
                Kind.Brace => "Put quotes round a value that holds a figure: subject: \"{{ query.first.column | num0 }} visits\"",
                Kind.Tab => "Indent with blanks.",
                Kind.Quote => "Close it, or write a quotation mark inside quotes as \\\".",
                _ when e.Message.Contains("did not find expected", StringComparison.OrdinalIgnoreCase) =>
                    "A value that holds \": \", or begins with one of { [ * & ! | > % @ `, needs quotes round it.",
                _ => null,
            };

    /// <summary>The 1-based line and column. A tab is where it stands, not where its mapping begins.</summary>
    public static (int Line, int Column) PlaceOf(YamlException e, string text)
    {
        if (CulpritOf(e, text) is { } culprit)
            return (culprit.Line, culprit.Column);
        var (line, column) = ((int)Math.Max(1, e.Start.Line), (int)Math.Max(1, e.Start.Column));
        if (KindOf(e) is not Kind.Tab)
            return (line, column);
        var lines = text.Split('\n');
        var tabbed = Array.FindIndex(lines, line - 1, candidate => candidate.AsSpan().TrimStart(' ').StartsWith("\t"));
        return tabbed < 0 ? (line, column) : (tabbed + 1, lines[tabbed].IndexOf('\t', StringComparison.Ordinal) + 1);
    }

    // What the scanner stumbles over later than an eye does: it is looked for in the lines up to where it gave up.
    private static Culprit? CulpritOf(YamlException e, string text)
    {
        if (KindOf(e) is Kind.Tab or Kind.Special)
            return null;
        var lines = text.Split('\n');
        var last = (int)Math.Min(lines.Length, Math.Max(e.End.Line, e.Start.Line));
        (int Indent, bool HasValue)? before = null;
        for (var i = 0; i < last; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (HiddenCharacters.IndexIn(line) is >= 0 and var hidden)
                return new Culprit(
                    $"a character that nobody sees ({HiddenCharacters.Name(line[hidden])}) stands in the line",
                    "Delete it, or type the line again.",
                    i + 1,
                    hidden + 1
                );
            if (CurlyQuote().Match(line) is { Success: true } curly)
                return new Culprit(
                    "a value begins with a curly quotation mark, which is a letter to YAML",
                    "Write straight ones: title: \"March: visits\"",
                    i + 1,
                    curly.Groups["quote"].Index + 1
                );
            if (QuoteInside().Match(line) is { Success: true } inside)
                return new Culprit(
                    "a quotation mark stands inside quotes, and ends them",
                    "Put single quotes round the value: subject: '{{ cite 58 \"letters\" }} came'",
                    i + 1,
                    inside.Groups["rest"].Index + 1
                );
            if (Key().Match(line) is not { Success: true } key)
                continue;
            var indent = key.Groups["indent"].Length;
            if (before is { HasValue: true } above && indent > above.Indent)
                return new Culprit(
                    $"the line is indented by {indent} blanks, the one above it by {above.Indent}",
                    "Give keys that belong together the same number of blanks in front.",
                    i + 1,
                    indent + 1
                );
            before = (indent, key.Groups["value"].Length > 0);
        }
        return null;
    }

    [GeneratedRegex("^\\s*(?:- )?[\\w-]+:\\s+(?<quote>[“”„‘])")]
    private static partial Regex CurlyQuote();

    [GeneratedRegex("^\\s*(?:- )?[\\w-]+:\\s+\"(?:[^\"\\\\]|\\\\.)*\"\\s*(?<rest>[^\\s#,}\\]])")]
    private static partial Regex QuoteInside();

    [GeneratedRegex("^(?<indent> *)[\\w-]+:(?:\\s+(?<value>[^\\s|>{\\[#].*))?$")]
    private static partial Regex Key();

    private readonly record struct Culprit(string Reason, string Hint, int Line, int Column);

    private enum Kind
    {
        Other,
        Colon,
        Special,
        Brace,
        Tab,
        Quote,
    }

    private static Kind KindOf(YamlException e)
    {
        bool Says(string words) => e.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
        return Says("tab") ? Kind.Tab
            : e.Message == Special || Says("while scanning an alias") || Says("while scanning an anchor") || Says("tag") ? Kind.Special
            : e.Message == ComplexKey ? Kind.Brace
            : Says("quoted scalar") ? Kind.Quote
            : Says("invalid mapping") || Says("mapping values") ? Kind.Colon
            : Kind.Other;
    }

    // "While parsing a block mapping, did not find expected key." says how the scanner works before it says what is wrong.
    private static string Plain(string message)
    {
        var plain = message.TrimEnd('.', ' ');
        if (plain.StartsWith("While ", StringComparison.Ordinal) && plain.IndexOf(", ", StringComparison.Ordinal) is var comma and > 0)
            plain = plain[(comma + 2)..];
        return $"{char.ToLowerInvariant(plain[0])}{plain[1..]}";
    }
}
