using Datamonger.Newsletter.Cli.Preview.Building;

namespace Datamonger.Newsletter.Tests.Cli.Preview.Building;

public sealed class ClientViewTests
{
    private const string Html = """
        <html><head><meta name="color-scheme" content="light dark"><style>:root { color-scheme: light dark; } @media only screen and (prefers-color-scheme: dark) { p { color: #FFF; } } @media (prefers-color-scheme:light) { p { color: #000; } }</style></head><body><p>(prefers-color-scheme: dark)</p><img width="10" src="images/a.png" alt="A chart"></body></html>
        """;

    [Fact]
    public void A_light_client_takes_no_rule_for_the_dark()
    {
        var html = new ClientView(ClientScheme.Light, Images: true, Styles: true).Apply(Html);
        Assert.Contains(
            "@media only screen and (max-width:0) { p { color: #FFF; } } @media (min-width:0) { p { color: #000; } }",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("content=\"light\"", html, StringComparison.Ordinal);
        Assert.Contains(":root { color-scheme: light; }", html, StringComparison.Ordinal);
        Assert.Contains("<p>(prefers-color-scheme: dark)</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dark_client_takes_the_rules_for_it()
    {
        var html = new ClientView(ClientScheme.Dark, Images: true, Styles: true).Apply(Html);
        Assert.Contains("@media only screen and (min-width:0) { p { color: #FFF; } } @media (max-width:0)", html, StringComparison.Ordinal);
        Assert.Contains("content=\"dark\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_forces_the_dark_turns_colours_and_leaves_pictures()
    {
        var html = new ClientView(ClientScheme.Forced, Images: true, Styles: true).Apply(Html);
        Assert.Contains("filter:invert(1) hue-rotate(180deg)}img{filter:invert(1)", html, StringComparison.Ordinal);
        Assert.Contains("and (max-width:0)", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocked_pictures_leave_their_words()
    {
        var html = new ClientView(ClientScheme.Light, Images: false, Styles: true).Apply(Html);
        Assert.Contains("<img width=\"10\" alt=\"A chart\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_names_its_style_block_by_a_hash_keeps_its_styles()
    {
        const string Page =
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-x'\"><style>@media "
            + "(prefers-color-scheme: dark) { }</style></head>";
        Assert.Equal(
            "<head><style>@media (min-width:0) { }</style></head>",
            new ClientView(ClientScheme.Dark, Images: true, Styles: true).Apply(Page)
        );
    }

    [Fact]
    public void A_clipped_message_has_no_style_block()
    {
        var html = new ClientView(ClientScheme.Dark, Images: true, Styles: false).Apply(Html);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.Contains("src=\"images/a.png\"", html, StringComparison.Ordinal);
    }
}
