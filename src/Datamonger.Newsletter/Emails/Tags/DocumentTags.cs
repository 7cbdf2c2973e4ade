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
                if (mask.IsIn(attribute.Value)) attribute.Value = mask.Unmask(attribute.Value);
            }
        }
        foreach (var node in document.Descendants<ICharacterData>().Where(node => mask.IsIn(node.Data)).ToList())
        {
            var data = mask.Unmask(node.Data);
            if (node is IComment && mask.TagAt(node.Data, 0, out var length) is not null && length == node.Data.Length) node.Parent!.ReplaceChild(document.CreateTextNode(data), node);
            else node.Data = data;
        }
    }
}
