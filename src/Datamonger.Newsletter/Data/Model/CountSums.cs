using System.Collections.Immutable;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>A count of people in a data file: a cell of a column that counts them, or a row that is a person.</summary>
/// <param name="Origin">The column: <see cref="CountOrigin.Id"/>.</param>
/// <param name="Row">0-based.</param>
public readonly record struct CountCell(string Origin, int Row);

/// <summary>How a value of a result is made of the counts of data files: the sum of them, each multiplied by a number.</summary>
/// <param name="Parts">The counts, with what each is multiplied by.</param>
/// <param name="Offset">What is added to the sum.</param>
public sealed record CountSum(ImmutableDictionary<CountCell, double> Parts, double Offset)
{
    /// <summary>Nothing yet.</summary>
    public static readonly CountSum Zero = new(ImmutableDictionary<CountCell, double>.Empty, 0);

    /// <summary>What the sum is divided by, where that is made of counts, too; null where it is not divided.</summary>
    public CountSum? Base { get; init; }

    /// <summary>What the sum is divided by, where that is another column of the result.</summary>
    public string? BaseColumn { get; init; }

    /// <summary>By how much the query may have rounded it; infinite where it is one of several counts, and binds no sum.</summary>
    public double Rounding { get; init; }

    /// <summary>Whether it is a sum and no more.</summary>
    public bool IsPlain => Base is null && BaseColumn is null && Rounding == 0;

    /// <summary>With another, multiplied, added to it.</summary>
    public CountSum Plus(CountSum other, double factor)
    {
        var parts = Parts.ToBuilder();
        foreach (var (cell, coefficient) in other.Parts)
            parts[cell] = parts.GetValueOrDefault(cell) + (coefficient * factor);
        return this with { Parts = parts.ToImmutable(), Offset = Offset + (other.Offset * factor) };
    }

    /// <summary>Multiplied by a number.</summary>
    public CountSum Times(double factor) =>
        this with
        {
            Parts = Parts.ToImmutableDictionary(part => part.Key, part => part.Value * factor),
            Offset = Offset * factor,
            Rounding = Rounding * Math.Abs(factor),
        };
}

/// <summary>A column of a data file that counts people, or its rows where each is a person.</summary>
/// <param name="Id">The file, as it was read, and the column: the same bytes read in the same way have the same id in every issue.</param>
/// <param name="Name">For messages: <c>care.children</c>.</param>
/// <param name="Threshold">Counts from 1 to below this are disclosive.</param>
/// <param name="Values">The counts; null where the publisher withholds one.</param>
/// <param name="Labels">What the rows are called; empty for persons.</param>
public sealed record CountOrigin(string Id, string Name, int Threshold, ImmutableArray<decimal?> Values, ImmutableArray<string> Labels)
{
    /// <summary>Cells of the file that are the sum of others, by the names of its rows and columns.</summary>
    public ImmutableArray<CountTotal> Totals { get; init; } = [];
}

/// <summary>A cell of a file that is the sum of others.</summary>
public sealed record CountTotal(CountCell Total, ImmutableArray<CountCell> Parts);

/// <summary>What is known of how the counts in a result were made.</summary>
/// <param name="Columns">For each column that could be followed, one for each row; null where that row could not.</param>
/// <param name="Origins">The counts behind them, by <see cref="CountOrigin.Id"/>.</param>
public sealed record CountSums(
    ImmutableDictionary<string, ImmutableArray<CountSum?>> Columns,
    ImmutableDictionary<string, CountOrigin> Origins
)
{
    /// <summary>Nothing is known.</summary>
    public static readonly CountSums Unknown = new(
        ImmutableDictionary.Create<string, ImmutableArray<CountSum?>>(StringComparer.OrdinalIgnoreCase),
        ImmutableDictionary<string, CountOrigin>.Empty
    );

    /// <summary>How a value was made; null when that is not known.</summary>
    public CountSum? Find(string column, int row) => Columns.TryGetValue(column, out var rows) && row < rows.Length ? rows[row] : null;
}
