using Datamonger.Newsletter.Tests.Support;
using Microsoft.Playwright;

namespace Datamonger.Newsletter.Tests.Cli.Preview;

/// <summary>One Chromium for the tests of a class; each test has a context of its own.</summary>
public sealed class PreviewBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new page that has loaded an issue. Requests to anywhere but the preview are refused and written down.</summary>
    internal async Task<IPage> OpenAsync(
        PreviewHost host,
        string query = "",
        List<string>? elsewhere = null,
        BrowserNewContextOptions? options = null
    )
    {
        _playwright ??= await Playwright.CreateAsync();
        _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Require.Browser(), Args = ["--no-sandbox"] });
        var context = await _browser.NewContextAsync(
            options
                ?? new()
                {
                    ViewportSize = new() { Width = 1280, Height = 800 },
                }
        );
        await context.RouteAsync(
            url => new Uri(url).Authority != host.Server.Address.Authority,
            route =>
            {
                elsewhere?.Add(route.Request.Url);
                return route.AbortAsync();
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{host.Page}{query}#{host.Server.Token}");
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.version");
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
