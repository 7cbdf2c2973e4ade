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
    private static readonly string[] Reasons =
    [
        "I no longer want to receive these emails",
        "I never signed up",
        "The emails are not what I expected",
        "Other",
    ];

    public Answer? Unsubscribe(Session store, string id, IFormCollection? form)
    {
        if (Letters.Find(store, id) is not { } letter)
            return null;
        var list = Name(store, letter.ListId);
        if (form is null)
            return PageFrame.Leaf(
                "Unsubscribe",
                Html.Of(
                    $"""
                    <h1>Unsubscribe</h1>
                    <p>{letter.Email} will receive no more emails from <strong>{list}</strong>.</p>
                    <form method="post">
                    <fieldset><legend>Why? (You need not say.)</legend>{Reasons.Select(reason =>
                        Choice("radio", "reason", reason, reason, chosen: false)
                    )}</fieldset>
                    <button>Unsubscribe</button>
                    </form>
                    """
                )
            );
        if (!letter.IsTest && Members.Find(store, letter.ListId, letter.MemberId) is { } member && member.Status != "unsubscribed")
            Leave(store, letter, member, form["reason"].ToString());
        return PageFrame.Leaf(
            "Unsubscribed",
            Html.Of(
                $"""
                <h1>You are unsubscribed</h1>
                <p>{letter.Email} receives no more emails from <strong>{list}</strong>{(
                    letter.IsTest ? " (this was a test; nothing was changed)" : ""
                )}.</p>
                <p><a href="/subscribe/{letter.ListId}">Subscribe again</a></p>
                """
            )
        );
    }

    public Answer? Preferences(Session store, string id, IFormCollection? form)
    {
        if (Letters.Find(store, id) is not { } letter || Members.Find(store, letter.ListId, letter.MemberId) is not { } member)
            return null;
        if (form is not null)
            member = Change(store, member, form);
        return PageFrame.Leaf(
            "Preferences",
            Html.Of(
                $"""
                <h1>Your preferences</h1>
                <p>{letter.Email}, for <strong>{Name(store, letter.ListId)}</strong></p>
                {(form is null ? Html.Empty : Note("Saved."))}
                <form method="post">
                {Fields(store, letter.ListId, member)}
                {Topics(store, letter.ListId, member)}
                <fieldset><legend>Format</legend>{Choice("radio", "type", "html", "HTML", member.EmailType == "html")}{Choice(
                    "radio",
                    "type",
                    "text",
                    "Plain text",
                    member.EmailType == "text"
                )}</fieldset>
                <button>Save</button>
                </form>
                <p><a href="/unsubscribe/{id}">Unsubscribe</a></p>
                """
            )
        );
    }

    public Answer? Subscribe(Session store, string listId, IFormCollection? form)
    {
        if (Lists.Find(store, listId) is not { } list)
            return null;
        var email = form?["email"].ToString().Trim() ?? "";
        if (form is null || !MemberReader.IsAddress(email))
            return PageFrame.Leaf(
                "Subscribe",
                Html.Of(
                    $"""
                    <h1>{list.Name}</h1>
                    <p>{list.Body["permission_reminder"].Text()}</p>
                    {(form is null ? Html.Empty : Note("That does not look like an email address."))}
                    <form method="post">
                    <label>Email<input type="email" name="email" required value="{email}"></label>
                    {Fields(store, listId, null)}
                    <button>Subscribe</button>
                    </form>
                    """
                )
            );
        Join(store, listId, email, form);
        return PageFrame.Leaf(
            "Subscribed",
            Html.Of($"<h1>You are subscribed</h1><p>{email} receives <strong>{list.Name}</strong> from now on.</p>")
        );
    }

    public static Answer? About(Session store, string listId)
    {
        if (Lists.Find(store, listId) is not { } list)
            return null;
        var lines = AddressParts.Select(part => list.Body["contact"]?[part].Text() ?? "").Where(line => line.Length > 0);
        return PageFrame.Leaf(
            list.Name,
            Html.Of(
                $"""
                <h1>{list.Name}</h1>
                <p>{list.Body["permission_reminder"].Text()}</p>
                <address>{lines.Select(line => Html.Of($"{line}<br>"))}</address>
                <p><a href="/subscribe/{listId}">Subscribe</a></p>
                """
            )
        );
    }

    public static Answer? Forward(Session store, string id) =>
        Letters.Find(store, id) is not { } letter
            ? null
            : PageFrame.Leaf(
                "Forward",
                Html.Of(
                    $"""
                    <h1>Forward to a friend</h1>
                    <p>Mailchimp would ask for a friend’s address here. The sandbox forwards nothing.</p>
                    <p><a href="/archive/{letter.CampaignId}">View the email in the browser</a></p>
                    """
                )
            );

    private void Leave(Session store, Letter letter, Member member, string given)
    {
        var reason = Reasons.Contains(given) ? given : "None given";
        member = Members.Save(
            store,
            member with
            {
                Status = "unsubscribed",
                Reason = reason,
                Changed = site.NowText,
                OptedOut = site.NowText,
            }
        );
        Tracking.Note(store, site, letter, "unsubscribe", detail: reason);
        WebhookCalls.MemberDid(store, site, member, "unsubscribe");
    }

    private Member Change(Session store, Member member, IFormCollection form)
    {
        var fields = member.MergeFields.DeepClone().AsObject();
        foreach (var field in Lists.MergeTags(store, member.ListId))
            if (form.TryGetValue("field:" + field.Tag, out var value))
                fields[field.Tag] = value.ToString();
        var topics = Lists
            .Interests(store, member.ListId)
            .Where(interest => form["topic"].Contains(interest.Id))
            .Select(interest => interest.Id);
        member = Members.Save(
            store,
            member with
            {
                MergeFields = fields,
                Interests = [.. topics],
                EmailType = form["type"] == "text" ? "text" : "html",
                Changed = site.NowText,
            }
        );
        WebhookCalls.MemberDid(store, site, member, "profile");
        return member;
    }

    /// <summary>Subscribes someone by their own wish, which also brings back who left or was erased.</summary>
    private void Join(Session store, string listId, string email, IFormCollection form)
    {
        var member =
            Members.Find(store, listId, Ids.Member(email))
            ?? new Member
            {
                ListId = listId,
                Email = email,
                Status = "subscribed",
                Created = site.NowText,
                Changed = site.NowText,
                Rest = new JsonObject { ["timestamp_opt"] = site.NowText },
            };
        var fields = member.MergeFields.DeepClone().AsObject();
        foreach (var field in Lists.MergeTags(store, listId))
            fields[field.Tag] = form["field:" + field.Tag].ToString() is { Length: > 0 } value ? value : fields[field.Tag].Text() ?? "";
        store.Execute("delete from erased where list_id = $1 and id = $2", listId, member.Id);
        member = Members.Save(
            store,
            member with
            {
                Status = "subscribed",
                MergeFields = fields,
                Changed = site.NowText,
                OptedOut = null,
                Reason = "",
            }
        );
        WebhookCalls.MemberDid(store, site, member, "subscribe");
    }

    private static string Name(Session store, string listId) => Lists.Find(store, listId)?.Name ?? "this newsletter";

    private static Html Note(string text) => Html.Of($"<p class=\"note\" role=\"status\">{text}</p>");

    private static Html Choice(string type, string name, string value, string label, bool chosen) =>
        Html.Of(
            $"<label class=\"choice\"><input type=\"{type}\" name=\"{name}\" "
                + $"value=\"{value}\"{(chosen ? Html.Of($" checked") : Html.Empty)}> {label}</label>"
        );

    private static IEnumerable<Html> Fields(Session store, string listId, Member? member) =>
        Lists
            .MergeFields(store, listId)
            .Where(field => field["public"].IsTrue() && field["type"].Text() != "address")
            .Select(field =>
                Html.Of(
                    $"<label>{field["name"].Text()}<input name=\"field:{field["tag"].Text()}\" "
                        + $"value=\"{Value(member, field["tag"].Text()!)}\"></label>"
                )
            );

    private static IEnumerable<Html> Topics(Session store, string listId, Member member) =>
        Lists
            .Interests(store, listId)
            .GroupBy(interest => interest.Category)
            .Select(category =>
                Html.Of(
                    $"<fieldset><legend>{category.Key}</legend>{category.Select(interest => Choice("checkbox", "topic", interest.Id, interest.Name, member.Interests.Contains(interest.Id)))}</fieldset>"
                )
            );

    private static string Value(Member? member, string tag) =>
        member?.MergeFields[tag] is { } value ? value.Text() ?? value.ToJsonString() : "";
}
