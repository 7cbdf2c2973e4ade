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

    [Get("/?fields=account_id")]
    Task<Account> GetAccountAsync(CancellationToken cancellationToken);

    [Get("/lists?fields=lists.id,lists.name,total_items")]
    Task<MailingListPage> GetListsAsync(int count, int offset, CancellationToken cancellationToken);

    [Get("/lists/{listId}?fields=id,name,stats.member_count")]
    Task<MailingList> GetListAsync(string listId, CancellationToken cancellationToken);

    [Get(
        "/lists/{listId}/merge-fields?fields=merge_fields.merge_id,merge_fields.tag,merge_fields.name,merge_fields.type,merge_fields.default_value,total_items"
    )]
    Task<AudienceFieldPage> GetMergeFieldsAsync(string listId, int count, int offset, CancellationToken cancellationToken);

    [Post("/lists/{listId}/merge-fields")]
    Task<AudienceField> CreateMergeFieldAsync(
        string listId,
        [Body(buffered: true)] AudienceFieldBody body,
        CancellationToken cancellationToken
    );

    [Patch("/lists/{listId}/merge-fields/{mergeId}")]
    Task<AudienceField> UpdateMergeFieldAsync(
        string listId,
        int mergeId,
        [Body(buffered: true)] AudienceFieldBody body,
        CancellationToken cancellationToken
    );

    [Get("/lists/{listId}/interest-categories?fields=categories.id,categories.title,total_items")]
    Task<GroupCategoryPage> GetGroupCategoriesAsync(string listId, int count, int offset, CancellationToken cancellationToken);

    [Get("/lists/{listId}/interest-categories/{categoryId}/interests?fields=interests.name,total_items")]
    Task<GroupPage> GetGroupsAsync(string listId, string categoryId, int count, int offset, CancellationToken cancellationToken);

    [Get("/lists/{listId}/segments?fields=segments.id,segments.name,segments.member_count,total_items")]
    Task<SegmentPage> GetSegmentsAsync(string listId, int count, int offset, CancellationToken cancellationToken);

    [Get("/lists/{listId}/segments/{segmentId}?fields=id,name,member_count")]
    Task<Segment> GetSegmentAsync(string listId, int segmentId, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    [Get(
        "/file-manager/files?type=image&sort_field=added_date&sort_dir=DESC&fields=files.id,files.name,files.full_size_url,files.created_at,total_items"
    )]
    Task<StoredFilePage> GetImagesAsync(
        int count,
        int offset,
        [AliasAs("since_created_at")] string? since,
        CancellationToken cancellationToken
    );

    [Post("/file-manager/files")]
    Task<StoredFile> UploadAsync([Body(buffered: true)] StoredFileBody body, CancellationToken cancellationToken);

    /// <summary>Newest first, with what is needed to find a campaign again.</summary>
    [Get(
        "/campaigns?sort_field=create_time&sort_dir=DESC&fields=campaigns.id,campaigns.web_id,campaigns.parent_campaign_id,campaigns.status,campaigns.create_time,campaigns.send_time,campaigns.emails_sent,campaigns.recipients.list_id,campaigns.recipients.segment_opts,campaigns.settings.title,total_items"
    )]
    Task<CampaignPage> GetCampaignsAsync(
        int count,
        int offset,
        [AliasAs("since_create_time")] string? since,
        CancellationToken cancellationToken
    );

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
    Task<CampaignContent> PutContentAsync(
        string campaignId,
        [Body(buffered: true)] CampaignContent body,
        CancellationToken cancellationToken
    );

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

    [Get("/reports/{campaignId}/click-details?fields=urls_clicked.url,urls_clicked.total_clicks,urls_clicked.unique_clicks,total_items")]
    Task<ClickedLinkPage> GetClicksAsync(string campaignId, int count, int offset, CancellationToken cancellationToken);

    /// <summary>The first to sign up first, so that who comes while the pages are read moves nobody to another page.</summary>
    [Get(
        "/lists/{listId}/members?sort_field=timestamp_signup&sort_dir=ASC&fields=members.id,members.email_address,members.status,members.merge_fields,total_items"
    )]
    Task<MemberPage> GetMembersAsync(
        string listId,
        string? status,
        [AliasAs("since_last_changed")] string? since,
        int count,
        int offset,
        CancellationToken cancellationToken
    );

    [Post("/lists/{listId}")]
    Task<MemberBatchAnswer> UpsertMembersAsync(
        string listId,
        [Body(buffered: true)] MemberBatchBody body,
        CancellationToken cancellationToken
    );
}
