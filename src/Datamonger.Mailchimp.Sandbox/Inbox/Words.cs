using Datamonger.Mailchimp.Sandbox.Storage;

namespace Datamonger.Mailchimp.Sandbox.Inbox;

/// <summary>How the inbox puts things.</summary>
internal static class Words
{
    public static string Title(string subject) => subject.Trim().Length > 0 ? subject : "(no subject)";

    public static string Name(Reader reader) =>
        reader.Name.Length > 0 ? reader.Name : reader.Email[..reader.Email.IndexOf('@', StringComparison.Ordinal)];

    public static string Status(string status) =>
        status switch
        {
            "test" => "test address",
            "cleaned" => "bounced",
            _ => status,
        };

    public static string Activity(Letter letter) =>
        (letter.Opens, letter.Clicks) switch
        {
            (0, 0) => "",
            (_, 0) => " · opened",
            _ => " · opened, clicked",
        };

    public static string Stage(Campaign campaign) =>
        campaign.Status switch
        {
            "save" => "Draft",
            "schedule" => $"Scheduled for {Days.Words(campaign.SendTime ?? "")}",
            "sent" => $"Sent {Days.Words(campaign.SendTime ?? "")}",
            _ => char.ToUpperInvariant(campaign.Status[0]) + campaign.Status[1..],
        };

    public static Html Mark(Letter letter) => letter.IsTest ? Html.Of($"<span class=\"mark\">Test</span> ") : Html.Empty;

    /// <summary>Marks the link to the page that is shown.</summary>
    public static Html Current(bool isCurrent) => isCurrent ? Html.Of($" aria-current=\"page\"") : Html.Empty;
}
