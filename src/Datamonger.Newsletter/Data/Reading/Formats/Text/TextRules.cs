using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>What can be wrong with the characters of a text file.</summary>
internal static class TextRules
{
    public static readonly DiagnosticRule WrongEncoding = new("DM256", Severity.Error, "A text file that is not in its encoding");
    public static readonly DiagnosticRule GuessedEncoding = new("DM257", Severity.Info, "A text file whose encoding was guessed");
    public static readonly DiagnosticRule NotText = new("DM258", Severity.Error, "A text file with bytes or lines that no table has");

    /// <summary>Ordered by code.</summary>
    public static readonly ImmutableArray<DiagnosticRule> All = [WrongEncoding, GuessedEncoding, NotText];
}
