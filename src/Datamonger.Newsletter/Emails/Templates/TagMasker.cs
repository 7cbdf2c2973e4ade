using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Emails.Tags;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>Masks the merge tags that a template writes, in its text and in its strings; its places stay true.</summary>
internal sealed class TagMasker(SourceText source, MergeTagMask mask) : ScriptVisitor
{
    /// <inheritdoc/>
    public override void Visit(ScriptRawStatement node)
    {
        var text = node.Text.ToString();
        var masked = mask.MaskIn(text, offset => source.LocationAt(node.Span.Start.Offset + offset));
        if (!ReferenceEquals(text, masked))
            node.Text = new ScriptStringSlice(masked);
    }

    /// <inheritdoc/>
    public override void Visit(ScriptLiteral node)
    {
        if (node.Value is string text)
            node.Value = mask.MaskIn(text, _ => source.LocationAt(node.Span.Start.Offset));
    }
}
