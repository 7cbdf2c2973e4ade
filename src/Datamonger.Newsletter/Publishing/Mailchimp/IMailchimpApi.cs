using Refit;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// The operations of Mailchimp's Marketing API 3.0 that publishing needs. A call succeeds only with a 2xx and the JSON it
/// should bring; everything else is a <see cref="MailchimpException"/> that says what is known of it.
/// Bodies are buffered: gateways dislike chunked ones, and a retried call must have its body again.
/// </summary>
internal interface IMailchimpApi
{
    [Get("/ping")]
    Task<Ping> PingAsync(CancellationToken cancellationToken);

    [Get("/lists?count=1000&fields=lists.id,lists.name,total_items")]
    Task<MailingListPage> GetListsAsync(CancellationToken cancellationToken);

    [Get("/lists/{listId}?fields=id,name,stats.member_count")]
    Task<MailingList> GetListAsync(string listId, CancellationToken cancellationToken);

    [Get("/lists/{listId}/merge-fields?count=1000&fields=merge_fields.merge_id,merge_fields.tag,merge_fields.name,merge_fields.type,merge_fields.default_value,total_items")]
    Task<AudienceFieldPage> GetMergeFieldsAsync(string listId, CancellationToken cancellationToken);

    [Post("/lists/{listId}/merge-fields")]
    Task<AudienceField> CreateMergeFieldAsync(string listId, [Body(buffered: true)] AudienceFieldBody body, CancellationToken cancellationToken);

    [Patch("/lists/{listId}/merge-fields/{mergeId}")]
    Task<AudienceField> UpdateMergeFieldAsync(string listId, int mergeId, [Body(buffered: true)] AudienceFieldBody body, CancellationToken cancellationToken);

    [Get("/lists/{listId}/segments?count=1000&fields=segments.id,segments.name,segments.member_count,total_items")]
    Task<SegmentPage> GetSegmentsAsync(string listId, int offset, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    [Get("/file-manager/files?type=image&count=1000&sort_field=added_date&sort_dir=DESC")]
    Task<StoredFilePage> GetImagesAsync(int offset, CancellationToken cancellationToken);

    [Post("/file-manager/files")]
    Task<StoredFile> UploadAsync([Body(buffered: true)] StoredFileBody body, CancellationToken cancellationToken);

    /// <summary>Newest first, with what is needed to find a campaign again.</summary>
    [Get("/campaigns?count=1000&sort_field=create_time&sort_dir=DESC&fields=campaigns.id,campaigns.parent_campaign_id,campaigns.status,campaigns.create_time,campaigns.send_time,campaigns.emails_sent,campaigns.recipients.list_id,campaigns.recipients.segment_opts,campaigns.settings.title,total_items")]
    Task<CampaignPage> GetCampaignsAsync(int offset, CancellationToken cancellationToken);

    [Get("/campaigns/{campaignId}")]
    Task<Campaign> GetCampaignAsync(string campaignId, CancellationToken cancellationToken);

    [Post("/campaigns")]
    Task<Campaign> CreateCampaignAsync([Body(buffered: true)] CampaignBody body, CancellationToken cancellationToken);

    [Patch("/campaigns/{campaignId}")]
    Task<Campaign> UpdateCampaignAsync(string campaignId, [Body(buffered: true)] CampaignBody body, CancellationToken cancellationToken);

    [Delete("/campaigns/{campaignId}")]
    Task DeleteCampaignAsync(string campaignId, CancellationToken cancellationToken);

    [Get("/campaigns/{campaignId}/content?fields=html,plain_text")]
    Task<CampaignContent> GetContentAsync(string campaignId, CancellationToken cancellationToken);

    [Put("/campaigns/{campaignId}/content")]
    Task<CampaignContent> PutContentAsync(string campaignId, [Body(buffered: true)] CampaignContent body, CancellationToken cancellationToken);

    [Get("/campaigns/{campaignId}/send-checklist")]
    Task<SendChecklist> GetChecklistAsync(string campaignId, CancellationToken cancellationToken);

    [Post("/campaigns/{campaignId}/actions/test")]
    Task TestAsync(string campaignId, [Body(buffered: true)] TestBody body, CancellationToken cancellationToken);

    [Post("/campaigns/{campaignId}/actions/schedule")]
    Task ScheduleAsync(string campaignId, [Body(buffered: true)] ScheduleBody body, CancellationToken cancellationToken);

    [Post("/campaigns/{campaignId}/actions/unschedule")]
    Task UnscheduleAsync(string campaignId, CancellationToken cancellationToken);

    [Post("/campaigns/{campaignId}/actions/send")]
    Task SendAsync(string campaignId, CancellationToken cancellationToken);

    [Post("/campaigns/{campaignId}/actions/create-resend")]
    Task<Campaign> CreateResendAsync(string campaignId, [Body(buffered: true)] ResendBody body, CancellationToken cancellationToken);

    [Get("/reports/{campaignId}?fields=id,emails_sent,abuse_reports,unsubscribed,bounces,opens,clicks")]
    Task<ReportSummary> GetReportAsync(string campaignId, CancellationToken cancellationToken);

    [Get("/reports/{campaignId}/click-details?count=1000&fields=urls_clicked.url,urls_clicked.total_clicks,urls_clicked.unique_clicks,total_items")]
    Task<ClickedLinkPage> GetClicksAsync(string campaignId, int offset, CancellationToken cancellationToken);

    [Get("/lists/{listId}/members?count=1000&fields=members.id,members.email_address,members.status,members.merge_fields,total_items")]
    Task<MemberPage> GetMembersAsync(string listId, string? status, int offset, CancellationToken cancellationToken);

    [Post("/lists/{listId}")]
    Task<MemberBatchAnswer> UpsertMembersAsync(string listId, [Body(buffered: true)] MemberBatchBody body, CancellationToken cancellationToken);
}
