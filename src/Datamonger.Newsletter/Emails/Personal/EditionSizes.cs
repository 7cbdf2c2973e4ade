using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>
/// Measures what of a finished part reaches the subscribers of each edition, in one pass for all of them: conditions on the merge field
/// are decided, those on anything else are left with all that depends on them. What is sent stays one part for all.
/// </summary>
internal sealed partial class EditionSizes
{
    private readonly Dictionary<string, int> _own;
    private readonly Func<string, int> _measure;
    private int _common;

    private EditionSizes(IEnumerable<string> keys, Func<string, int> measure) => (_own, _measure) = (keys.ToDictionary(key => key, _ => 0, StringComparer.Ordinal), measure);

    /// <summary>The size of the part for each key.</summary>
    /// <param name="part">The HTML, with its merge tags.</param>
    /// <param name="field">The tag of the merge field.</param>
    /// <param name="keys">Its values.</param>
    /// <param name="measure">The size of a piece of the part.</param>
    public static ImmutableDictionary<string, int> Of(string part, string field, IEnumerable<string> keys, Func<string, int> measure)
    {
        var sizes = new EditionSizes(keys, measure);
        sizes.Read(part, field);
        return sizes._own.ToImmutableDictionary(own => own.Key, own => own.Value + sizes._common);
    }

    private void Read(string part, string field)
    {
        var open = new Stack<Block>();
        var at = 0;
        foreach (Match tag in Tag().Matches(part))
        {
            Add(part[at..tag.Index], Now());
            at = tag.Index + tag.Length;
            var kind = tag.Groups["kind"].Value;
            var value = kind is "IF" or "ELSEIF" && tag.Groups["field"].Value == field ? tag.Groups["value"].Value : null;
            if (kind is "IF" or "IFNOT") open.Push(new Block(Now(), value is not null));
            // A tag that decides nothing goes out to whom the block is for.
            if (open.Count == 0 || !open.Peek().IsDecided) Add(tag.Value, Now());
            else if (kind != "END") open.Peek().Next(value, isLast: kind == "ELSE", _own.Keys);
            if (kind == "END" && open.Count > 0) open.Pop();
        }
        Add(part[at..], Now());

        Readers Now() => open.Count == 0 ? Readers.All : open.Peek().Shows;
    }

    private void Add(string piece, Readers readers)
    {
        if (piece.Length == 0) return;
        var size = _measure(piece);
        if (readers.AreOthers) _common += size;
        foreach (var key in readers.Keys)
        {
            if (_own.TryGetValue(key, out var own)) _own[key] = own + (readers.AreOthers ? -size : size);
        }
    }

    // Those of some keys, or everybody but those.
    private readonly record struct Readers(IReadOnlyCollection<string> Keys, bool AreOthers)
    {
        public static readonly Readers All = new([], true);

        public bool Has(string key) => Keys.Contains(key) != AreOthers;
    }

    private sealed class Block(Readers outer, bool isDecided)
    {
        private readonly Readers _outer = outer;
        private readonly HashSet<string> _done = new(StringComparer.Ordinal);

        // Whether its first condition is on the merge field.
        public bool IsDecided { get; } = isDecided;

        public Readers Shows { get; private set; } = outer;

        // A condition on something else, behind one that is decided, may hold for all that are left.
        public void Next(string? key, bool isLast, IEnumerable<string> keys)
        {
            var own = key is null ? new Readers(isLast ? _done : [.. _done], true) : new Readers(_done.Add(key) ? [key] : [], false);
            Shows = _outer is { AreOthers: true, Keys.Count: 0 } ? own : new Readers([.. keys.Where(other => _outer.Has(other) && own.Has(other))], false);
        }
    }

    [GeneratedRegex(@"\*\|(?:(?<kind>IF|ELSEIF):(?<field>[A-Z0-9_]+)=(?<value>[^|\r\n]*)|(?<kind>IF|IFNOT|ELSEIF):[^|\r\n]*|(?<kind>ELSE):|(?<kind>END):IF)\|\*")]
    private static partial Regex Tag();
}
