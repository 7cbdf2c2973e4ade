using Datamonger.Newsletter.Settings;
using Scriban.Runtime;

namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>Makes what every template may read: the newsletter and its publisher, the theme, the part that is being made.</summary>
internal static class SharedModel
{
    public static ScriptObject Of(NewsletterSettings settings, EmailPart part)
    {
        var organisation = settings.Organisation;
        return Model.Of(
            (
                "target",
                part switch
                {
                    EmailPart.Html => "email",
                    EmailPart.Text => "text",
                    _ => "web",
                }
            ),
            ("theme", Theme(settings.Theme)),
            (
                "newsletter",
                Model.Of(
                    ("name", settings.Name),
                    ("strapline", settings.Strapline),
                    ("archive_url", settings.ArchiveUrl),
                    (
                        "organisation",
                        Model.Of(
                            ("name", organisation.Name),
                            ("address", organisation.Address),
                            ("phone", organisation.Phone),
                            ("email", organisation.Email),
                            ("website", organisation.Website),
                            ("linkedin", organisation.LinkedIn)
                        )
                    )
                )
            )
        );
    }

    /// <summary>The theme's colours by the names that newsletter.yml gives them.</summary>
    public static ScriptObject Theme(Theme theme) =>
        Model.Of(
            ("ink", theme.Ink),
            ("paper", theme.Paper),
            ("ground", theme.Ground),
            ("accent", theme.Accent),
            ("muted", theme.Muted),
            ("rule", theme.Rule),
            ("comparison", theme.Comparison),
            ("palette", Model.List(theme.Palette)),
            ("dark_ink", theme.DarkInk),
            ("dark_ground", theme.DarkGround),
            ("dark_paper", theme.DarkPaper),
            ("dark_accent", theme.DarkAccent),
            ("dark_muted", theme.DarkMuted)
        );
}
