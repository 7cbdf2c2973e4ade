using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Checks.Reading;

/// <summary>A part of the email as Mailchimp reads it, and where each of its merge tags comes from: the issue or a template.</summary>
internal sealed class PlacedTags
{
    private readonly Dictionary<int, SourceLocation> _places = [];

    private PlacedTags(MergeTagTemplate template) => Template = template;

    /// <summary>The part.</summary>
    public MergeTagTemplate Template { get; }

    /// <summary>Where the tag comes from that begins at an offset of the part.</summary>
    public SourceLocation this[int offset] => _places[offset];

    /// <summary>The conditions of the part, in order.</summary>
    public IEnumerable<MergeTagCondition> Conditions =>
        Template.Tags.Select(tag => MergeTagCondition.Read(tag.Name, tag.Offset)).OfType<MergeTagCondition>();

    /// <summary>Reads a part.</summary>
    /// <param name="part">The part as it goes out.</param>
    /// <param name="known">The tags of the whole email with their places; the n-th use of a tag has the n-th place.</param>
    /// <param name="otherwise">The place of a tag that is not among them.</param>
    public static PlacedTags In(string part, ImmutableArray<MergeTag> known, SourceLocation otherwise)
    {
        var result = new PlacedTags(MergeTagTemplate.Parse(part));
        if (result.Template.Tags.IsEmpty)
            return result;
        var places = known
            .GroupBy(tag => tag.Text, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => new Queue<SourceLocation>(group.Select(tag => tag.Location)),
                StringComparer.Ordinal
            );
        foreach (var tag in result.Template.Tags)
            result._places[tag.Offset] = Next(places.GetValueOrDefault(tag.Text), otherwise);
        return result;
    }

    // The last place serves for what is used more often than it was noted.
    private static SourceLocation Next(Queue<SourceLocation>? places, SourceLocation otherwise) =>
        places is null ? otherwise
        : places.Count > 1 ? places.Dequeue()
        : places.Peek();
}
