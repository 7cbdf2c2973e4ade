using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Diagnostics;

/// <summary>Finds keys and passwords that somebody wrote into a file of the workspace, and keeps them from being printed.</summary>
public static partial class WrittenKey
{
    /// <summary>A key of Mailchimp, or an address with a password, in a file that others read.</summary>
    public static readonly DiagnosticRule Rule = new("DM183", Severity.Error, "A key or password in a file")
    {
        Remedy = "Revoke it where it was made, delete it here, and put the new one into the environment.",
    };

    /// <summary>Reports each key of a file.</summary>
    public static void Report(SourceText source, DiagnosticBag diagnostics)
    {
        foreach (Match match in Pattern().Matches(source.Text))
            diagnostics.Add(
                Rule,
                source.LocationAt(match.Index),
                match.Value.Contains("://", StringComparison.Ordinal)
                    ? "An address with a password stands in this file."
                    : "A key of Mailchimp stands in this file.",
                "Whoever reads the file can use it: revoke it, delete it here, and put the new one into the environment."
            );
    }

    /// <summary>The same text, of the same length, without the keys in it.</summary>
    public static string Mask(string text) => Pattern().Replace(text, match => new string('*', match.Length));

    [GeneratedRegex(
        @"\b[0-9a-f]{32}-us[0-9]{1,3}\b|\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@'""<>]{1,100}:[^\s/@'""<>]{1,200}@",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Pattern();
}
