using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Figures.Personal;

/// <summary>What can be wrong with a personal issue.</summary>
public static class PersonalRules
{
    /// <summary><c>personal:</c> names a query, column or key that is not there.</summary>
    public static readonly DiagnosticRule NotThere = new("DM170", Severity.Error, "A personal issue of data that are not there");

    /// <summary>A key that Mailchimp cannot be asked for, or that does not name one row.</summary>
    public static readonly DiagnosticRule BadKey = new("DM171", Severity.Error, "A key that cannot tell subscribers apart");

    /// <summary>More keys than a message carries.</summary>
    public static readonly DiagnosticRule TooManyKeys = new("DM172", Severity.Error, "A personal issue of too many keys");

    /// <summary>A merge field that cannot be compared, or whose fallback is the key of somebody else.</summary>
    public static readonly DiagnosticRule BadField = new("DM173", Severity.Error, "A merge field that cannot tell subscribers apart");

    /// <summary><c>mine</c> in an issue that is not personal.</summary>
    public static readonly DiagnosticRule NotPersonal = new("DM174", Severity.Error, "A personal figure in an issue that is not personal");

    /// <summary>A link to the subscriber's own page, and no address where the pages are.</summary>
    public static readonly DiagnosticRule NoArchive = new("DM175", Severity.Error, "A link to one's own page without an archive");

    /// <summary>Keys whose pages would have the same address, or none.</summary>
    public static readonly DiagnosticRule SameSlug = new("DM176", Severity.Error, "Keys whose pages cannot be told apart");

    /// <summary>Charts and tables that differ, of which subscribers see the default's alone.</summary>
    public static readonly DiagnosticRule NoOwnPage = new("DM177", Severity.Warning, "A chart of one's own that no subscriber sees");

    /// <summary>More bytes in the message than are good to keep.</summary>
    public static readonly DiagnosticRule LargeMessage = new("DM178", Severity.Warning, "A personal issue that is very large");
}
