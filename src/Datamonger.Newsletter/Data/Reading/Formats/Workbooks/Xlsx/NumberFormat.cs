using System.Text;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks.Xlsx;

/// <summary>Reads from a number format of XLSX what its numbers are.</summary>
/// <remarks>ECMA-376 part 1, 18.8.30 (built-in formats) and 18.8.31 (format codes).</remarks>
internal static class NumberFormat
{
    /// <summary>A format by its number, when the workbook itself does not define it.</summary>
    public static NumberKind BuiltIn(int id) =>
        id switch
        {
            9 or 10 => NumberKind.Percent,
            22 => NumberKind.DateTime,
            (>= 14 and <= 17) or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => NumberKind.Date,
            (>= 18 and <= 21) or (>= 32 and <= 35) or (>= 45 and <= 47) or 55 or 56 => NumberKind.Time,
            _ => NumberKind.Number,
        };

    /// <summary>A format by its code; for <see cref="NumberKind.Code"/>, how many digits it shows.</summary>
    public static (NumberKind Kind, int Digits) Of(string code)
    {
        var format = Bare(code);
        if (format.Length > 1 && format.All(c => c == '0'))
            return (NumberKind.Code, format.Length);
        if (format.Contains('%', StringComparison.Ordinal))
            return (NumberKind.Percent, 0);
        if (
            format.Contains("general", StringComparison.Ordinal)
            || format.Contains("e+", StringComparison.Ordinal)
            || format.Contains("e-", StringComparison.Ordinal)
        )
            return (NumberKind.Number, 0);
        var time = format.AsSpan().ContainsAny('h', 's');
        var date = format.AsSpan().ContainsAny('y', 'd') || (format.Contains('m', StringComparison.Ordinal) && !time);
        return (
            date && time ? NumberKind.DateTime
            : date ? NumberKind.Date
            : time ? NumberKind.Time
            : NumberKind.Number,
            0
        );
    }

    // The first section, in lower case, without literals, colours, locales and padding.
    private static string Bare(string code)
    {
        var bare = new StringBuilder();
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = EndOf(code, i + 1, '"');
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var end = EndOf(code, i + 1, ']');
                    var inside = code[(i + 1)..Math.Min(end, code.Length)].ToLowerInvariant();
                    if (inside.Length > 0 && inside.All(c => c is 'h' or 'm' or 's'))
                        bare.Append('h');
                    i = end;
                    break;
                default:
                    bare.Append(char.ToLowerInvariant(code[i]));
                    break;
            }
        }
        return bare.Replace("am/pm", "h").Replace("a/p", "h").ToString().Trim();
    }

    private static int EndOf(string code, int from, char end)
    {
        var at = from <= code.Length ? code.IndexOf(end, from) : -1;
        return at < 0 ? code.Length : at;
    }
}
