namespace Datamonger.Mailchimp.Sandbox.Api;

/// <summary>The list of resources, written out.</summary>
internal static class ApiOperations
{
    public static void MapAll(ApiRouter router)
    {
        AccountApi.Map(router);
        ListsApi.Map(router);
        MergeFieldsApi.Map(router);
        MembersApi.Map(router);
        MemberTagsApi.Map(router);
        SegmentsApi.Map(router);
        InterestsApi.Map(router);
        WebhooksApi.Map(router);
        CampaignsApi.Map(router);
        CampaignContentApi.Map(router);
        CampaignActionsApi.Map(router);
        CampaignFoldersApi.Map(router);
        FileManagerApi.Map(router);
        TemplatesApi.Map(router);
        BatchesApi.Map(router);
        ReportsApi.Map(router);
        ReportDetailsApi.Map(router);
    }
}
