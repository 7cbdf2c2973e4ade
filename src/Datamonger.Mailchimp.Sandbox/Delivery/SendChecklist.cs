using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Delivery;

/// <summary>One line of the checklist. The ids are the sandbox's own.</summary>
internal sealed record ChecklistItem(string Type, int Id, string Heading, string Details);

/// <summary>Whether a campaign can be sent, and what stands in the way.</summary>
internal sealed record SendChecklist(ImmutableArray<ChecklistItem> Items)
{
    /// <summary>A domain that is never verified, so that this refusal can be tried.</summary>
    public const string UnverifiedDomain = "unverified.example.org";

    public bool IsReady => Items.All(item => item.Type != "error");

    public static SendChecklist Of(Session store, Campaign campaign)
    {
        var content = Campaigns.Content(store, campaign.Id);
        var list = Lists.Find(store, campaign.ListId);
        var recipients = list is null ? 0 : new SegmentFilter(store, list.Id).Recipients(campaign.SegmentOptions).Length;
        var items = ImmutableArray.CreateBuilder<ChecklistItem>();
        Add(100, "Audience", list is not null, "The audience is chosen.", "Choose an audience.");
        Add(110, "Recipients", recipients > 0, $"{recipients} recipients.", "Nobody would receive this campaign.");
        Add(200, "Subject", campaign.Setting("subject_line").Length > 0, "The subject line is set.", "Write a subject line.");
        Add(
            210,
            "From",
            campaign.Setting("from_name").Length > 0 && campaign.Setting("reply_to").Length > 0,
            "The sender is set.",
            "Set from_name and reply_to."
        );
        var verified = !campaign.Setting("reply_to").EndsWith("@" + UnverifiedDomain, StringComparison.OrdinalIgnoreCase);
        Add(220, "From domain", verified, "The sender's domain is verified.", "Verify the domain of the reply_to address.");
        if (campaign.Type != "rss")
            Content(campaign, content);
        return new SendChecklist(items.ToImmutable());

        void Add(int id, string heading, bool good, string success, string failure) =>
            items.Add(new ChecklistItem(good ? "success" : "error", id, heading, good ? success : failure));

        void Content(Campaign draft, Content? written)
        {
            if (draft.Type == "plaintext")
                Add(300, "Plain-text email", written?.PlainText.Trim().Length > 0, "The text is written.", "Write the text.");
            else
                Add(300, "HTML email", written?.Html.Trim().Length > 0, "The email is designed.", "Design the email.");
            if (written is null)
                return;
            foreach (
                var (id, part, text) in new[]
                {
                    (310, "HTML", written.Html),
                    (320, "plain text", written.PlainText),
                    (330, "subject line", draft.Setting("subject_line")),
                    (340, "preview text", draft.Setting("preview_text")),
                }
            )
            {
                var template = MergeTagTemplate.Parse(text);
                if (!template.Errors.IsEmpty)
                    items.Add(
                        new ChecklistItem(
                            "error",
                            id,
                            "Merge tags",
                            $"In the {part}: {string.Join("; ", template.Errors.Select(error => error.Message))}."
                        )
                    );
            }
            var main = draft.Type == "plaintext" ? written.PlainText : written.Html;
            if (!main.Contains("*|UNSUB|*", StringComparison.Ordinal))
                items.Add(new ChecklistItem("warning", 400, "Footer", "The email has no unsubscribe link; a footer with one is added."));
        }
    }

    public JsonObject ToJson() =>
        new()
        {
            ["is_ready"] = IsReady,
            ["items"] = JsonTree.Array(
                Items.Select(item => new JsonObject
                {
                    ["type"] = item.Type,
                    ["id"] = item.Id,
                    ["heading"] = item.Heading,
                    ["details"] = item.Details,
                })
            ),
        };
}
