using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Data.Reading.Formats.Workbooks;

/// <summary>Makes a column's name from the cells above it: one line, without footnote markers.</summary>
internal static partial class HeaderText
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>One header cell, cleaned; the second value tells whether a marker was taken off.</summary>
    public static (string Name, bool HadMarker) Clean(SheetCell cell)
    {
        var text = OneLine(cell.Text);
        var name = OneLine(cell.Plain ?? cell.Text);
        if (name.Length == 0)
            name = text;
        for (var shorter = WithoutMarker(name); shorter.Length > 0 && shorter != name; shorter = WithoutMarker(name))
            name = shorter;
        return (name, name != text);
    }

    /// <summary>Joins the cells of several header rows; what is repeated from row to row is said once.</summary>
    public static string Join(IEnumerable<string> parts)
    {
        var joined = new List<string>();
        foreach (var part in parts)
        {
            if (part.Length > 0 && (joined.Count == 0 || joined[^1] != part))
                joined.Add(part);
        }
        return string.Join(' ', joined);
    }

    /// <summary>Line ends and runs of blanks become one blank; none at the ends.</summary>
    public static string OneLine(string text) => Blanks().Replace(text, " ").Trim();

    /// <summary>A name of a text file without <c>[note 1]</c> behind it.</summary>
    public static string WithoutNotes(string name) => name.EndsWith(']') ? NoteMarker().Replace(name, "") : name;

    private static string WithoutMarker(string name)
    {
        var end = name.Length;
        while (end > 0 && Raised.Contains(name[end - 1], StringComparison.Ordinal))
            end--;
        if (end > 0 && end < name.Length)
        {
            var digits = string.Concat(name[end..].Select(c => Raised.IndexOf(c, StringComparison.Ordinal)));
            if (!RichText.IsPowerAfter(name[..end], digits))
                return name[..end].TrimEnd();
        }
        return Marker().Replace(name, "");
    }

    // [note 1], [1], (1), (1,2), (notes 1 and 2), (see note 3); a year in brackets is none.
    [GeneratedRegex(
        @"\s*[\[(]\s*(see\s+)?((foot)?notes?\s*)?\d{1,2}(\s*(,|;|&|and)\s*(note\s*)?\d{1,2})*\s*[\])]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Marker();

    [GeneratedRegex(
        @"\s*\[\s*(see\s+)?(foot)?notes?\s*\d{1,2}(\s*(,|;|&|and)\s*(note\s*)?\d{1,2})*\s*\]$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex NoteMarker();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
