using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Tests.Settings;

public sealed class SettingsReaderTests
{
    private const string Sound = "name: N\norganisation: {name: O}\nsender: {name: S, reply_to: s@example.org}\n";

    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var (settings, found) = Read(Sound);
        Assert.Equal("", found);
        Assert.Equal(
            ("en-GB", "Europe/London", "default", "sandbox", "#12436D"),
            (settings.Language.Tag, settings.TimeZone, settings.Template, settings.Target, settings.Theme.Accent)
        );
    }

    [Fact]
    public void A_merge_field_is_found_by_its_label_in_any_case_or_its_tag()
    {
        var (settings, _) = Read(Sound + "merge_fields:\n  FNAME: {label: First Name, fallback: colleague}\n");
        Assert.Equal("FNAME", settings.FindMergeField("first name")!.Tag);
        Assert.Equal("colleague", settings.FindMergeField("FNAME")!.Fallback);
        Assert.Null(settings.FindMergeField("fname"));
    }

    [Fact]
    public void Every_mistake_is_found_in_one_run()
    {
        var (_, found) = Read(
            "nmae: N\norganisation: {name: O, adress: x}\nlanguage: xx\ntime_zone: Europe/Londn\ntheme: {accent: blue}\ntarget: mailchip\n"
        );
        Assert.Equal(
            """
            content/newsletter.yml:1:1: error DM103: "nmae" is not a key of newsletter.yml.
            content/newsletter.yml:1:1: error DM104: "name" is missing; newsletter.yml needs it.
            content/newsletter.yml:1:1: error DM104: "sender" is missing; newsletter.yml needs it.
            content/newsletter.yml:2:25: error DM103: "adress" is not a key of organisation.
            content/newsletter.yml:3:11: error DM106: The language "xx" is not known.
            content/newsletter.yml:4:12: error DM107: The time zone "Europe/Londn" is not known here.
            content/newsletter.yml:5:17: error DM105: "accent" is "blue"; it wants a colour (#12436D).
            content/newsletter.yml:6:9: error DM105: "target" is "mailchip"; it wants one of sandbox, mailchimp.
            """,
            found
        );
    }

    [Fact]
    public void Colours_of_the_theme_that_are_hard_to_see_are_reported_against_their_grounds()
    {
        var (settings, found) = Read(
            Sound
                + "theme:\n  accent: \"#28A197\"\n  comparison: \"#CCCCCC\"\n  palette: [\"#12436D\", \"#FFDD00\", blue]\n  "
                + "dark_ground: \"#505A5F\"\n"
        );
        Assert.Equal(["#12436D", "#FFDD00"], settings.Theme.Palette);
        Assert.Equal(
            """
            content/newsletter.yml:5:11: warning DM109: The theme's accent #28A197 has a contrast of 3.2 against its ground #FFFFFF; it wants 4.5.
            content/newsletter.yml:6:15: warning DM109: The theme's comparison #CCCCCC has a contrast of 1.6 against its ground #FFFFFF; it wants 3.
            content/newsletter.yml:7:24: warning DM109: The theme's palette #FFDD00 has a contrast of 1.3 against its ground #FFFFFF; it wants 3.
            content/newsletter.yml:7:35: error DM105: The palette's "blue" is not a colour.
            content/newsletter.yml:8:16: warning DM109: The theme's dark_accent #6BACE6 has a contrast of 2.9 against its dark_ground #505A5F; it wants 4.5.
            content/newsletter.yml:8:16: warning DM109: The theme's dark_muted #A9AFB4 has a contrast of 3.2 against its dark_ground #505A5F; it wants 4.5.
            """,
            found
        );
    }

    [Fact]
    public void The_colours_of_the_default_theme_are_seen_well() =>
        Assert.Equal("", Read(Sound + $"theme: {{ground: \"#FFFFFF\", dark_ground: \"{Theme.Default.DarkGround}\"}}\n").Found);

    private static (NewsletterSettings Settings, string Found) Read(string yaml)
    {
        var diagnostics = new DiagnosticBag();
        var settings = SettingsReader.Read(new SourceText("content/newsletter.yml", yaml), diagnostics);
        return (settings, string.Join('\n', diagnostics.ToImmutable()));
    }
}
