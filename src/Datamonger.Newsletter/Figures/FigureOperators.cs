using Datamonger.Newsletter.Formatting;
using Scriban.Syntax;

namespace Datamonger.Newsletter.Figures;

/// <summary>Arithmetic and comparison of single values, in exact decimals. What has no value gives no value.</summary>
internal static class FigureOperators
{
    /// <summary>Applies an operator.</summary>
    /// <exception cref="FigureException">The values do not allow it.</exception>
    public static SingleValue Apply(ScriptBinaryOperator operation, SingleValue left, SingleValue right, int offset)
    {
        switch (operation)
        {
            case ScriptBinaryOperator.And:
                return new SingleValue(IsTrue(left) && IsTrue(right));
            case ScriptBinaryOperator.Or:
                return new SingleValue(IsTrue(left) || IsTrue(right));
        }
        if (left.Value is null || right.Value is null)
            return new SingleValue((object?)null);
        if (ValueFormat.ToDecimal(left.Value) is { } a && ValueFormat.ToDecimal(right.Value) is { } b)
        {
            return new SingleValue(Numbers(operation, a, b, offset))
            {
                IsYear = IsYear(operation, left, right),
                Trace = FigureTrace.Of(operation.ToText(), left.Trace, right.Trace),
            };
        }
        var order = string.CompareOrdinal(left.Value.ToString(), right.Value.ToString());
        if (left.Value is DateOnly first && right.Value is DateOnly second)
            order = first.CompareTo(second);
        return new SingleValue(
            operation switch
            {
                ScriptBinaryOperator.CompareEqual => order == 0,
                ScriptBinaryOperator.CompareNotEqual => order != 0,
                ScriptBinaryOperator.CompareLess => order < 0,
                ScriptBinaryOperator.CompareLessOrEqual => order <= 0,
                ScriptBinaryOperator.CompareGreater => order > 0,
                ScriptBinaryOperator.CompareGreaterOrEqual => order >= 0,
                _ => throw new FigureException(
                    FigureRules.CannotCompute,
                    offset,
                    $"\"{left.Value}\" and \"{right.Value}\" are not both numbers.",
                    "Give the columns a type in datasets.yml, or cast them in the SQL."
                ),
            }
        );
    }

    /// <summary>Whether a value counts as true: a boolean that is, or anything else that is there.</summary>
    public static bool IsTrue(SingleValue value) => value.Value is bool flag ? flag : value.Value is not null;

    // A year and some years are a year; the years between two are not.
    private static bool IsYear(ScriptBinaryOperator operation, SingleValue left, SingleValue right) =>
        operation switch
        {
            ScriptBinaryOperator.Add => left.IsYear != right.IsYear,
            ScriptBinaryOperator.Subtract => left.IsYear && !right.IsYear,
            _ => false,
        };

    private static object Numbers(ScriptBinaryOperator operation, decimal a, decimal b, int offset)
    {
        try
        {
            return operation switch
            {
                ScriptBinaryOperator.Add => a + b,
                ScriptBinaryOperator.Subtract => a - b,
                ScriptBinaryOperator.Multiply => a * b,
                ScriptBinaryOperator.Divide => a / b,
                ScriptBinaryOperator.DivideRound => Math.Floor(a / b),
                ScriptBinaryOperator.Modulus => a % b,
                ScriptBinaryOperator.CompareEqual => a == b,
                ScriptBinaryOperator.CompareNotEqual => a != b,
                ScriptBinaryOperator.CompareLess => a < b,
                ScriptBinaryOperator.CompareLessOrEqual => a <= b,
                ScriptBinaryOperator.CompareGreater => a > b,
                ScriptBinaryOperator.CompareGreaterOrEqual => a >= b,
                _ => throw new FigureException(FigureRules.CannotCompute, offset, "This sign does not compute anything here."),
            };
        }
        catch (DivideByZeroException)
        {
            throw new FigureException(FigureRules.CannotCompute, offset, "This divides by zero.");
        }
        catch (OverflowException)
        {
            throw new FigureException(FigureRules.CannotCompute, offset, "This number is too large.");
        }
    }
}
