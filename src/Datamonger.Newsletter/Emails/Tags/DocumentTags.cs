using AngleSharp.Dom;

namespace Datamonger.Newsletter.Emails.Tags;

/// <summary>Puts merge tags back into a document, where checks look for them.</summary>
internal static class DocumentTags
{
    /// <summary>Replaces each masked word in texts, comments and attributes by its tag.</summary>
    public static void Restore(IDocument document, MergeTagMask mask)
    {
        foreach (var element in document.All)
        {
            foreach (var attribute in element.Attributes)
            {
                if (mask.IsIn(attribute.Value))
                    attribute.Value = mask.Unmask(attribute.Value);
            }
        }
        foreach (
            var group in document.Descendants<ICharacterData>().Where(node => mask.IsIn(node.Data)).ToList().GroupBy(node => node.Parent!)
        )
        {
            // Words and tags alone are put back as one text: replacing thousands of tags one by one takes the square of their number.
            if (group.Key is IElement element && element.ChildNodes.All(child => child is IText || IsTag(child, mask)))
            {
                element.TextContent = string.Concat(element.ChildNodes.Select(child => mask.Unmask(((ICharacterData)child).Data)));
                continue;
            }
            foreach (var node in group)
            {
                var data = mask.Unmask(node.Data);
                if (IsTag(node, mask))
                    group.Key.ReplaceChild(document.CreateTextNode(data), node);
                else
                    node.Data = data;
            }
        }
    }

    private static bool IsTag(INode node, MergeTagMask mask) =>
        node is IComment comment && mask.TagAt(comment.Data, 0, out var length) is not null && length == comment.Data.Length;
}
