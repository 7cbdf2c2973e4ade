using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Publishing;

/// <summary>
/// Reports as datasets: <c>issue_reports.csv</c>, a row a campaign, and <c>link_reports.csv</c>, a row a link. A later reading
/// replaces the rows of its campaigns and keeps the others.
/// </summary>
public static class ReportDatasets
{
    /// <summary>The names of the files.</summary>
    public static readonly ImmutableArray<string> FileNames = ["issue_reports.csv", "link_reports.csv"];

    private const string IssueHeader =
        "issue,campaign,edition,sent,as_of,status,recipients,opens,openers,clicks,clickers,unsubscribed,hard_bounces,soft_bounces,complaints";
    private const string LinkHeader = "issue,campaign,url,clicks,clickers";

    /// <summary>Writes both files.</summary>
    /// <param name="directory">Their folder; it is made when it is missing.</param>
    /// <exception cref="PublishStoppedException">A file of that name has other columns: it was not written here.</exception>
    public static void Write(string directory, ImmutableArray<CampaignReport> reports)
    {
        var campaigns = reports.Select(report => report.Campaign).ToHashSet(StringComparer.Ordinal);
        var (issues, links) = (Path.Combine(directory, FileNames[0]), Path.Combine(directory, FileNames[1]));
        // Both are read before one is written: a file that is not ours stops everything.
        string[] issueRows = [.. Others(issues, IssueHeader, campaigns), .. reports.Select(Row)];
        string[] linkRows = [.. Others(links, LinkHeader, campaigns), .. reports.SelectMany(report => report.Links, Row)];
        Directory.CreateDirectory(directory);
        Write(issues, IssueHeader, issueRows);
        Write(links, LinkHeader, linkRows);
    }

    private static string Row(CampaignReport report) =>
        string.Join(
            ',',
            report.Issue,
            report.Campaign,
            report.Edition ?? "first",
            Moment(report.Sent),
            Moment(report.AsOf),
            report.IsProvisional ? "provisional" : "final",
            report.Recipients,
            report.Opens.Total,
            report.Opens.Unique,
            report.Clicks.Total,
            report.Clicks.Unique,
            report.Unsubscribed,
            report.Bounces.Hard,
            report.Bounces.Soft,
            report.Complaints
        );

    private static string Row(CampaignReport report, LinkClicks link) =>
        string.Join(
            ',',
            report.Issue,
            report.Campaign,
            $"\"{link.Url.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            link.Total,
            link.Unique
        );

    private static string? Moment(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // Slugs and ids hold no comma, so that the first two cells of a line are what stands before the second comma.
    private static IEnumerable<string> Others(string path, string header, HashSet<string> campaigns)
    {
        AppendOnlyFile.RefuseLinks(path);
        if (!File.Exists(path))
            return [];
        var lines = File.ReadAllLines(path);
        if (lines.FirstOrDefault() != header)
        {
            throw new PublishStoppedException(
                PublishOutcome.Usage,
                $"{Path.GetFileName(path)} has other columns than a report: it was not written by this program, or was changed since."
            )
            {
                Facts = ["Rename it, or write the reports elsewhere with --out."],
            };
        }
        return lines.Skip(1).Where(line => line.Length > 0 && !campaigns.Contains(line.Split(',', 3)[1]));
    }

    private static void Write(string path, string header, string[] rows)
    {
        Array.Sort(rows, StringComparer.Ordinal);
        WholeFile.Replace(path, string.Join('\n', [header, .. rows]) + "\n");
    }
}
