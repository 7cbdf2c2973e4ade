using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Fields;

/// <summary>Whether a value fits its field's type, and how to say what the type wants.</summary>
internal static partial class FieldTypes
{
    private const int DayLength = 10;

    /// <summary>What the field wants, in words, when the value does not fit; null when it fits.</summary>
    public static string? Mismatch(Field field, YamlNode value)
    {
        if (field is { AllowsScalar: true, Type: not FieldType.Map } && value is YamlScalar)
            return null;
        return field.Type switch
        {
            FieldType.Object or FieldType.Map => value is YamlMapping ? null : "a mapping (key: value)",
            FieldType.Objects => value is YamlSequence list && list.Items.All(item => item is YamlMapping) ? null : "a list of mappings",
            FieldType.List or FieldType.Columns => value is YamlScalar
            || (value is YamlSequence list && list.Items.All(item => item is YamlScalar))
                ? null
                : "a list of single values",
            FieldType.Any => null,
            _ => value is YamlScalar scalar && Fits(field, scalar.Value) ? null : Wanted(field),
        };
    }

    /// <summary>A hint for a value that does not fit, such as the nearest of the choices.</summary>
    public static string? HintFor(Field field, YamlNode value) =>
        (field.Type, value) switch
        {
            (FieldType.Choice, YamlScalar scalar) => NearestName.Hint(scalar.Value, field.Choices),
            (FieldType.Format, YamlScalar scalar) => NearestName.Hint(scalar.Value, ValueFormat.Names),
            (FieldType.Colour, _) => "Write it as \"#12436D\", in quotes: # begins a comment otherwise.",
            (FieldType.Date, _) => "Write year, month and day with hyphens: 2017-03-16.",
            (FieldType.Moment, _) => "Write year, month and day with hyphens, and the time behind them: 2017-03-16 09:30.",
            (FieldType.Time, _) => "Write hours and minutes with a colon: 09:30.",
            _ => null,
        };

    /// <summary>Reads a day with or without a time behind it.</summary>
    public static bool TryReadMoment(string? text, out DateOnly day, out TimeOnly? time)
    {
        time = null;
        if (text is not { Length: > DayLength } || text[DayLength] is not (' ' or 'T'))
            return TryReadDay(text, out day);
        var isTime = TryReadTime(text[(DayLength + 1)..], out var its);
        time = its;
        return TryReadDay(text[..DayLength], out day) && isTime;
    }

    /// <summary>Reads a time of day.</summary>
    public static bool TryReadTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static bool TryReadDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static bool Fits(Field field, string value) =>
        field.Type switch
        {
            FieldType.Integer => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            FieldType.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number),
            FieldType.Boolean => value is "true" or "false",
            FieldType.Date => TryReadDay(value, out _),
            FieldType.Moment => TryReadMoment(value, out _, out _),
            FieldType.Time => TryReadTime(value, out _),
            FieldType.Colour => Colour().IsMatch(value),
            FieldType.Choice => field.Choices.Contains(value),
            FieldType.Format => ValueFormat.TryParse(value, out _),
            _ => true,
        };

    private static string Wanted(Field field) =>
        field.Type switch
        {
            FieldType.Integer => "a whole number",
            FieldType.Number => "a number",
            FieldType.Boolean => "true or false",
            FieldType.Date => "a day (2017-03-16)",
            FieldType.Moment => "a day, or a day and a time (2017-03-16 09:30)",
            FieldType.Time => "a time of day (09:30)",
            FieldType.Colour => "a colour (#12436D)",
            FieldType.Choice => $"one of {string.Join(", ", field.Choices)}",
            FieldType.Format => "a format such as num0 or pct1",
            FieldType.Column => "the name of a column",
            FieldType.Query => "the name of a query",
            _ => "text",
        };

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Colour();
}
