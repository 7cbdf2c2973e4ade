using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;

namespace Datamonger.Newsletter.Emails.Personal;

/// <summary>
/// Measures what of a finished part reaches the subscribers of each edition, in one pass for all of them: conditions on the merge field
/// are decided, those on anything else are left with all that depends on them. What is sent stays one part for all.
/// </summary>
internal sealed class EditionSizes
{
    private readonly Dictionary<string, int> _own;
    private readonly string _part;
    private readonly string _field;
    private readonly Func<string, int> _measure;
    private int _common;

    private EditionSizes(string part, string field, IEnumerable<string> keys, Func<string, int> measure) =>
        (_part, _field, _own, _measure) = (part, field, keys.ToDictionary(key => key, _ => 0, StringComparer.Ordinal), measure);

    /// <summary>The size of the part for each key.</summary>
    /// <param name="part">The HTML, with its merge tags. One whose conditions do not close is measured as a whole.</param>
    /// <param name="field">The tag of the merge field.</param>
    /// <param name="keys">Its values.</param>
    /// <param name="measure">The size of a piece of the part.</param>
    public static ImmutableDictionary<string, int> Of(string part, string field, IEnumerable<string> keys, Func<string, int> measure)
    {
        var sizes = new EditionSizes(part, field, keys, measure);
        var template = MergeTagTemplate.Parse(part);
        if (template.Errors.IsEmpty)
            sizes.Read(template.Nodes, Readers.All);
        else
            sizes.Add(0, part.Length, Readers.All);
        return sizes._own.ToImmutableDictionary(own => own.Key, own => own.Value + sizes._common);
    }

    private void Read(ImmutableArray<MergeTagNode> nodes, Readers readers)
    {
        if (nodes.IsEmpty)
            return;
        var from = nodes[0].Offset;
        foreach (var block in nodes.OfType<BlockNode>())
        {
            Add(from, block.Offset, readers);
            from = block.End;
            if (KeyOf(block.Arms[0]) is not null)
                ReadDecided(block, readers);
            else
                ReadOther(block, readers);
        }
        Add(from, nodes[^1].End, readers);
    }

    private void ReadDecided(BlockNode block, Readers readers)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var arm in block.Arms)
        {
            // A condition on something else, behind one that is decided, may hold for all that are left.
            var own = KeyOf(arm) is not { } key ? new Readers([.. done], true) : new Readers(done.Add(key) ? [key] : [], false);
            Read(arm.Nodes, readers.And(own, _own.Keys));
        }
    }

    // A tag that decides nothing here goes out to whom the block is for.
    private void ReadOther(BlockNode block, Readers readers)
    {
        foreach (var arm in block.Arms)
        {
            Add(arm.Tag.Offset, arm.Tag.Offset + arm.Tag.Length, readers);
            Read(arm.Nodes, readers);
        }
        Add(block.Arms[^1].End, block.End, readers);
    }

    private string? KeyOf(BlockArm arm) =>
        arm.Condition is FieldCondition { Operator: "=", IsNegated: false } condition && condition.Field == _field ? condition.Value : null;

    private void Add(int from, int to, Readers readers)
    {
        if (from == to)
            return;
        var size = _measure(_part[from..to]);
        if (readers.AreOthers)
            _common += size;
        foreach (var key in readers.Keys)
        {
            if (_own.TryGetValue(key, out var own))
                _own[key] = own + (readers.AreOthers ? -size : size);
        }
    }

    // Those of some keys, or everybody but those.
    private readonly record struct Readers(IReadOnlyCollection<string> Keys, bool AreOthers)
    {
        public static readonly Readers All = new([], true);

        public Readers And(Readers other, IEnumerable<string> keys)
        {
            var self = this;
            return this is { AreOthers: true, Keys.Count: 0 }
                ? other
                : new Readers([.. keys.Where(key => self.Has(key) && other.Has(key))], false);
        }

        private bool Has(string key) => Keys.Contains(key) != AreOthers;
    }
}
