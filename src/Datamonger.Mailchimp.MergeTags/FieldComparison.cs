using System.Globalization;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>Decides <c>IF:FIELD op value</c>: exact comparison, numbers by size, other fields by their characters.</summary>
internal sealed class FieldComparison(FieldCondition condition, MergeTagValue value, Action<string, string, int> warn)
{
    public bool Holds()
    {
        var text = value.Kind is ValueKind.Text or ValueKind.Markup ? value.Text : "";
        if (text == "0" && condition.Operator.Length == 0)
            warn(MergeTagWarnings.ZeroInCondition, $"{condition.Field} is “0”, which counts as a value here.", condition.Offset);
        return condition.Operator switch
        {
            "" => text.Length > 0,
            "=" => text.Length > 0 && Same(text),
            "!=" => !Same(text),
            _ => text.Length > 0 && Ordered(text),
        };
    }

    private bool Same(string text)
    {
        if (text.Equals(condition.Value, StringComparison.Ordinal))
            return true;
        if (text.Equals(condition.Value, StringComparison.OrdinalIgnoreCase))
            warn(
                MergeTagWarnings.CaseDiffers,
                $"A value of {condition.Field} differs from the condition by upper and lower case only.",
                condition.Offset
            );
        return false;
    }

    private bool Ordered(string text)
    {
        int order;
        if (value.Type == "number")
        {
            if (!Number(text, out var left) || !Number(condition.Value, out var right))
                return false;
            order = left.CompareTo(right);
        }
        else
        {
            warn(
                MergeTagWarnings.TextFieldOrdering,
                $"{condition.Field} is not a number field; its values are ordered by their characters.",
                condition.Offset
            );
            order = string.CompareOrdinal(text, condition.Value);
        }
        return condition.Operator switch
        {
            ">" => order > 0,
            ">=" => order >= 0,
            "<" => order < 0,
            _ => order <= 0,
        };
    }

    private static bool Number(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number);
}
