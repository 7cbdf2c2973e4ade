using System.Collections.Immutable;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>A piece of a parsed text.</summary>
/// <param name="Offset">Where it begins in the source, counted in characters from 0.</param>
/// <param name="Length">How many characters of the source it takes.</param>
public abstract record MergeTagNode(int Offset, int Length)
{
    /// <summary>Where it ends in the source.</summary>
    public int End => Offset + Length;
}

/// <summary>Text that stands for itself.</summary>
public sealed record LiteralNode(string Text, int Offset, int Length) : MergeTagNode(Offset, Length);

/// <summary>A form that looks like a tag and is not one. It writes nothing; its text follows as a literal.</summary>
internal sealed record UndocumentedNode(int Offset) : MergeTagNode(Offset, 0);

/// <summary>A tag that a value replaces.</summary>
public sealed record TagNode(string Name, int Offset, int Length) : MergeTagNode(Offset, Length);

/// <summary>IF … ELSEIF … ELSE: … END:IF, or INTERESTED … ELSE: … END:INTERESTED: the first arm that holds is written.</summary>
public sealed record BlockNode(ImmutableArray<BlockArm> Arms, int Offset, int Length) : MergeTagNode(Offset, Length);

/// <summary>One arm of a block.</summary>
/// <param name="Condition">What decides it; null for the <c>ELSE:</c>.</param>
/// <param name="Nodes">What it holds.</param>
/// <param name="Tag">The tag that opens it.</param>
/// <param name="End">Where what it holds ends in the source: the next arm's tag, or the one that closes the block.</param>
public sealed record BlockArm(MergeTagCondition? Condition, ImmutableArray<MergeTagNode> Nodes, MergeTagUse Tag, int End);

/// <summary>What decides an arm.</summary>
/// <param name="Offset">Where its tag begins.</param>
public abstract record MergeTagCondition(int Offset)
{
    /// <summary>The condition that a tag holds; null for every other tag.</summary>
    /// <param name="name">What stands between <c>*|</c> and <c>|*</c>.</param>
    /// <param name="offset">Where the tag begins.</param>
    public static MergeTagCondition? Read(string name, int offset = 0) =>
        name.StartsWith("IF:", StringComparison.Ordinal) ? FieldCondition.Parse(name[3..], isNegated: false, offset)
        : name.StartsWith("IFNOT:", StringComparison.Ordinal) ? FieldCondition.Parse(name[6..], isNegated: true, offset)
        : name.StartsWith("ELSEIF:", StringComparison.Ordinal) ? FieldCondition.Parse(name[7..], isNegated: false, offset)
        : name.StartsWith("INTERESTED:", StringComparison.Ordinal) ? GroupCondition.Parse(name[11..], offset)
        : null;
}

/// <summary>
/// <c>IF:FIELD</c>, <c>IF:FIELD op value</c> and their IFNOT forms. <c>Operator</c> is empty when the field only has to have a value.
/// </summary>
public sealed record FieldCondition(string Field, string Operator, string Value, bool IsNegated, int Offset) : MergeTagCondition(Offset)
{
    /// <summary>Whether it joins several conditions, which Mailchimp reads as one long value.</summary>
    public bool JoinsSeveral =>
        Joining.Any(word => Field.Contains(word, StringComparison.Ordinal) || Value.Contains(word, StringComparison.Ordinal));

    private static readonly ImmutableArray<string> Joining = [" AND ", " OR ", "&&"];

    internal static FieldCondition Parse(string text, bool isNegated, int offset)
    {
        var at = text.AsSpan().IndexOfAny('=', '<', '>');
        if (at > 0 && text[at] == '=' && text[at - 1] == '!')
            at--;
        if (at < 0)
            return new FieldCondition(text.Trim(), "", "", isNegated, offset);
        var length = at + 1 < text.Length && text[at + 1] == '=' && text[at] != '=' ? 2 : 1;
        return new FieldCondition(text[..at].Trim(), text.Substring(at, length), text[(at + length)..].TrimStart(), isNegated, offset);
    }
}

/// <summary><c>INTERESTED:Category:Name1,Name2</c>: true for who is in one of the groups.</summary>
public sealed record GroupCondition(string Category, string Names, int Offset) : MergeTagCondition(Offset)
{
    /// <summary>The groups that it names. A name may hold a comma itself: the whole is one name where there is such a group.</summary>
    /// <param name="isKnown">Whether the category has a group of a name.</param>
    public ImmutableArray<string> Groups(Func<string, bool> isKnown) =>
        isKnown(Names) ? [Names] : [.. Names.Split(',', StringSplitOptions.TrimEntries)];

    internal static GroupCondition Parse(string text, int offset)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new GroupCondition(text, "", offset) : new GroupCondition(text[..colon], text[(colon + 1)..], offset);
    }
}
