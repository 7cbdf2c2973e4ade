using System.Collections.Immutable;

namespace Datamonger.Newsletter.Fields;

/// <summary>What a field may hold.</summary>
public enum FieldType
{
    /// <summary>Text, in which no figure is evaluated.</summary>
    Text,

    /// <summary>Text that may hold figures (<c>{{ … }}</c>).</summary>
    BoundText,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a decimal point.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A day, <c>2017-03-16</c>.</summary>
    Date,

    /// <summary>A day, or a day and a time: <c>2017-03-23 09:30</c>.</summary>
    Moment,

    /// <summary>A time of day, <c>09:30</c>.</summary>
    Time,

    /// <summary>A colour, <c>#12436D</c>.</summary>
    Colour,

    /// <summary>The name of a column of the block's data.</summary>
    Column,

    /// <summary>A column name or a list of them.</summary>
    Columns,

    /// <summary>A name of a query of the issue.</summary>
    Query,

    /// <summary>A format: <c>num0</c>, <c>pct0</c>, …</summary>
    Format,

    /// <summary>One of <see cref="Field.Choices"/>.</summary>
    Choice,

    /// <summary>A list of single values.</summary>
    List,

    /// <summary>A mapping with the keys of <see cref="Field.Fields"/>.</summary>
    Object,

    /// <summary>A mapping from free names to what <see cref="Field.Fields"/> says, or to single values when it says nothing.</summary>
    Map,

    /// <summary>A list of mappings with the keys of <see cref="Field.Fields"/>.</summary>
    Objects,

    /// <summary>Anything; its reader says more.</summary>
    Any,
}

/// <summary>
/// One key that a block or file may hold. Declared once: the reader, the diagnostics, the JSON Schema and the reference are made from it.
/// </summary>
/// <param name="Name">The key.</param>
/// <param name="Description">One sentence for the reference.</param>
public sealed record Field(string Name, FieldType Type, string Description)
{
    /// <summary>Whether the key must be there.</summary>
    public bool Required { get; init; }

    /// <summary>What holds when the key is left out, as it would be written.</summary>
    public string? Default { get; init; }

    /// <summary>
    /// The values of a <see cref="FieldType.Choice"/>, or those that the names of a <see cref="FieldType.Map"/> may have.
    /// </summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The keys of an <see cref="FieldType.Object"/>, <see cref="FieldType.Objects"/> or <see cref="FieldType.Map"/>.</summary>
    public ImmutableArray<Field> Fields { get; init; } = [];

    /// <summary>A value as an editor would write it, for the reference.</summary>
    public string? Example { get; init; }

    /// <summary>
    /// Whether an <see cref="FieldType.Object"/> or the values of a <see cref="FieldType.Map"/> may also be a single value (<c>dataset:
    /// file.csv</c>).
    /// </summary>
    public bool AllowsScalar { get; init; }
}
