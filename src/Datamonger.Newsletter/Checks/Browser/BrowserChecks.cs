using System.Collections.Immutable;
using Datamonger.Newsletter.Checks.Browser.Rules;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>
/// The checks that look at an issue as a browser lays it out: how to ask a browser, and what to make of its answer. Starting one is the
/// caller's affair.
/// </summary>
public static class BrowserChecks
{
    /// <summary>The checks, written out.</summary>
    internal static ImmutableArray<IBrowserCheck> All { get; } =
    [new PagesFitPhones(), new TextStandsOut(), new EmailReadsWithoutStyles(), new TargetsHaveRoom()];

    /// <summary>The rules of theirs that no other check has.</summary>
    public static ImmutableArray<CheckRule> Rules { get; } = [.. All.SelectMany(check => check.Rules)];

    /// <summary>The page that a browser has to open to measure issues; it wants their pictures in <c>images/</c> beside it.</summary>
    public static string Page(ImmutableArray<BrowserSubject> subjects) =>
        MeasuringPage.Write(subjects.SelectMany(Pages).Select(page => (page.Html, page.Looks)));

    /// <summary>What is wrong with each issue; null when the browser did not come to the end of its work.</summary>
    /// <param name="subjects">The issues of which the page was made.</param>
    /// <param name="document">The page's HTML when the browser was done.</param>
    public static ImmutableArray<BrowserFindings>? Findings(ImmutableArray<BrowserSubject> subjects, string document)
    {
        if (MeasurementReader.Read(document) is not { } measurements)
            return null;
        var byPage = measurements.ToLookup(measurement => measurement.Page);
        var number = 0;
        return
        [
            .. subjects.Select(subject =>
            {
                var context = subject.Context;
                var issue = new MeasuredIssue(
                    context,
                    [.. Pages(subject).Select(page => new MeasuredPage(context, page.Html, page.Where, [.. byPage[number++]]))]
                );
                var diagnostics = new DiagnosticBag();
                foreach (var check in All)
                    check.Run(issue, diagnostics);
                return new BrowserFindings(
                    context.Issue,
                    diagnostics.ToImmutable(),
                    issue.Pages[0].Measurements.Select(measured => measured.Unclear).DefaultIfEmpty().Max(),
                    measurements.All(measured => measured.IsInScheme)
                );
            }),
        ];
    }

    // The web page's own policy lets pictures come from where it lies, which is a folder here.
    private static IEnumerable<(string Html, ImmutableArray<PageLook> Looks, string Where)> Pages(BrowserSubject subject) =>
        [
            .. subject.Readings.Select(
                (reading, index) =>
                    (reading.Html, index == 0 ? PageLook.OfEmail : PageLook.OfOtherReading, index == 0 ? "" : $" for \"{reading.Reader}\"")
            ),
            (
                subject.Context.Email.MarkedWeb.Replace("img-src 'self'", "img-src 'self' file:", StringComparison.Ordinal),
                PageLook.OfWeb,
                MeasuredPage.OnWeb
            ),
        ];
}

/// <summary>What a browser showed of an issue.</summary>
/// <param name="Issue">The issue.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
/// <param name="Unclear">Lines of its email whose contrast cannot be told, because a picture or gradient lies behind them.</param>
/// <param name="ShowsSchemes">Whether the browser can show light and dark; contrast is judged only in the scheme that it showed.</param>
public sealed record BrowserFindings(Issue Issue, ImmutableArray<Diagnostic> Diagnostics, int Unclear, bool ShowsSchemes);
