using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;

namespace Datamonger.Newsletter.Tests.Reference;

/// <summary>Declared fields as a table: nested keys below the key that holds them, with its name in front.</summary>
internal static class FieldTable
{
    /// <summary>The table.</summary>
    public static string Of(ImmutableArray<Field> fields) => ReferencePage.Table(["Key", "Holds", "Default", "Meaning"], Rows(fields, ""));

    private static IEnumerable<string[]> Rows(ImmutableArray<Field> fields, string prefix) =>
        fields.SelectMany(field =>
        {
            var name = prefix + field.Name;
            var inner = field.Type switch
            {
                FieldType.Map => name + ".*.",
                FieldType.Objects => name + "[].",
                FieldType.Any => name + ".*.",
                _ => name + ".",
            };
            return Rows(field.Fields, inner).Prepend([ReferencePage.Code(name), Holds(field), Absent(field), Meaning(field)]);
        });

    private static string Absent(Field field) => field.Required ? "**must be there**" : ReferencePage.Code(field.Default ?? "");

    private static string Meaning(Field field) =>
        field.Example is { } example ? $"{field.Description} Such as {ReferencePage.Code(example)}." : field.Description;

    private static string Holds(Field field) =>
        field.Type switch
        {
            FieldType.Text => "text",
            FieldType.BoundText => "text, with figures",
            FieldType.Integer => "whole number",
            FieldType.Number => "number",
            FieldType.Boolean => "`true` or `false`",
            FieldType.Date => "day",
            FieldType.Moment => "day, or day and time",
            FieldType.Time => "time of day",
            FieldType.Colour => "colour",
            FieldType.Column => "column",
            FieldType.Columns => "column, or list of them",
            FieldType.Query => "query",
            FieldType.Format => "[format](#formats)",
            FieldType.Choice => string.Join(", ", field.Choices.Select(ReferencePage.Code)),
            FieldType.List => "list",
            FieldType.Object => field.AllowsScalar ? "text or keys" : "keys",
            FieldType.Map => field.Fields.IsEmpty ? "names and texts"
            : field.AllowsScalar ? "names, each with text or keys"
            : "names, each with keys",
            FieldType.Objects => "list of keys",
            FieldType.Any => "names, or names with keys",
            _ => throw new InvalidOperationException($"{field.Type} has no words."),
        };
}
