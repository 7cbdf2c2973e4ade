namespace Datamonger.Newsletter.Charts.Reading;

/// <summary>What a query says about the order of its rows. An ORDER BY of a subquery or a window is none.</summary>
internal static class RowOrder
{
    /// <summary>Whether the whole query ends in ORDER BY.</summary>
    public static bool IsGiven(string sql)
    {
        string[] outer = [.. Words(sql).Where(word => word.Depth == 0).Select(word => word.Text)];
        return outer.Zip(outer.Skip(1)).Any(pair => Is(pair.First, "order") && Is(pair.Second, "by"));
    }

    private static bool Is(string word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    // Words outside of strings, quoted names and comments, with the depth of the brackets round them.
    private static IEnumerable<(string Text, int Depth)> Words(string sql)
    {
        var depth = 0;
        for (var i = 0; i < sql.Length; i++)
        {
            var c = sql[i];
            if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or ']' or '}')
                depth--;
            else if (c is '\'' or '"')
                i = End(sql, i + 1, c.ToString());
            else if (c == '-' && i + 1 < sql.Length && sql[i + 1] == '-')
                i = End(sql, i, "\n");
            else if (c == '/' && i + 1 < sql.Length && sql[i + 1] == '*')
                i = End(sql, i + 2, "*/");
            else if (char.IsAsciiLetter(c) || c == '_')
            {
                var start = i;
                while (i + 1 < sql.Length && (char.IsAsciiLetterOrDigit(sql[i + 1]) || sql[i + 1] == '_'))
                    i++;
                yield return (sql[start..(i + 1)], depth);
            }
        }
    }

    private static int End(string sql, int from, string end) =>
        sql.IndexOf(end, from, StringComparison.Ordinal) is >= 0 and var at ? at + end.Length - 1 : sql.Length;
}
