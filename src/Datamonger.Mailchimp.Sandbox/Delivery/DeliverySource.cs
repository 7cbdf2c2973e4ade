using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>
/// What an email is made from, frozen when it is sent: the content, the sender, and what merge tags say about audience and account.
/// </summary>
internal sealed record DeliverySource(JsonObject Json)
{
    public string Html => Get("html");

    public string PlainText => Get("plain_text");

    public string Subject => Get("subject");

    public string Preview => Get("preview");

    public string FromName => Get("from_name");

    public string ReplyTo => Get("reply_to");

    public string CampaignId => Get("campaign_id");

    public string ListId => Get("list_id");

    public bool TracksOpens => Json["opens"].IsTrue();

    public bool TracksClicks => Json["html_clicks"].IsTrue();

    public bool AddsFooter => Json["auto_footer"].IsTrue();

    public static DeliverySource Of(Session store, Campaign campaign, Content content, string now)
    {
        var list = Lists.Find(store, campaign.ListId);
        return new DeliverySource(
            new JsonObject
            {
                ["campaign_id"] = campaign.Id,
                ["list_id"] = campaign.ListId,
                ["html"] = content.Html,
                ["plain_text"] = content.PlainText,
                ["subject"] = campaign.Setting("subject_line"),
                ["preview"] = campaign.Setting("preview_text"),
                ["from_name"] = campaign.Setting("from_name"),
                ["reply_to"] = campaign.Setting("reply_to"),
                ["opens"] = campaign.IsTracked("opens"),
                ["html_clicks"] = campaign.IsTracked("html_clicks"),
                ["auto_footer"] = campaign.Settings["auto_footer"].IsTrue(),
                ["now"] = now,
                ["list"] = list?.Body.DeepClone() ?? new JsonObject(),
                ["members"] = store.Count("select count(*) from member where list_id = $1 and status = 'subscribed'", campaign.ListId),
                ["fields"] = JsonTree.Array(Lists.MergeFields(store, campaign.ListId)),
                ["groups"] = Person.Groups(Lists.Interests(store, campaign.ListId)),
                ["account"] = Accounts.Read(store),
            }
        );
    }

    public static DeliverySource? Find(Session store, string campaignId) =>
        store.First("select source from delivery where campaign_id = $1", row => new DeliverySource(row.Json("source")), campaignId);

    /// <summary>What merge tags ask for, without the addresses of the system pages.</summary>
    public MergeTagContext Context(Person? person) =>
        new()
        {
            Now = AccountTime(Iso.Parse(Get("now"))),
            Fields =
            [
                .. Json["fields"]!
                    .AsArray()
                    .Select(field => new MergeTagField(
                        Text(field, "tag"),
                        Text(field, "type"),
                        Text(field, "default_value"),
                        (int)field!["merge_id"]!.GetValue<long>()
                    )),
            ],
            Values = person?.Values ?? ImmutableDictionary<string, string>.Empty,
            Member = person is null
                ? new MergeTagMember()
                : new MergeTagMember(person.UniqueId, person.Language, Ids.From(CampaignId + person.UniqueId)),
            Interests = person?.Interests ?? ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            Groups = Person.Groups(Json["groups"]!.AsObject()),
            List = new MergeTagList
            {
                Id = ListId,
                Name = Text(Json["list"], "name"),
                PermissionReminder = Text(Json["list"], "permission_reminder"),
                Email = Text(Json["list"]?["campaign_defaults"], "from_email"),
                Members = (int)Json["members"]!.GetValue<long>(),
                Contact = Address(Json["list"]?["contact"]),
            },
            Campaign = new MergeTagCampaign(CampaignId, Subject, Preview),
            Account = Account(Json["account"]),
        };

    private static PostalAddress Address(JsonNode? contact) =>
        new(
            Text(contact, "company"),
            Text(contact, "address1"),
            Text(contact, "address2"),
            Text(contact, "city"),
            Text(contact, "state"),
            Text(contact, "zip"),
            Text(contact, "country"),
            Text(contact, "phone")
        );

    private static MergeTagAccount Account(JsonNode? account)
    {
        var contact = account?["contact"];
        var address = new PostalAddress(
            "",
            Text(contact, "addr1"),
            Text(contact, "addr2"),
            Text(contact, "city"),
            Text(contact, "state"),
            Text(contact, "zip"),
            Text(contact, "country")
        );
        return new MergeTagAccount(Text(contact, "company"), address.OneLine, "", Text(account, "email"), "");
    }

    private static DateTimeOffset AccountTime(DateTimeOffset moment) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(Accounts.TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(moment, zone) : moment;

    private static string Text(JsonNode? json, string name) => json?[name].Text() ?? "";

    private string Get(string name) => Text(Json, name);
}
