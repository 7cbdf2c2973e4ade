using Markdig.Extensions.CustomContainers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>
/// Reads <c>:::</c> blocks, which may stand inside one another with the same number of colons: a closing line ends the innermost
/// open one, as in Pandoc. Markdig's own parser ends the outermost. One parser reads one text.
/// </summary>
internal sealed class ContainerParser : CustomContainerParser
{
    // Markdig keeps its open blocks to itself.
    private readonly List<CustomContainer> _open = [];

    /// <inheritdoc/>
    public override BlockState TryOpen(BlockProcessor processor)
    {
        var state = base.TryOpen(processor);
        if (state is not BlockState.None)
            _open.Add((CustomContainer)processor.NewBlocks.Peek());
        return state;
    }

    /// <inheritdoc/>
    public override BlockState TryContinue(BlockProcessor processor, Block block) =>
        IsMeantForAnother(processor, (CustomContainer)block) ? BlockState.Continue : base.TryContinue(processor, block);

    /// <inheritdoc/>
    public override bool Close(BlockProcessor processor, Block block)
    {
        _open.Remove((CustomContainer)block);
        return base.Close(processor, block);
    }

    private bool IsMeantForAnother(BlockProcessor processor, CustomContainer container)
    {
        var line = processor.Line.AsSpan().Trim();
        if (line.Length != container.OpeningFencedCharCount || !line.TrimStart(':').IsEmpty)
            return false;
        for (var inner = _open[^1]; inner != container; inner = inner.Parent as CustomContainer)
        {
            // One inside a list or a quote may end with it.
            if (inner is null)
                return false;
            if (inner.OpeningFencedCharCount == container.OpeningFencedCharCount)
                return true;
        }
        return false;
    }
}
