using System.Text;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Architecture;

/// <summary>A file of C#, as written and with comments and strings blanked, so that a rule looks at code alone.</summary>
internal sealed record CodeFile(string Path, string Text)
{
    /// <summary>The lines of code, 0-based; the insides of comments and strings are blanks.</summary>
    public IReadOnlyList<string> Code { get; } = Blank(Text).Split('\n');

    /// <summary>The first folder below the project; empty for a file beside it.</summary>
    public string Stage => Path.Split('/') is [_, _, var stage, _, ..] ? stage : "";

    /// <summary>How many lines say something: not blank, and more than brackets that the formatter put on a line of their own.</summary>
    public int LineCount => Text.Split('\n').Count(line => line.Any(char.IsLetterOrDigit));

    /// <summary>A place as compilers print it.</summary>
    public string At(int index, string message) => $"{Path}:{index + 1}: {message}";

    /// <summary>The files of a project, <c>src/…</c>, in order; what the compiler makes is left out.</summary>
    public static IReadOnlyList<CodeFile> In(string project) =>
        [
            .. Directory
                .EnumerateFiles(System.IO.Path.Combine(RepositoryFolder.Root, project), "*.cs", SearchOption.AllDirectories)
                .Select(path => System.IO.Path.GetRelativePath(RepositoryFolder.Root, path).Replace('\\', '/'))
                .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(path => new CodeFile(
                    path,
                    File.ReadAllText(System.IO.Path.Combine(RepositoryFolder.Root, path)).ReplaceLineEndings("\n")
                )),
        ];

    private static string Blank(string text)
    {
        var code = new StringBuilder(text);
        for (var i = 0; i < text.Length; )
        {
            var end = SkipFrom(text, i);
            if (end == i)
            {
                i++;
                continue;
            }
            for (; i < end; i++)
            {
                if (text[i] != '\n')
                    code[i] = ' ';
            }
        }
        return code.ToString();
    }

    // The end of the comment, string or character that begins at an index; the index itself when none begins there.
    private static int SkipFrom(string text, int start)
    {
        var rest = text.AsSpan(start);
        if (rest.StartsWith("//"))
            return End(text, "\n", start);
        if (rest.StartsWith("/*"))
            return End(text, "*/", start + 2) + 2;
        if (rest.StartsWith("'\\"))
            return End(text, "'", start + 3) + 1;
        if (rest.Length > 2 && rest[0] == '\'' && rest[2] == '\'')
            return start + 3;
        var quote = start;
        while (quote < text.Length && text[quote] is '$' or '@')
            quote++;
        if (quote == text.Length || text[quote] != '"')
            return start;
        var quotes = text.AsSpan(quote).IndexOfAnyExcept('"') is var count and >= 0 ? count : text.Length - quote;
        if (quotes >= 3)
            return End(text, new string('"', quotes), quote + quotes) + quotes;
        var prefix = text[start..quote];
        return Quoted(text, quote + 1, prefix.Contains('@'), prefix.Contains('$'));
    }

    private static int Quoted(string text, int i, bool isVerbatim, bool isInterpolated)
    {
        for (var depth = 0; i < text.Length; i++)
        {
            if (depth > 0)
            {
                if (SkipFrom(text, i) is var end && end > i)
                    i = end - 1;
                else
                    depth += text[i] switch
                    {
                        '{' => 1,
                        '}' => -1,
                        _ => 0,
                    };
            }
            else if (!isVerbatim && text[i] == '\\')
                i++;
            else if (isVerbatim && text.AsSpan(i).StartsWith("\"\""))
                i++;
            else if (isInterpolated && (text.AsSpan(i).StartsWith("{{") || text.AsSpan(i).StartsWith("}}")))
                i++;
            else if (isInterpolated && text[i] == '{')
                depth = 1;
            else if (text[i] == '"')
                return i + 1;
        }
        return text.Length;
    }

    private static int End(string text, string mark, int from) =>
        from < text.Length && text.IndexOf(mark, from, StringComparison.Ordinal) is var end and >= 0 ? end : text.Length - mark.Length;
}
