using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Datamonger.Newsletter.Issues.Markdown;

/// <summary>A line <c>::: include name</c> before its snippet is read. A closing <c>:::</c> on the next line is taken along.</summary>
internal sealed class IncludeBlock(BlockParser parser, string name) : LeafBlock(parser)
{
    public string Name { get; } = name;
}

/// <summary>Reads <c>::: include name</c>, which needs no closing line.</summary>
internal sealed class IncludeParser : BlockParser
{
    public IncludeParser() => OpeningCharacters = [':'];

    /// <inheritdoc/>
    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent)
            return BlockState.None;
        var line = processor.Line.ToString().Trim();
        var words = line.TrimStart(':').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (!line.StartsWith(":::", StringComparison.Ordinal) || words is not ["include", ..])
            return BlockState.None;
        processor.NewBlocks.Push(
            new IncludeBlock(this, words.Length > 1 ? words[1] : "")
            {
                Line = processor.LineIndex,
                Column = processor.Column,
                Span = new SourceSpan(processor.Start, processor.Line.End),
            }
        );
        return BlockState.ContinueDiscard;
    }

    /// <inheritdoc/>
    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        var line = processor.Line;
        line.Trim();
        return line.Length >= 3 && line.AsSpan().TrimStart(':').IsEmpty ? BlockState.BreakDiscard : BlockState.None;
    }
}
