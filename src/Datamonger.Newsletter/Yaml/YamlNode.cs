using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Yaml;

/// <summary>A value read from YAML, with its place in the file that holds it.</summary>
public abstract record YamlNode(SourceLocation Location)
{
    /// <summary>What it is, for messages: "text", "a list", "a mapping".</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value as written.</summary>
/// <param name="IsQuoted">Whether it stood in quotes, so that <c>"5"</c> is text and <c>5</c> is a number.</param>
public sealed record YamlScalar(string Value, bool IsQuoted, SourceLocation Location) : YamlNode(Location)
{
    /// <inheritdoc/>
    public override string Kind => "a single value";

    /// <summary>Whether it says "nothing": empty, <c>~</c> or <c>null</c>, unquoted.</summary>
    public bool IsNull => !IsQuoted && Value is "" or "~" or "null";
}

/// <summary>A list.</summary>
public sealed record YamlSequence(ImmutableArray<YamlNode> Items, SourceLocation Location) : YamlNode(Location)
{
    /// <inheritdoc/>
    public override string Kind => "a list";
}

/// <summary>A mapping; keys are unique and keep their order.</summary>
public sealed record YamlMapping(ImmutableArray<YamlEntry> Entries, SourceLocation Location) : YamlNode(Location)
{
    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <summary>The value of a key, or null.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key.Value == key)
                    return entry.Value;
            }
            return null;
        }
    }

    /// <summary>A mapping without entries.</summary>
    public static YamlMapping Empty(SourceLocation location) => new([], location);
}

/// <summary>One <c>key: value</c> of a mapping.</summary>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
