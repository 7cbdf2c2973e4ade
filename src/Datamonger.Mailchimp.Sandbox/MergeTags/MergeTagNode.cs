using System.Collections.Immutable;

namespace Datamonger.Mailchimp.Sandbox.MergeTags;

/// <summary>A piece of a parsed text.</summary>
internal abstract record MergeTagNode(int Offset);

/// <summary>Text that stands for itself.</summary>
internal sealed record LiteralNode(string Text, int Offset) : MergeTagNode(Offset);

/// <summary>A form that looks like a tag and is none; it says so and writes nothing, its text follows as a literal.</summary>
internal sealed record UndocumentedNode(int Offset) : MergeTagNode(Offset);

/// <summary>A tag that a value replaces.</summary>
internal sealed record TagNode(string Name, int Offset) : MergeTagNode(Offset);

/// <summary>IF … ELSEIF … ELSE: … END:IF, or INTERESTED … ELSE: … END:INTERESTED: the first arm that holds is written.</summary>
internal sealed record BlockNode(ImmutableArray<BlockArm> Arms, int Offset) : MergeTagNode(Offset);

/// <summary>One arm of a block. An arm without a condition is the ELSE:.</summary>
internal sealed record BlockArm(MergeTagCondition? Condition, ImmutableArray<MergeTagNode> Nodes);

/// <summary>What decides an arm.</summary>
internal abstract record MergeTagCondition(int Offset);

/// <summary><c>IF:FIELD</c>, <c>IF:FIELD op value</c> and their IFNOT forms. <c>Operator</c> is empty when the field only has to have a value.</summary>
internal sealed record FieldCondition(string Field, string Operator, string Value, bool Negated, int Offset) : MergeTagCondition(Offset);

/// <summary><c>INTERESTED:Category:Name1,Name2</c>.</summary>
internal sealed record GroupCondition(string Category, string Names, int Offset) : MergeTagCondition(Offset);
