namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>The summary of a sent campaign.</summary>
internal sealed record ReportSummary
{
    public string? Id { get; init; }

    public int? EmailsSent { get; init; }

    public int? AbuseReports { get; init; }

    public int? Unsubscribed { get; init; }

    public ReportBounces? Bounces { get; init; }

    public ReportOpens? Opens { get; init; }

    public ReportClicks? Clicks { get; init; }
}

internal sealed record ReportBounces
{
    public int? HardBounces { get; init; }

    public int? SoftBounces { get; init; }
}

internal sealed record ReportOpens
{
    public int? OpensTotal { get; init; }

    public int? UniqueOpens { get; init; }
}

internal sealed record ReportClicks
{
    public int? ClicksTotal { get; init; }

    /// <summary>People who clicked anything; <c>unique_clicks</c> counts people a link.</summary>
    public int? UniqueSubscriberClicks { get; init; }
}

internal sealed record ClickedLink
{
    public string? Url { get; init; }

    public int? TotalClicks { get; init; }

    public int? UniqueClicks { get; init; }
}

internal sealed record ClickedLinkPage
{
    public ClickedLink[]? UrlsClicked { get; init; }

    public int? TotalItems { get; init; }
}
