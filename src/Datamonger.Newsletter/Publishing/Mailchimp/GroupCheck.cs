using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Holds the groups that an issue's conditions ask for against those of its audience.</summary>
internal static class GroupCheck
{
    /// <summary>The audience has no such group: the part would be hidden from everybody.</summary>
    public static readonly DiagnosticRule UnknownInAudience = new("DM803", Severity.Error, "A group that the audience does not have")
    {
        Remedy = "Write category and group as the audience has them, letter by letter; or make the group at Mailchimp.",
    };

    /// <summary>Asks for the groups where a condition names one, and reports each condition that nobody can meet.</summary>
    public static async Task RunAsync(
        PublishSession session,
        string audience,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken
    )
    {
        var conditions = session
            .Request.MergeTags.Select(tag => (Tag: tag, Condition: MergeTagCondition.Read(tag.Name) as GroupCondition))
            .Where(found => found.Condition is not null)
            .DistinctBy(found => found.Tag.Text)
            .ToList();
        if (conditions.Count == 0)
            return;
        var groups = await ReadAsync(session.Api, audience, cancellationToken);
        foreach (var (tag, condition) in conditions)
        {
            if (groups.IsEmpty)
                diagnostics.Add(
                    UnknownInAudience,
                    tag.Location,
                    $"{tag.Text} asks for a group, and the audience has none.",
                    "Make the groups at Mailchimp, under Manage contacts, or take the condition out."
                );
            else if (UnknownGroup.In(condition!, groups) is { } unknown)
                diagnostics.Add(
                    UnknownInAudience,
                    tag.Location,
                    $"{unknown.Message} {tag.Text} would hide its part from everybody.",
                    unknown.Hint
                );
        }
    }

    private static async Task<ImmutableDictionary<string, ImmutableArray<string>>> ReadAsync(
        IMailchimpApi api,
        string audience,
        CancellationToken cancellationToken
    )
    {
        var groups = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var category in await api.ReadGroupCategoriesAsync(audience, cancellationToken))
        {
            if (category is not { Id: { } id, Title: { } title } || !PublishSession.IsId(id))
                continue;
            groups[title] = [.. (await api.ReadGroupsAsync(audience, id, cancellationToken)).Select(group => group.Name).OfType<string>()];
        }
        return groups.ToImmutable();
    }
}
