using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Authorities;

/// <summary>
/// Finds local authorities by what data files call them: codes of two vintages, names with and without "Council" or "City of",
/// footnote digits and all. The list is embedded, so that every workspace has it.
/// </summary>
/// <remarks>
/// Codes and names are those of "Children looked after in England including adoption 2015 to 2016" (Department for Education, Open
/// Government Licence v3.0); earlier and later codes of the same area are those of the Office for National Statistics' code history.
/// </remarks>
internal static class LocalAuthorities
{
    private const string London = "London";

    // What stands round a name in the official style of a council.
    private static readonly FrozenSet<string> StyleWords = FrozenSet.ToFrozenSet([
        "the",
        "of",
        "city",
        "county",
        "borough",
        "london",
        "royal",
        "metropolitan",
        "district",
        "unitary",
        "authority",
        "council",
        "ua",
        "mbc",
        "mdc",
        "lb",
        "rb",
        "cc",
    ]);

    private static readonly Lazy<Lookup> Known = new(Read);

    private sealed record Lookup(
        ImmutableArray<LocalAuthority> All,
        FrozenDictionary<string, LocalAuthority> ByCode,
        FrozenDictionary<string, LocalAuthority> ByName,
        string Hash
    );

    /// <summary>Authorities in the order of their codes, then England and its regions.</summary>
    public static ImmutableArray<LocalAuthority> All => Known.Value.All;

    /// <summary>Hash of the list: part of every key of what depends on it.</summary>
    public static string Hash => Known.Value.Hash;

    /// <summary>The authority or region of a code or a name; null when it is not known.</summary>
    public static LocalAuthority? Find(string text)
    {
        if (Known.Value.ByCode.TryGetValue(text.Trim(), out var byCode))
            return byCode;
        var words = Words(text);
        if (Known.Value.ByName.TryGetValue(string.Concat(words), out var byName))
            return byName;
        var (start, end) = (0, words.Count);
        while (start < end && StyleWords.Contains(words[start]))
            start++;
        while (end > start && StyleWords.Contains(words[end - 1]))
            end--;
        // "City of London" is an authority, and what is left of "London Borough of …" is never the region.
        return Known.Value.ByName.TryGetValue(string.Concat(words.Take(start..end)), out var plain) && plain.IsAuthority
            ? plain
            : OfAnotherDay(text);
    }

    /// <summary>What is left of a name or a code when capitals, signs and the style of a council are taken off.</summary>
    public static string Key(string text)
    {
        if (text.Any(char.IsAsciiDigit) && text.Trim() is var code && code.All(char.IsAsciiLetterOrDigit))
            return code.ToUpperInvariant();
        var words = Words(text);
        var (start, end) = (0, words.Count);
        while (start < end - 1 && StyleWords.Contains(words[start]))
            start++;
        while (end > start + 1 && StyleWords.Contains(words[end - 1]))
            end--;
        return string.Concat(words.Take(start..end));
    }

    // An authority that the list of 2016 does not have, such as one that exists since 2019.
    private static LocalAuthority? OfAnotherDay(string text) =>
        AuthorityHistory.Find(text) is { } found
            ? new LocalAuthority(found.Code, found.DfeCode, found.Name, found.Region, found.Kind)
            : null;

    /// <summary>
    /// The authority of a row that has both a code and a name: of a code that several rows of London share, the name says which.
    /// </summary>
    public static LocalAuthority? Find(string? code, string? name)
    {
        var (byCode, byName) = (code is null ? null : Find(code), name is null ? null : Find(name));
        return byCode is null || (byCode.Region == London && byName?.Region == London) ? byName ?? byCode : byCode;
    }

    /// <summary>The name that an unknown one most likely means.</summary>
    public static string? Nearest(string text) => NearestName.To(text.Trim(), All.Select(authority => authority.Name));

    // Letters alone: what is left of "Gateshead (5)", "ST. HELENS" and "Telford & Wrekin" is the same in every file.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c))
                word.Append(char.ToLowerInvariant(c));
            else if (c is '\'' or '’')
                continue;
            else
                End();
            if (c == '&')
                words.Add("and");
        }
        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    private static Lookup Read()
    {
        using var stream =
            typeof(LocalAuthorities).Assembly.GetManifestResourceStream("local-authorities.psv")
            ?? throw new InvalidOperationException("The list of local authorities is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var all = ImmutableArray.CreateBuilder<LocalAuthority>();
        var byCode = new Dictionary<string, LocalAuthority>(StringComparer.OrdinalIgnoreCase);
        var byName = new Dictionary<string, LocalAuthority>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            var authority = new LocalAuthority(
                cells[0],
                cells[1].Length == 0 ? null : cells[1],
                cells[2],
                cells[3].Length == 0 ? null : cells[3],
                cells[4]
            );
            all.Add(authority);
            byCode.Add(authority.Code, authority);
            if (authority.DfeCode is not null)
                byCode.Add(authority.DfeCode, authority);
            foreach (
                var name in cells[5]
                    .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Prepend(authority.Name)
            )
            {
                if (name.Any(char.IsAsciiDigit))
                    byCode.Add(name, authority);
                else
                    byName.Add(string.Concat(Words(name)), authority);
            }
        }
        return new Lookup(
            all.ToImmutable(),
            byCode.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            byName.ToFrozenDictionary(StringComparer.Ordinal),
            ContentHash.Of(text + AuthorityHistory.Hash)
        );
    }
}
