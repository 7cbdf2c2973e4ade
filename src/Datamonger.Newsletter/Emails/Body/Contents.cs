using Datamonger.Newsletter.Issues;
using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>Makes the contents list: the headings of the highest level, each with those one level below it.</summary>
internal static class Contents
{
    /// <summary>The arguments of <c>partials/toc</c>.</summary>
    public static ScriptObject Of(Composition composition)
    {
        var headings = composition.Issue.Headings;
        if (headings.IsEmpty)
            return Model.Of(("items", new ScriptArray()));
        var top = headings.Min(heading => heading.Level);
        var items = new ScriptArray();
        ScriptArray? below = null;
        foreach (var heading in headings.Where(heading => heading.Level <= top + 1 && !heading.IsAboveContents))
        {
            var item = Model.Of(
                ("text", new TrustedHtml(BodyRenderer.Render(composition, heading.Block, withoutLinks: true))),
                ("href", Address(composition, heading))
            );
            if (heading.Level == top || below is null)
            {
                below = [];
                item["items"] = below;
                items.Add(item);
            }
            else
            {
                below.Add(item);
            }
        }
        return Model.Of(("items", items));
    }

    // Many clients know no anchors inside a message: there the list leads to the archive, or just says what is to come.
    private static string? Address(Composition composition, IssueHeading heading) =>
        composition.Part switch
        {
            EmailPart.Web => "#" + heading.Id,
            _ when composition.Settings.ArchiveUrl is { } archive => $"{archive}/{composition.Issue.Slug}/#{heading.Id}",
            _ => null,
        };
}
