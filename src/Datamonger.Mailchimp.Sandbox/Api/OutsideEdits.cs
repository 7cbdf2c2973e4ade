using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Faults;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>
/// Changes a campaign as a person in Mailchimp's web editor would: past the API, past its lifecycle, unseen by the journal.
/// </summary>
internal sealed class OutsideEdits(Store store)
{
    /// <summary>
    /// Takes <c>html</c>, <c>plain_text</c>, <c>mutations</c>, any of the campaign's settings, and <c>delete: true</c>. With nothing said,
    /// a sentence is added to the email.
    /// </summary>
    public void Edit(string campaignId, JsonObject edit) =>
        store.Write(session =>
        {
            var campaign = Campaigns.Find(session, campaignId) ?? throw ApiProblem.NotFound();
            if (edit["delete"].IsTrue())
                return session.Execute("delete from campaign where id = $1", campaignId);
            var content = Campaigns.Content(session, campaignId) ?? new Content("", "");
            var html = edit["html"].Text() ?? content.Html;
            if (edit["mutations"] is JsonArray mutations)
                html = ContentMutations.Apply(html, ContentMutations.Parse(string.Join(',', mutations.Select(name => name.Text()))));
            else if (edit.Count == 0)
                html = ContentMutations.Apply(html, ["text-changed"]);
            Campaigns.SaveContent(session, campaignId, new Content(html, edit["plain_text"].Text() ?? content.PlainText));
            foreach (var (name, value) in edit)
                if (campaign.Settings.ContainsKey(name))
                    campaign.Settings[name] = value?.DeepClone();
            Campaigns.Save(session, campaign with { Status = edit["status"].Text() ?? campaign.Status });
            return 0;
        });
}
