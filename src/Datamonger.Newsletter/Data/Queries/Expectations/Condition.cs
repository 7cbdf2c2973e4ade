using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Queries.Expectations;

/// <summary>One condition of <c>--| expect:</c>, read and ready to be tested.</summary>
internal abstract record Condition;

/// <summary><c>rows = 2</c></summary>
internal sealed record RowCountCondition(Comparison Comparison, decimal Number) : Condition;

/// <summary><c>sum(share) = 1 ± 0.001</c></summary>
/// <param name="Tolerance">How far the sum may lie from <paramref name="Number"/>.</param>
internal sealed record SumCondition(string Column, Comparison Comparison, decimal Number, decimal Tolerance) : Condition;

/// <summary><c>applications not null</c></summary>
internal sealed record NotNullCondition(string Column) : Condition;

/// <summary><c>la unique</c></summary>
internal sealed record UniqueCondition(string Column) : Condition;

/// <summary><c>applications between 1 and 100000</c>; a missing value is no violation.</summary>
internal sealed record BetweenCondition(string Column, string Low, string High) : Condition;

/// <summary><c>sex in ('boys', 'girls')</c>; a missing value is no violation.</summary>
internal sealed record InCondition(string Column, ImmutableArray<string> Values) : Condition;

/// <summary>How two numbers compare.</summary>
internal enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
