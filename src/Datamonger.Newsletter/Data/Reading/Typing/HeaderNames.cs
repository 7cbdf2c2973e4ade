using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>Turns a header row into column names: clean, never empty, unique without regard to case.</summary>
internal static class HeaderNames
{
    private const int MaximumLength = 200;

    /// <summary>The names of a header; what had to be changed, other than blanks, is reported.</summary>
    public static ImmutableArray<string> From(ImmutableArray<string> header, Dataset dataset, DiagnosticBag diagnostics)
    {
        var at = new SourceLocation(dataset.Path, dataset.Options.Skip + 1, 1);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = ImmutableArray.CreateBuilder<string>(header.Length);
        for (var i = 0; i < header.Length; i++)
        {
            var clean = Clean(header[i]);
            var wanted = clean.Length == 0 ? $"column_{i + 1}" : clean;
            var name = MakeUnique(wanted, taken);
            if (clean.Length == 0)
                diagnostics.Add(DatasetRules.HeaderChanged, at, $"Column {i + 1} has no name; it is called \"{name}\".");
            else if (name != wanted)
                diagnostics.Add(
                    DatasetRules.HeaderChanged,
                    at,
                    $"Column {i + 1} is the second one called \"{wanted}\"; it is called \"{name}\"."
                );
            names.Add(name);
        }
        return names.MoveToImmutable();
    }

    /// <summary>The name, or the name with the first number that makes it unique; it is then taken.</summary>
    public static string MakeUnique(string name, HashSet<string> taken)
    {
        if (taken.Add(name))
            return name;
        for (var i = 2; ; i++)
        {
            var numbered = $"{name}_{i.ToString(CultureInfo.InvariantCulture)}";
            if (taken.Add(numbered))
                return numbered;
        }
    }

    /// <summary>
    /// Line ends and runs of blanks become one blank; what cannot be seen (controls, marks of direction, zero-width) goes.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                    clean.Append(' ');
            }
            else if (
                char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned)
            )
            {
                clean.Append(c);
            }
            if (clean.Length == MaximumLength)
                break;
        }
        return clean.ToString().TrimEnd();
    }
}
