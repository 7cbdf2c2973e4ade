using System.Text.Json.Serialization;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>How the records above become JSON: snake case, nothing for null, unknown members ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Ping))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(MailingList))]
[JsonSerializable(typeof(MailingListPage))]
[JsonSerializable(typeof(AudienceField))]
[JsonSerializable(typeof(AudienceFieldPage))]
[JsonSerializable(typeof(AudienceFieldBody))]
[JsonSerializable(typeof(Segment))]
[JsonSerializable(typeof(SegmentPage))]
[JsonSerializable(typeof(GroupCategoryPage))]
[JsonSerializable(typeof(GroupPage))]
[JsonSerializable(typeof(StoredFile))]
[JsonSerializable(typeof(StoredFilePage))]
[JsonSerializable(typeof(StoredFileBody))]
[JsonSerializable(typeof(Campaign))]
[JsonSerializable(typeof(CampaignBody))]
[JsonSerializable(typeof(CampaignPage))]
[JsonSerializable(typeof(CampaignContent))]
[JsonSerializable(typeof(SendChecklist))]
[JsonSerializable(typeof(TestBody))]
[JsonSerializable(typeof(ScheduleBody))]
[JsonSerializable(typeof(ResendBody))]
[JsonSerializable(typeof(ReportSummary))]
[JsonSerializable(typeof(ClickedLinkPage))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(MemberBatchBody))]
[JsonSerializable(typeof(MemberBatchAnswer))]
internal sealed partial class MailchimpJson : JsonSerializerContext;
