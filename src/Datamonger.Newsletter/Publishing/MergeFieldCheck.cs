using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Publishing.Mailchimp;

namespace Datamonger.Newsletter.Publishing;

/// <summary>Holds an issue's merge tags against the fields of its audience.</summary>
internal static class MergeFieldCheck
{
    /// <summary>Reports tags whose field is missing, each field once, and fallbacks that the audience does not have.</summary>
    public static void Run(PublishRequest request, IReadOnlyCollection<AudienceField> fields, string target, DiagnosticBag diagnostics)
    {
        var tags = fields.Select(field => field.Tag ?? "").Where(tag => tag.Length > 0).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in request.MergeTags)
        {
            if (MergeTagNames.FieldOf(tag.Name) is not { } name || !seen.Add(name))
                continue;
            var declared = request.MergeFields.FirstOrDefault(field => field.Tag == name);
            if (!tags.Contains(name))
            {
                var hint = declared is not null
                    ? $"`datamonger doctor --fix --target {target}` creates it."
                    : NearestName.Hint(name, tags)
                        ?? $"Declare {name} under merge_fields in newsletter.yml; `datamonger doctor --fix --target {target}` then "
                            + $"creates it.";
                diagnostics.Add(
                    PublishRules.MissingMergeField,
                    tag.Location,
                    $"The audience has no merge field {name}: {tag.Text} would go out as it stands.",
                    hint
                );
            }
            else if (declared?.Fallback is { } fallback && fields.First(field => field.Tag == name).DefaultValue != fallback)
            {
                diagnostics.Add(
                    PublishRules.FallbackDiffers,
                    tag.Location,
                    $"The audience's field {name} does not fall back to \"{fallback}\", as newsletter.yml says.",
                    $"`datamonger doctor --fix --target {target}` sets it."
                );
            }
        }
    }
}
