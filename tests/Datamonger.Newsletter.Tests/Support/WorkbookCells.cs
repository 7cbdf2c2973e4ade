namespace Datamonger.Newsletter.Tests.Support;

/// <summary>A ratio that is shown as a percentage.</summary>
internal sealed record Percent(decimal Ratio);

/// <summary>An error value: <c>#N/A</c>.</summary>
internal sealed record ErrorValue(string Text);

/// <summary>A formula and the result stored with it; null when none was.</summary>
internal sealed record Formula(string Text, object? Stored);

/// <summary>Characters on the line and above it.</summary>
internal sealed record Raised(string Text, string Above, string After = "");

/// <summary>A number shown with leading zeros.</summary>
internal sealed record PaddedCode(long Number, int Digits);

/// <summary>A cell that spans several; the cells below it must be given as null.</summary>
internal sealed record Merged(object? Value, int Rows, int Columns);

/// <summary>Holds nothing, but is coloured.</summary>
internal sealed record Formatted;

/// <summary>One sheet as a test describes it: rows of cells from A1 on.</summary>
internal sealed record TestSheet(string Name, params object?[][] Rows)
{
    public bool Hidden { get; init; }

    /// <summary>Merged areas, by walking the cells.</summary>
    public IEnumerable<(int Row, int Column, Merged Cell)> Merges()
    {
        for (var row = 0; row < Rows.Length; row++)
        {
            for (var column = 0; column < Rows[row].Length; column++)
            {
                if (Rows[row][column] is Merged merged)
                    yield return (row + 1, column + 1, merged);
            }
        }
    }

    public static string Letters(int column) =>
        column <= 26 ? $"{(char)('A' + column - 1)}" : Letters((column - 1) / 26) + (char)('A' + ((column - 1) % 26));
}
