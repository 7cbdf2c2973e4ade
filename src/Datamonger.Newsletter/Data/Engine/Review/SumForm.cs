using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine.Review;

/// <summary>How a column is made of the counts whose rows a probe lists.</summary>
internal abstract record SumForm
{
    /// <summary>The value of one row as a sum; null when it is none.</summary>
    /// <param name="leaf">The counts that a column of the probe lists, each as the sum it is.</param>
    public abstract CountSum? Of(Func<Listed, ImmutableArray<CountSum>?> leaf);

    /// <summary>The sum of the counts that a column of the probe lists.</summary>
    /// <param name="List">The column of the probe.</param>
    /// <param name="Column">The column of the table that it lists rows of.</param>
    internal sealed record Listed(string List, string Column) : SumForm
    {
        public override CountSum? Of(Func<Listed, ImmutableArray<CountSum>?> leaf) =>
            leaf(this) is { } counts ? counts.Aggregate(CountSum.Zero, (sum, count) => sum.Plus(count, 1)) : null;
    }

    /// <summary>One of the counts: the greatest, the middle one. It binds no sum.</summary>
    internal sealed record OneOf : SumForm
    {
        public override CountSum? Of(Func<Listed, ImmutableArray<CountSum>?> leaf) =>
            CountSum.Zero with
            {
                Rounding = double.PositiveInfinity,
            };
    }

    /// <summary>The mean of the counts listed.</summary>
    internal sealed record Mean(Listed Counts) : SumForm
    {
        public override CountSum? Of(Func<Listed, ImmutableArray<CountSum>?> leaf) =>
            leaf(Counts) is { IsEmpty: false } counts ? Counts.Of(leaf)?.Times(1.0 / counts.Length) : null;
    }

    /// <summary>A form, multiplied and moved.</summary>
    internal sealed record Scaled(SumForm Form, double Factor, double Offset) : SumForm
    {
        public override CountSum? Of(Func<Listed, ImmutableArray<CountSum>?> leaf) =>
            Form.Of(leaf) is { } sum && (Offset == 0 || sum.IsPlain)
                ? sum.Times(Factor) with
                {
                    Offset = (sum.Offset * Factor) + Offset,
                }
                : null;
    }

    /// <summary>Two forms, the second multiplied.</summary>
    internal sealed record Added(SumForm One, SumForm Other, double Factor) : SumForm
    {
        public override CountSum? Of(Func<Listed, ImmutableArray<CountSum>?> leaf) =>
            One.Of(leaf) is { IsPlain: true } one && Other.Of(leaf) is { IsPlain: true } other ? one.Plus(other, Factor) : null;
    }

    /// <summary>A form divided by another one, or by a column of the result.</summary>
    internal sealed record Share(SumForm Form, SumForm? Base, string? BaseColumn) : SumForm
    {
        public override CountSum? Of(Func<Listed, ImmutableArray<CountSum>?> leaf)
        {
            if (Form.Of(leaf) is not { IsPlain: true } sum)
                return null;
            if (Base is null)
                return sum with { BaseColumn = BaseColumn };
            return Base.Of(leaf) is { IsPlain: true } whole ? sum with { Base = whole } : null;
        }
    }

    /// <summary>A form rounded to so many digits.</summary>
    internal sealed record Rounded(SumForm Form, int Digits) : SumForm
    {
        public override CountSum? Of(Func<Listed, ImmutableArray<CountSum>?> leaf) =>
            Form.Of(leaf) is { Rounding: 0 } sum ? sum with { Rounding = 0.5 * Math.Pow(10, -Digits) } : null;
    }
}
