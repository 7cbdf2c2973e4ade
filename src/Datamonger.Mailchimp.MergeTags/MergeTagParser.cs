using System.Collections.Immutable;

namespace Datamonger.Mailchimp.MergeTags;

/// <summary>
/// Puts the tags of a text into blocks and says which of them do not open and close as they must. After a mistake it reads on: what an
/// unclosed block holds is kept, so that nothing of the text is lost.
/// </summary>
internal sealed class MergeTagParser(ImmutableArray<MergeTagToken> tokens)
{
    /// <summary>No author nests deeper, and the stack of the renderer is finite.</summary>
    private const int DeepestBlock = 100;

    private readonly ImmutableArray<MergeTagError>.Builder _errors = ImmutableArray.CreateBuilder<MergeTagError>();
    private readonly Stack<OpenBlock> _open = new();
    private ImmutableArray<MergeTagNode>.Builder _nodes = ImmutableArray.CreateBuilder<MergeTagNode>();
    private int _ignored;

    public ImmutableArray<MergeTagError> Errors => [.. _errors.OrderBy(error => error.Tag.Offset)];

    public ImmutableArray<MergeTagNode> Parse()
    {
        foreach (var token in tokens)
        {
            if (token.IsUndocumented)
                _nodes.Add(new UndocumentedNode(token.Offset));
            else if (!token.IsTag)
                _nodes.Add(new LiteralNode(token.Text, token.Offset, token.Length));
            else
                Read(new MergeTagUse(token.Text, token.Offset, token.Length));
        }
        while (_open.Count > 0)
            Abandon();
        return _nodes.ToImmutable();
    }

    private void Read(MergeTagUse tag)
    {
        var condition = MergeTagCondition.Read(tag.Name, tag.Offset);
        if (tag.Name.StartsWith("ELSEIF:", StringComparison.Ordinal))
            ElseIf(tag, condition!);
        else if (condition is not null)
            Open(tag, condition);
        else if (tag.Name == "ELSE:")
            Else(tag);
        else if (tag.Name is "END:IF" or "END:INTERESTED")
            Close(tag, tag.Name[4..]);
        else
            _nodes.Add(new TagNode(tag.Name, tag.Offset, tag.Length));
    }

    private void Open(MergeTagUse tag, MergeTagCondition condition)
    {
        if (_open.Count == DeepestBlock)
        {
            Fail(MergeTagErrorKind.TooDeep, tag, $"more than {DeepestBlock} blocks within each other");
            _ignored++;
            return;
        }
        _open.Push(new OpenBlock(condition is GroupCondition ? "INTERESTED" : "IF", tag, _nodes) { Condition = condition, Arm = tag });
        _nodes = ImmutableArray.CreateBuilder<MergeTagNode>();
    }

    private void ElseIf(MergeTagUse tag, MergeTagCondition condition)
    {
        if (_open.Count == 0 || _open.Peek().Kind != "IF")
            Fail(MergeTagErrorKind.Stray, tag, "ELSEIF without IF");
        else if (_open.Peek().Condition is null)
            Fail(MergeTagErrorKind.AfterElse, tag, "ELSEIF after ELSE:");
        else
            NextArm(tag, condition);
    }

    private void Else(MergeTagUse tag)
    {
        if (_open.Count == 0)
            Fail(MergeTagErrorKind.Stray, tag, "ELSE: without IF");
        else if (_open.Peek().Condition is null)
            Fail(MergeTagErrorKind.AfterElse, tag, "second ELSE:");
        else
            NextArm(tag, null);
    }

    private void NextArm(MergeTagUse tag, MergeTagCondition? condition)
    {
        var block = _open.Peek();
        block.Arms.Add(new BlockArm(block.Condition, _nodes.ToImmutable(), block.Arm, tag.Offset));
        (block.Condition, block.Arm) = (condition, tag);
        _nodes = ImmutableArray.CreateBuilder<MergeTagNode>();
    }

    private void Close(MergeTagUse tag, string kind)
    {
        if (_ignored > 0)
        {
            _ignored--;
            return;
        }
        // An end that fits a block further out leaves those within it unclosed; one that fits none was meant for the innermost.
        if (_open.Any(block => block.Kind == kind))
        {
            while (_open.Peek().Kind != kind)
                Abandon();
        }
        else
        {
            Fail(MergeTagErrorKind.Stray, tag, $"END:{kind} without {kind}", _open.Count > 0 ? _open.Peek().Kind : null);
            if (_open.Count == 0)
                return;
        }
        NextArm(tag, null);
        var closed = _open.Pop();
        _nodes = closed.Outer;
        _nodes.Add(new BlockNode(closed.Arms.ToImmutable(), closed.Tag.Offset, tag.Offset + tag.Length - closed.Tag.Offset));
    }

    private void Abandon()
    {
        var block = _open.Pop();
        Fail(MergeTagErrorKind.Unclosed, block.Tag, $"unclosed {block.Kind}", block.Kind);
        foreach (var arm in block.Arms)
            block.Outer.AddRange(arm.Nodes);
        block.Outer.AddRange(_nodes);
        _nodes = block.Outer;
    }

    private void Fail(MergeTagErrorKind kind, MergeTagUse tag, string message, string? begun = null) =>
        _errors.Add(new MergeTagError(kind, message, tag, begun));

    private sealed class OpenBlock(string kind, MergeTagUse tag, ImmutableArray<MergeTagNode>.Builder outer)
    {
        public string Kind => kind;

        public MergeTagUse Tag => tag;

        public ImmutableArray<MergeTagNode>.Builder Outer => outer;

        public ImmutableArray<BlockArm>.Builder Arms { get; } = ImmutableArray.CreateBuilder<BlockArm>();

        /// <summary>The condition of the arm being read; null once ELSE: has come.</summary>
        public MergeTagCondition? Condition { get; set; }

        /// <summary>The tag that opened the arm being read.</summary>
        public required MergeTagUse Arm { get; set; }
    }
}
