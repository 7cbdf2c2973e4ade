using System.Text.Json.Nodes;
using Datamonger.Mailchimp.Sandbox.Api;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox;

/// <summary>The audience that an empty sandbox starts with: invented people at addresses that cannot exist.</summary>
public static class SandboxSeed
{
    /// <summary>The id of the seeded audience, the same in every sandbox.</summary>
    public const string AudienceId = "5a4db0a17e";

    /// <summary>The id of the seeded group category, whose title is <c>Topics</c>.</summary>
    public const string TopicsId = "5a4db07091";

    /// <summary>The id of the seeded campaign folder.</summary>
    public const string FolderId = "5a4db0f01d";

    private static readonly (string Tag, string Name)[] Fields =
    [
        ("FNAME", "First Name"),
        ("LNAME", "Last Name"),
        ("ORG", "Organisation"),
        ("LA", "Area"),
    ];
    private static readonly string[] Topics = ["Children’s services", "Adult social care", "Housing & homelessness"];

    private static readonly Invented[] People =
    [
        new("amara.okafor", "Amara", "Okafor", "Brookside Borough Council", "Lambeth", 0, "en"),
        new("ben.whitlock", "Ben", "Whitlock", "Fenmoor County Council", "Norfolk", 0, "en"),
        new("cerys.pugh", "Cerys", "Pugh", "Independent", "Herefordshire", 0, "en"),
        new("d.nameless", "", "", "", "Leeds", 1, ""),
        new("eilidh.mackinnon", "Eilidh", "MacKinnon", "Northwell Trust", "Northumberland", 1, "en"),
        new("fatima.alsayed", "فاطمة", "السيد", "Harbour Families", "Tower Hamlets", 0, "ar"),
        new("george", "George", "", "", "", 0, "en"),
        new("hana.svobodova", "Hana", "Svobodová", "Otters Bridge Academy", "Cornwall", 2, "cs"),
        new("isla.o-neill", "Isla", "O’Neill", "Castle Mead Council", "Gateshead", 0, "en"),
        new("jun.watanabe", "純", "渡辺", "Riverside Analytics", "Camden", 2, "ja"),
        new("k.oconnor", "Kieran", "O'Connor", "Sons & Daughters", "Liverpool", 0, "en"),
        new(
            "long.name",
            "Wilhelmina-Alexandrina Constance Philippa",
            "Featherstonehaugh-Cholmondeley-Majoribanks-Wriothesley",
            "The Worshipful and Ancient Federation of County, Borough, District and Parish Statisticians of England",
            "Bournemouth, Christchurch and Poole",
            0,
            "en"
        ),
        new("maria.nunez", "María", "Núñez", "Puente Research", "Bristol, City of", 0, "es"),
        new("nobody.markup", "<b>Bold</b>", "& <script>alert(1)</script>", "\"Quoted\" 'Council'", "Kent", 0, "en"),
        new("oleksandr.bondar", "Олександр", "Бондар", "Willow Lane School", "Salford", 1, "uk"),
        new("priya.nair", "Priya", "Nair", "Greenacre Partnership", "Leicester", 0, "en"),
        new("quentin.hostile", "*|UNSUB|*", "*|IF:FNAME|*", "*|HTML:ORG|*", "Devon", 0, "en"),
        new("rosie.tamm", "Rosie", "Tamm", "Tamm & Tamm", "Wiltshire", 2, "en"),
        new("sasha.emoji", "Sasha 🌻", "Fields", "", "Medway", 0, "en"),
        new("tomasz.zielinski", "Tomasz", "Zieliński", "Hillcrest Housing", "Sheffield", 2, "pl"),
        new("uma.unknown", "Uma", "Das", "Fenmoor County Council", "Atlantis", 0, "en"),
        new("vera.text", "Vera", "Text", "Plain Reading Room", "York", 0, "en"),
        new("will.away", "Will", "Away", "Formerly of Brookside", "Lambeth", 0, "en"),
        new("xenia.pending", "Xenia", "Pending", "Newcomers Ltd", "Essex", 1, "en"),
        new("yusuf.aydin", "Yusuf", "Aydın", "İstasyon Youth Project", "Haringey", 0, "tr"),
        new("zoe.bounced", "Zoë", "Bounced", "Gone Away plc", "Durham", 0, "en"),
    ];

    private sealed record Invented(string Name, string First, string Last, string Organisation, string Area, int Topic, string Language);

    /// <summary>Makes the account and, in an empty store that wants it, the audience.</summary>
    internal static int Prepare(Session store, Site site, bool seed, string accountId)
    {
        Accounts.Create(store, site.NowText, accountId);
        if (!seed || store.Count("select count(*) from list") > 0)
            return 0;
        Lists.Insert(store, AudienceId, site.NowText, Audience());
        foreach (var (field, place) in Fields.Select((field, place) => (field, place)))
            Lists.SaveMergeField(store, AudienceId, MergeFieldsApi.New(place + 1, field.Tag, field.Name, AudienceId));
        store.Execute(
            "insert into category (id, list_id, title, type, display_order) values ($1, $2, 'Topics', 'checkboxes', 1)",
            TopicsId,
            AudienceId
        );
        foreach (var (topic, place) in Topics.Select((topic, place) => (topic, place)))
            store.Execute(
                "insert into interest (id, list_id, category_id, name, display_order) values ($1, $2, $3, $4, $5)",
                Ids.From("topic:" + topic),
                AudienceId,
                TopicsId,
                topic,
                place + 1
            );
        store.Execute("insert into campaign_folder (id, name) values ($1, 'Newsletter')", FolderId);
        foreach (var person in People)
            Members.Save(store, Member(person, site.NowText));
        var segment = Segments.Insert(store, AudienceId, "Analysts", "static", [], site.NowText);
        foreach (var name in new[] { "amara.okafor", "jun.watanabe", "priya.nair" })
            store.Execute(
                "insert into segment_member (segment_id, member_id, added) values ($1, $2, $3)",
                segment,
                Ids.Member(Address(name)),
                site.NowText
            );
        return People.Length;
    }

    private static string Address(string name) => $"{name}@{(name[0] < 'n' ? "example.org" : "example.com")}";

    private static Member Member(Invented person, string now) =>
        new()
        {
            ListId = AudienceId,
            Email = Address(person.Name),
            Status = person.Name switch
            {
                "will.away" => "unsubscribed",
                "xenia.pending" => "pending",
                "zoe.bounced" => "cleaned",
                _ => "subscribed",
            },
            EmailType = person.Name == "vera.text" ? "text" : "html",
            MergeFields = new JsonObject
            {
                ["FNAME"] = person.First,
                ["LNAME"] = person.Last,
                ["ORG"] = person.Organisation,
                ["LA"] = person.Area,
            },
            Interests = [Ids.From("topic:" + Topics[person.Topic])],
            Language = person.Language,
            Vip = person.Name == "amara.okafor",
            Rest = new JsonObject
            {
                ["ip_signup"] = "",
                ["timestamp_signup"] = "",
                ["ip_opt"] = "127.0.0.1",
                ["timestamp_opt"] = now,
            },
            Created = now,
            Changed = now,
            OptedOut = person.Name == "will.away" ? now : null,
        };

    private static JsonObject Audience() =>
        new()
        {
            ["name"] = "Sandbox readers",
            ["contact"] = new JsonObject
            {
                ["company"] = "Sandbox Publishing",
                ["address1"] = "1 Example Street",
                ["address2"] = "",
                ["city"] = "London",
                ["state"] = "",
                ["zip"] = "N1 1AA",
                ["country"] = "GB",
                ["phone"] = "",
            },
            ["permission_reminder"] = "You receive this newsletter because you signed up for it. (You did not: you are invented.)",
            ["use_archive_bar"] = true,
            ["campaign_defaults"] = new JsonObject
            {
                ["from_name"] = "Sandbox Publishing",
                ["from_email"] = "newsletter@example.org",
                ["subject"] = "",
                ["language"] = "en",
            },
            ["notify_on_subscribe"] = "",
            ["notify_on_unsubscribe"] = "",
            ["email_type_option"] = false,
            ["double_optin"] = false,
            ["marketing_permissions"] = false,
        };
}
