using System.Collections.Immutable;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Checks.Reading;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Checks.Rules.MergeTags;

/// <summary>
/// What conditions ask for is there: the groups that newsletter.yml declares (or the personas have), and of a personal issue the keys.
/// </summary>
internal sealed class ConditionsCanHold : ICheck
{
    private static readonly DiagnosticRule Rule = new("DM801", Severity.Warning, "A condition that nobody meets");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Rule,
            "MRG-01",
            "A group or an area that is misspelt hides its part from everybody, and Mailchimp does not say so.",
            "Spell it as the audience does. Groups stand under audience: groups: in newsletter.yml; `publish` asks the audience itself.",
            "Mailchimp, conditional merge tag blocks"
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var top = context.Issue.FrontMatter.LocationOf("");
        ImmutableDictionary<string, ImmutableArray<string>>? groups = null;
        foreach (var part in (ReadOnlySpan<string>)[context.Email.Html, context.Email.Text, context.Email.Subject, context.Email.Preheader])
        {
            var tags = PlacedTags.In(part, context.Email.MergeTags, top);
            foreach (var condition in tags.Conditions)
            {
                var problem = condition switch
                {
                    GroupCondition group => UnknownGroup.In(group, groups ??= GroupsOf(context)),
                    FieldCondition { Operator: "=" or "!=" } field
                        when context.Figures.Editions is { } editions && field.Field == editions.Field => UnknownKey(
                        field,
                        [.. editions.All.Select(edition => edition.Key)]
                    ),
                    _ => null,
                };
                if (problem is { } found)
                    diagnostics.Add(Rule, tags[condition.Offset], found.Message, found.Hint);
            }
        }
    }

    private static UnknownGroup? UnknownKey(FieldCondition condition, ImmutableArray<string> keys) =>
        keys.Contains(condition.Value)
            ? null
            : new UnknownGroup(
                $"No row of the issue's keys is \"{condition.Value}\", which a condition asks for.",
                NearestName.Hint(condition.Value, keys)
            );

    // Without a declaration the sample subscribers tell what groups there are.
    private static ImmutableDictionary<string, ImmutableArray<string>> GroupsOf(CheckContext context)
    {
        if (!context.Settings.Audience.Groups.IsEmpty)
            return context.Settings.Audience.Groups;
        return PersonaFile
            .Read(context.Workspace)
            .All.SelectMany(persona => persona.Interests)
            .GroupBy(interest => interest.Key, StringComparer.Ordinal)
            .ToImmutableDictionary(
                group => group.Key,
                group => group.SelectMany(interest => interest.Value).Distinct().ToImmutableArray(),
                StringComparer.Ordinal
            );
    }
}
