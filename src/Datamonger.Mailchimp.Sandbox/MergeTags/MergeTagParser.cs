using System.Collections.Immutable;

namespace Datamonger.Mailchimp.Sandbox.MergeTags;

/// <summary>Puts the tags of a text into blocks and says which of them do not open and close as they must.</summary>
internal sealed class MergeTagParser(ImmutableArray<MergeTagToken> tokens)
{
    /// <summary>No author nests deeper, and the stack of the renderer is finite.</summary>
    private const int DeepestBlock = 100;

    private readonly ImmutableArray<MergeTagError>.Builder _errors = ImmutableArray.CreateBuilder<MergeTagError>();
    private readonly Stack<OpenBlock> _open = new();
    private ImmutableArray<MergeTagNode>.Builder _nodes = ImmutableArray.CreateBuilder<MergeTagNode>();

    public ImmutableArray<MergeTagError> Errors => [.. _errors.OrderBy(error => error.Offset)];

    public ImmutableArray<MergeTagNode> Parse()
    {
        foreach (var token in tokens)
        {
            if (token.Undocumented) _nodes.Add(new UndocumentedNode(token.Offset));
            else if (!token.IsTag) _nodes.Add(new LiteralNode(token.Text, token.Offset));
            else Tag(token.Text, token.Offset);
        }
        while (_open.Count > 0) Abandon(_open.Pop());
        return _nodes.ToImmutable();
    }

    private void Tag(string tag, int offset)
    {
        if (tag.StartsWith("IF:", StringComparison.Ordinal)) Open("IF", Condition(tag[3..], negated: false, offset), offset);
        else if (tag.StartsWith("IFNOT:", StringComparison.Ordinal)) Open("IF", Condition(tag[6..], negated: true, offset), offset);
        else if (tag.StartsWith("INTERESTED:", StringComparison.Ordinal)) Open("INTERESTED", Groups(tag[11..], offset), offset);
        else if (tag.StartsWith("ELSEIF:", StringComparison.Ordinal)) ElseIf(Condition(tag[7..], negated: false, offset), offset);
        else if (tag == "ELSE:") Else(offset);
        else if (tag is "END:IF" or "END:INTERESTED") Close(tag[4..], offset);
        else _nodes.Add(new TagNode(tag, offset));
    }

    private void Open(string kind, MergeTagCondition condition, int offset)
    {
        if (_open.Count == DeepestBlock) Fail($"more than {DeepestBlock} blocks within each other", offset);
        _open.Push(new OpenBlock(kind, offset, _nodes) { Condition = condition });
        _nodes = ImmutableArray.CreateBuilder<MergeTagNode>();
    }

    private void ElseIf(FieldCondition condition, int offset)
    {
        if (_open.Count == 0 || _open.Peek().Kind != "IF") Fail("ELSEIF without IF", offset);
        else if (_open.Peek().Condition is null) Fail("ELSEIF after ELSE:", offset);
        else NextArm(condition);
    }

    private void Else(int offset)
    {
        if (_open.Count == 0) Fail("ELSE: without IF", offset);
        else if (_open.Peek().Condition is null) Fail("second ELSE:", offset);
        else NextArm(null);
    }

    private void NextArm(MergeTagCondition? condition)
    {
        var block = _open.Peek();
        block.Arms.Add(new BlockArm(block.Condition, _nodes.ToImmutable()));
        block.Condition = condition;
        _nodes = ImmutableArray.CreateBuilder<MergeTagNode>();
    }

    private void Close(string kind, int offset)
    {
        if (_open.Count == 0 || _open.Peek().Kind != kind)
        {
            Fail($"END:{kind} without {kind}", offset);
            return;
        }
        NextArm(null);
        var block = _open.Pop();
        _nodes = block.Outer;
        _nodes.Add(new BlockNode(block.Arms.ToImmutable(), block.Offset));
    }

    private void Abandon(OpenBlock block)
    {
        Fail($"unclosed {block.Kind}", block.Offset);
        _nodes = block.Outer;
    }

    private void Fail(string message, int offset) => _errors.Add(new MergeTagError(message, offset));

    private static FieldCondition Condition(string text, bool negated, int offset)
    {
        var at = text.AsSpan().IndexOfAny('=', '<', '>');
        if (at > 0 && text[at] == '=' && text[at - 1] == '!') at--;
        if (at < 0) return new FieldCondition(text.Trim(), "", "", negated, offset);
        var length = at + 1 < text.Length && text[at + 1] == '=' && text[at] != '=' ? 2 : 1;
        return new FieldCondition(text[..at].Trim(), text.Substring(at, length), text[(at + length)..].TrimStart(), negated, offset);
    }

    private static GroupCondition Groups(string text, int offset)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new GroupCondition(text, "", offset) : new GroupCondition(text[..colon], text[(colon + 1)..], offset);
    }

    private sealed class OpenBlock(string kind, int offset, ImmutableArray<MergeTagNode>.Builder outer)
    {
        public string Kind => kind;

        public int Offset => offset;

        public ImmutableArray<MergeTagNode>.Builder Outer => outer;

        public ImmutableArray<BlockArm>.Builder Arms { get; } = ImmutableArray.CreateBuilder<BlockArm>();

        /// <summary>The condition of the arm being read; null once ELSE: has come.</summary>
        public MergeTagCondition? Condition { get; set; }
    }
}
