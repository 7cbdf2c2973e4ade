using YamlDotNet.Core;

namespace Datamonger.Newsletter.Yaml;

/// <summary>Says what is wrong with a YAML text in the words of somebody who does not know YAML's.</summary>
internal static class YamlMistake
{
    /// <summary>A value begins with a sign that YAML keeps for itself.</summary>
    public const string Special = "Anchors (&), aliases (*) and tags (!) are not read here.";

    /// <summary>A key is a list or a mapping: mostly a figure without quotes.</summary>
    public const string ComplexKey = "A key must be a single value.";

    /// <summary>What is wrong, to stand behind a colon.</summary>
    public static string ReasonOf(YamlException e) => KindOf(e) switch
    {
        Kind.Colon => "a value holds a colon and a blank",
        Kind.Special => "a value begins with *, & or !",
        Kind.Brace => "a value begins with a brace",
        Kind.Tab => "a line is indented with a tab",
        Kind.Quote => "a quotation mark is opened and not closed",
        _ => Plain(e.Message),
    };

    /// <summary>What to do, if there is something to say.</summary>
    public static string? HintFor(YamlException e) => KindOf(e) switch
    {
        Kind.Colon => "Put quotes round the value: title: \"March: visits\"",
        Kind.Special => "Put quotes round the value: subject: \"*|FNAME|*, visits rose\"",
        Kind.Brace => "Put quotes round a value that holds a figure: subject: \"{{ query.first.column | num0 }} visits\"",
        Kind.Tab => "Indent with blanks.",
        Kind.Quote => "Close it, or write a quotation mark inside quotes as \\\".",
        _ when e.Message.Contains("did not find expected", StringComparison.OrdinalIgnoreCase) => "A value that holds \": \", or begins with one of { [ * & ! | > % @ `, wants quotes round it.",
        _ => null,
    };

    /// <summary>The 1-based line and column. A tab is where it stands, not where its mapping begins.</summary>
    public static (int Line, int Column) PlaceOf(YamlException e, string text)
    {
        var (line, column) = ((int)Math.Max(1, e.Start.Line), (int)Math.Max(1, e.Start.Column));
        if (KindOf(e) is not Kind.Tab) return (line, column);
        var lines = text.Split('\n');
        var tabbed = Array.FindIndex(lines, line - 1, candidate => candidate.AsSpan().TrimStart(' ').StartsWith("\t"));
        return tabbed < 0 ? (line, column) : (tabbed + 1, lines[tabbed].IndexOf('\t', StringComparison.Ordinal) + 1);
    }

    private enum Kind
    {
        Other, Colon, Special, Brace, Tab, Quote,
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
        if (plain.StartsWith("While ", StringComparison.Ordinal) && plain.IndexOf(", ", StringComparison.Ordinal) is var comma and > 0) plain = plain[(comma + 2)..];
        return $"{char.ToLowerInvariant(plain[0])}{plain[1..]}";
    }
}
