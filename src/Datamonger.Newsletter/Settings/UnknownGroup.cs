using System.Collections.Immutable;
using System.Net;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Settings;

/// <summary>A condition's group, or category of groups, that is not among the known ones.</summary>
internal readonly record struct UnknownGroup(string Message, string? Hint)
{
    /// <summary>What of a condition is unknown; null when nothing is, or nothing is known at all.</summary>
    /// <param name="condition">The condition, whose names may be written for HTML.</param>
    /// <param name="groups">The names of the groups by category.</param>
    public static UnknownGroup? In(GroupCondition condition, ImmutableDictionary<string, ImmutableArray<string>> groups)
    {
        if (groups.IsEmpty)
            return null;
        var category = WebUtility.HtmlDecode(condition.Category);
        if (!groups.TryGetValue(category, out var known))
            return new UnknownGroup($"There is no category of groups \"{category}\".", NearestName.Hint(category, [.. groups.Keys]));
        foreach (var name in condition.Groups(name => known.Contains(WebUtility.HtmlDecode(name))).Select(WebUtility.HtmlDecode))
        {
            if (!known.Contains(name!))
                return new UnknownGroup($"The category \"{category}\" has no group \"{name}\".", NearestName.Hint(name!, known));
        }
        return null;
    }
}
