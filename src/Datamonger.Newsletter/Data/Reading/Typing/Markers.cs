using System.Collections.Frozen;
using System.Collections.Immutable;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>
/// What stands in a cell of a numeric column where there is no number. Read as NULL, with the marker and its reason in the
/// companion column <c>&lt;column&gt;_note</c> (see <see cref="CellNote"/>).
/// </summary>
internal sealed class Markers
{
    /// <summary>
    /// Markers taken as known when a dataset declares none: the shorthand of the Government Analysis Function's guidance on
    /// symbols in tables, with and without brackets, those that releases of the Department for Education and Ofsted used before it, and what
    /// statistical programs write.
    /// </summary>
    public static readonly ImmutableDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["c"] = "suppressed to protect confidentiality",
        ["x"] = "not available",
        ["z"] = "not applicable",
        ["u"] = "low reliability",
        ["w"] = "none recorded",
        ["k"] = "rounds to zero",
        ["low"] = "rounds to zero",
        [":"] = "not available",
        ["."] = "not applicable",
        [".."] = "not available",
        ["-"] = "negligible",
        ["^"] = "not available",
        ["–"] = "negligible",
        ["NA"] = "not available",
        ["N/A"] = "not available or not applicable",
        ["NULL"] = "not available",
        ["NaN"] = "not available",
        ["*"] = "suppressed to protect confidentiality",
        ["[c]"] = "suppressed to protect confidentiality",
        ["[x]"] = "not available",
        ["[z]"] = "not applicable",
        ["[u]"] = "low reliability",
        ["[w]"] = "none recorded",
        ["[low]"] = "rounds to zero",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, string> _reasons;

    public Markers(DatasetOptions options) =>
        _reasons = (options.Nulls.IsEmpty ? Known : options.Nulls).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text, without the blanks round it, is a marker.</summary>
    public bool Contains(string token) => _reasons.ContainsKey(token);

    /// <summary>What the companion column says of a marker.</summary>
    public string NoteFor(string token) => new CellNote(token, _reasons[token]).ToString();
}
