using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>
/// Tells the notes and sources under a table from its last rows, as the rows go by; the same in a workbook and in a CSV file.
/// </summary>
/// <remarks>
/// A note stands in a row of its own, behind an empty row or with the look of a note ("1. …", "Source: …"), and nothing but notes follows.
/// A
/// last row that merely has no figures (an authority whose cells are all empty) does neither, and stays.
/// </remarks>
/// <param name="followsData">Whether rows of data have gone by already.</param>
internal sealed partial class TrailingNotes(bool followsData = false)
{
    private bool _hasData = followsData;
    private int _previous;

    /// <summary>First row of the notes that nothing but notes has followed so far; 0 when there are none.</summary>
    public int From { get; private set; }

    /// <summary>Last row that is no note; 0 before the first.</summary>
    public int LastData { get; private set; }

    /// <summary>Takes the next row that holds something; a gap in the rows' numbers is an empty row.</summary>
    /// <param name="first">Its number.</param>
    /// <param name="last">The number of the last row or line that it reaches to.</param>
    /// <param name="text">What it holds, when that is a text in the table's first column and nothing else, or nothing but
    /// <paramref name="meaning"/>; else null.</param>
    /// <param name="meaning">The text in the second column; null when there is none.</param>
    /// <param name="width">Columns of the table.</param>
    /// <returns>Whether it may be a note.</returns>
    public bool Add(int first, int last, string? text, string? meaning, int width)
    {
        var isNote =
            _hasData
            && text is not null
            && IsAlone(text, meaning, width)
            && (From > 0 || first > _previous + 1 || meaning is not null || LooksLikeNote(text));
        if (isNote && From == 0)
            From = first;
        if (!isNote)
            (From, LastData, _hasData) = (0, last, true);
        _previous = last;
        return isNote;
    }

    /// <summary>Whether a text begins as notes do: "1. …", "Source: …".</summary>
    public static bool LooksLikeNote(string text) => NoteStart().IsMatch(text);

    // One text at the left of a table of three columns and more, or a marker with its meaning beside it.
    private static bool IsAlone(string text, string? meaning, int width) =>
        meaning is null
            ? width >= 3
            : width >= 4
                && ShortMarker().IsMatch(text)
                && meaning.Trim() is { Length: >= 15 } words
                && words.Contains(' ', StringComparison.Ordinal);

    [GeneratedRegex(
        @"^\s*((\(?\d{1,2}[.):]\s)|([\[(]\d{1,2}[\])])|([⁰¹²³⁴⁵⁶⁷⁸⁹]+\s)|(\*+\s*\p{L})|((foot)?notes?\b)|(sources?\s*:)|(source\s*$)|(copyright|©)|([a-z*.:~\-]{1,2}\s*[=:]\s)|(\[?[a-z]\]?\s*=))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex NoteStart();

    [GeneratedRegex(@"^\s*[\[(]?(\d{1,2}|[a-zA-Z]|[.:*~\-]{1,2})[\]).:]?\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex ShortMarker();
}
