using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Api;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Mailchimp.Sandbox.Http;
using Datamonger.Mailchimp.Sandbox.Storage;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>The pages that an email's system links lead to: unsubscribe, preferences, sign-up, forward, about.</summary>
internal sealed class SubscriberPages(Site site)
{
    private static readonly string[] AddressParts = ["company", "address1", "address2", "city", "state", "zip", "country"];
    private static readonly string[] Reasons = ["I no longer want to receive these emails", "I never signed up", "The emails are not what I expected", "Other"];

    public Answer? Unsubscribe(Session store, string id, IFormCollection? form)
    {
        if (Letters.Find(store, id) is not { } letter) return null;
        var list = Name(store, letter.ListId);
        if (form is null)
            return PageFrame.Leaf("Unsubscribe", Html.Of($"""
                <h1>Unsubscribe</h1><p>{letter.Email} will receive no more emails from <strong>{list}</strong>.</p>
                <form method="post"><fieldset><legend>Why? (You need not say.)</legend>{Reasons.Select(reason => Html.Of($"<label class=\"choice\"><input type=\"radio\" name=\"reason\" value=\"{reason}\"> {reason}</label>"))}</fieldset><button>Unsubscribe</button></form>
                """));
        if (Members.Find(store, letter.ListId, letter.MemberId) is { } member && !letter.IsTest && member.Status != "unsubscribed")
        {
            var reason = form["reason"].ToString() is { Length: > 0 } given && Reasons.Contains(given) ? given : "None given";
            member = Members.Save(store, member with { Status = "unsubscribed", Reason = reason, Changed = site.NowText, OptedOut = site.NowText });
            Tracking.Note(store, site, letter, "unsubscribe", detail: reason);
            WebhookCalls.MemberDid(store, site, member, "unsubscribe");
        }
        return PageFrame.Leaf("Unsubscribed", Html.Of($"<h1>You are unsubscribed</h1><p>{letter.Email} receives no more emails from <strong>{list}</strong>{(letter.IsTest ? " (this was a test; nothing was changed)" : "")}.</p><p><a href=\"/subscribe/{letter.ListId}\">Subscribe again</a></p>"));
    }

    public Answer? Preferences(Session store, string id, IFormCollection? form)
    {
        if (Letters.Find(store, id) is not { } letter || Members.Find(store, letter.ListId, letter.MemberId) is not { } member) return null;
        var saved = form is not null;
        if (form is not null)
        {
            var fields = member.MergeFields.DeepClone().AsObject();
            foreach (var field in Lists.MergeTags(store, letter.ListId))
                if (form.TryGetValue("field:" + field.Tag, out var value)) fields[field.Tag] = value.ToString();
            var topics = Lists.Interests(store, letter.ListId).Where(interest => form["topic"].Contains(interest.Id)).Select(interest => interest.Id);
            member = Members.Save(store, member with { MergeFields = fields, Interests = [.. topics], EmailType = form["type"] == "text" ? "text" : "html", Changed = site.NowText });
            WebhookCalls.MemberDid(store, site, member, "profile");
        }
        return PageFrame.Leaf("Preferences", Html.Of($"""
            <h1>Your preferences</h1><p>{letter.Email}, for <strong>{Name(store, letter.ListId)}</strong></p>{(saved ? Html.Of($"<p class=\"note\" role=\"status\">Saved.</p>") : Html.Empty)}
            <form method="post">{Fields(store, letter.ListId, member)}{Topics(store, letter.ListId, member)}
            <fieldset><legend>Format</legend><label class="choice"><input type="radio" name="type" value="html"{Checked(member.EmailType == "html")}> HTML</label><label class="choice"><input type="radio" name="type" value="text"{Checked(member.EmailType == "text")}> Plain text</label></fieldset>
            <button>Save</button></form><p><a href="/unsubscribe/{id}">Unsubscribe</a></p>
            """));
    }

    public Answer? Subscribe(Session store, string listId, IFormCollection? form)
    {
        if (Lists.Find(store, listId) is not { } list) return null;
        var email = form?["email"].ToString().Trim() ?? "";
        if (form is null || !MemberReader.IsAddress(email))
            return PageFrame.Leaf("Subscribe", Html.Of($"""
                <h1>{list.Name}</h1><p>{list.Body["permission_reminder"].Text()}</p>{(form is null ? Html.Empty : Html.Of($"<p class=\"note\" role=\"status\">That does not look like an email address.</p>"))}
                <form method="post"><label>Email<input type="email" name="email" required value="{email}"></label>{Fields(store, listId, null)}<button>Subscribe</button></form>
                """));
        var known = Members.Find(store, listId, Ids.Member(email));
        var fields = known?.MergeFields.DeepClone().AsObject() ?? [];
        foreach (var field in Lists.MergeTags(store, listId)) fields[field.Tag] = form["field:" + field.Tag].ToString() is { Length: > 0 } value ? value : fields[field.Tag].Text() ?? "";
        store.Execute("delete from erased where list_id = $1 and id = $2", listId, Ids.Member(email));
        var member = known ?? new Member { ListId = listId, Email = email, Status = "subscribed", Created = site.NowText, Changed = site.NowText, Rest = new JsonObject { ["timestamp_opt"] = site.NowText } };
        member = Members.Save(store, member with { Status = "subscribed", MergeFields = fields, Changed = site.NowText, OptedOut = null, Reason = "" });
        WebhookCalls.MemberDid(store, site, member, "subscribe");
        return PageFrame.Leaf("Subscribed", Html.Of($"<h1>You are subscribed</h1><p>{email} receives <strong>{list.Name}</strong> from now on.</p>"));
    }

    public static Answer? About(Session store, string listId)
    {
        if (Lists.Find(store, listId) is not { } list) return null;
        var contact = list.Body["contact"];
        var lines = AddressParts.Select(part => contact?[part].Text() ?? "").Where(line => line.Length > 0);
        return PageFrame.Leaf(list.Name, Html.Of($"<h1>{list.Name}</h1><p>{list.Body["permission_reminder"].Text()}</p><address>{lines.Select(line => Html.Of($"{line}<br>"))}</address><p><a href=\"/subscribe/{listId}\">Subscribe</a></p>"));
    }

    public static Answer? Forward(Session store, string id) => Letters.Find(store, id) is not { } letter ? null : PageFrame.Leaf("Forward", Html.Of(
        $"<h1>Forward to a friend</h1><p>Mailchimp would ask for a friend’s address here. The sandbox forwards nothing.</p><p><a href=\"/archive/{letter.CampaignId}\">View the email in the browser</a></p>"));

    /// <summary>A card for address books. Values stand on one line, as the format wants.</summary>
    public static Answer? VCard(Session store, string listId)
    {
        if (Lists.Find(store, listId) is not { } list) return null;
        string Part(string name) => (list.Body["contact"]?[name].Text() ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).ReplaceLineEndings("\\n");
        var card = $"BEGIN:VCARD\r\nVERSION:3.0\r\nN:;;;;\r\nFN:{Part("company")}\r\nORG:{Part("company")}\r\nADR:;{Part("address2")};{Part("address1")};{Part("city")};{Part("state")};{Part("zip")};{Part("country")}\r\nEND:VCARD\r\n";
        return new Answer(200, "text/vcard; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(card));
    }

    private static string Name(Session store, string listId) => Lists.Find(store, listId)?.Name ?? "this newsletter";

    private static IEnumerable<Html> Fields(Session store, string listId, Member? member) => Lists.MergeFields(store, listId)
        .Where(field => field["public"].IsTrue() && field["type"].Text() != "address")
        .Select(field => Html.Of($"<label>{field["name"].Text()}<input name=\"field:{field["tag"].Text()}\" value=\"{Value(member, field["tag"].Text()!)}\"></label>"));

    private static Html Topics(Session store, string listId, Member member) => Html.Join(Lists.Interests(store, listId).GroupBy(interest => interest.Category).Select(category => Html.Of(
        $"<fieldset><legend>{category.Key}</legend>{category.Select(interest => Html.Of($"<label class=\"choice\"><input type=\"checkbox\" name=\"topic\" value=\"{interest.Id}\"{Checked(member.Interests.Contains(interest.Id))}> {interest.Name}</label>"))}</fieldset>")));

    private static string Value(Member? member, string tag) => member?.MergeFields[tag] is { } value ? value.Text() ?? value.ToJsonString() : "";

    private static Html Checked(bool value) => value ? Html.Of($" checked") : Html.Empty;
}
