using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Datamonger.Newsletter.Tests.Support;

/// <summary>The accessibility checker axe, run in an open page.</summary>
internal static class Axe
{
    // What depends on the colour scheme; everything else is the same in both and is judged in light.
    private static readonly string[] Coloured = ["color-contrast", "link-in-text-block"];

    /// <summary>What it finds, each with the elements it is about.</summary>
    /// <param name="page">The page; its context bypasses a content security policy.</param>
    /// <param name="scheme">The scheme it is shown in: in dark only rules about colour run.</param>
    /// <param name="parts">Parts to include or exclude; null for the whole page.</param>
    /// <param name="disabled">Rules that do not apply.</param>
    public static async Task<string[]> ViolationsAsync(
        IPage page,
        ColorScheme scheme,
        AxeRunContext? parts = null,
        params string[] disabled
    )
    {
        var options = new AxeRunOptions
        {
            ResultTypes = [ResultType.Violations],
            RunOnly = scheme is ColorScheme.Dark ? new RunOnlyOptions { Type = "rule", Values = [.. Coloured] } : null,
            Rules = disabled.ToDictionary(rule => rule, _ => new RuleOptions { Enabled = false }, StringComparer.Ordinal),
        };
        var result = parts is null ? await page.RunAxe(options) : await page.RunAxe(parts, options);
        return
        [
            .. result.Violations.Select(violation => $"{violation.Id} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}"),
        ];
    }
}
