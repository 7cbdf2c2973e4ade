using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Figures.Personal;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>Says when the figures of all keys together make the HTML that Mailchimp keeps very large, and which of them do.</summary>
internal static class StoredSize
{
    // How much Mailchimp takes is not documented; its editor and its API are for pages of some hundred kilobytes.
    private const int Comfortable = 500_000;
    private const int MostNamed = 3;

    /// <summary>Reports a message that is too large to keep.</summary>
    /// <param name="issue">The issue.</param>
    /// <param name="figures">Its figures.</param>
    /// <param name="html">The HTML as it is sent to Mailchimp.</param>
    /// <param name="diagnostics">Takes the finding.</param>
    public static void Report(Issue issue, IssueFigures figures, string html, DiagnosticBag diagnostics)
    {
        if (
            figures.Editions is not { } editions
            || issue.FrontMatter.Personal is not { } personal
            || Encoding.UTF8.GetByteCount(html) is not (> Comfortable and var size)
        )
            return;
        var largest = issue
            .Figures.GroupBy(figure => figure.Expression, StringComparer.Ordinal)
            .Select(same => (Figure: same.First(), Times: same.Count(), Bytes: same.Sum(figure => BytesOf(figures.Find(figure), editions))))
            .Where(figure => figure.Bytes > 0)
            .OrderByDescending(figure => figure.Bytes)
            .ThenBy(figure => figure.Figure.Expression, StringComparer.Ordinal)
            .Take(MostNamed)
            .Select(figure =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{figure.Figure} takes {Math.Max(1, figure.Bytes / 1000)} KB{(figure.Times == 1 ? "" : $", {figure.Times} times")}"
                )
            );
        var named = string.Join("; ", largest);
        diagnostics.Add(
            PersonalRules.LargeMessage,
            personal.LocationOf("query"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"The HTML has {size / 1000} KB, for it holds what differs once for each of {editions.All.Length} keys."
            ),
            $"Choose fewer figures of each subscriber's own, or fewer keys.{(named.Length == 0 ? "" : $" {named}.")}"
        );
    }

    // The default's needs no condition, and neither does one that says the same.
    private static int BytesOf(Figure figure, Editions editions) =>
        figure.Personal.IsEmpty
            ? 0
            : editions.All.Sum(edition =>
                figure.TextIn(edition) is var text && text != figure.Text
                    ? Encoding.UTF8.GetByteCount($"*|ELSEIF:{editions.Field}={edition.Key}|*{text}")
                    : 0
            );
}
