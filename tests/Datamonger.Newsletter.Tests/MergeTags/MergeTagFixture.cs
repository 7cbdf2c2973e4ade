using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;

namespace Datamonger.Newsletter.Tests.MergeTags;

/// <summary>The audience, the person and the campaign that the vectors are about.</summary>
internal static class MergeTagFixture
{
    public static readonly MergeTagContext Ada = new()
    {
        Now = new DateTimeOffset(2026, 11, 22, 9, 5, 0, TimeSpan.Zero),
        Fields =
        [
            new MergeTagField("FNAME"),
            new MergeTagField("LNAME", Default: "friend"),
            new MergeTagField("AGE", "number"),
            new MergeTagField("PLAN"),
            new MergeTagField("BIO"),
            new MergeTagField("ZIPTXT"),
        ],
        Values = ImmutableDictionary.CreateRange([
            KeyValuePair.Create("EMAIL", "ada@example.com"),
            KeyValuePair.Create("FNAME", "Ada"),
            KeyValuePair.Create("LNAME", ""),
            KeyValuePair.Create("AGE", "36"),
            KeyValuePair.Create("PLAN", "PRO"),
            KeyValuePair.Create("BIO", "<b>R&D</b>"),
            KeyValuePair.Create("ZIPTXT", "9"),
        ]),
        Member = new MergeTagMember("ue1", "de", "x1"),
        Interests = Groups("Science", "Arts & Crafts"),
        Groups = Groups("Science", "Arts & Crafts", "Sport"),
        List = new MergeTagList
        {
            Id = "a1b2c3d4e5",
            Name = "Readers",
            PermissionReminder = "You asked for it.",
            Members = 3,
            Contact = new PostalAddress("Foo & Co", "1 Main St", "", "Zurich", "ZH", "8001", "CH", "+41 1"),
        },
        Campaign = new MergeTagCampaign("c1", "Hi *|FNAME|*", "Soon <here>"),
        Urls = ImmutableDictionary.CreateRange([
            KeyValuePair.Create("UNSUB", "https://x.test/u"),
            KeyValuePair.Create("ARCHIVE", "https://x.test/a"),
            KeyValuePair.Create("UPDATE_PROFILE", "https://x.test/p"),
            KeyValuePair.Create("FORWARD", "https://x.test/f"),
        ]),
    };

    public static MergeTagContext With(string tag, string value) => Ada with { Values = Ada.Values.SetItem(tag, value) };

    private static ImmutableDictionary<string, ImmutableArray<string>> Groups(params ImmutableArray<string> names) =>
        ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("Topics", names);
}
