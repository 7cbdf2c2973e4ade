using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Publishing;

/// <summary>What a person says yes to, as hashes: another text, other figures or other readers are another thing.</summary>
/// <param name="Content">Text, design, subject and sender.</param>
/// <param name="Figures">Every figure, and where it comes from.</param>
/// <param name="Audience">Audience and segment.</param>
public sealed record ApprovedParts(string Content, string Figures, string Audience)
{
    /// <summary>The parts of an issue as it is now.</summary>
    public static ApprovedParts Of(PublishRequest request)
    {
        using var content = new ContentHash();
        using var audience = new ContentHash();
        return new ApprovedParts(
            content
                .Add("approved content")
                .Add(request.Html)
                .Add(request.Text)
                .Add(request.Subject)
                .Add(request.Preheader)
                .Add(request.FromName)
                .Add(request.ReplyTo)
                .Add(request.Tracking.ToString())
                .ToHex(),
            ContentHash.Of(request.Figures.AsSpan()),
            audience.Add("approved audience").Add(request.Audience).Add(request.Segment).ToHex()
        );
    }

    /// <summary>Each part that is another one by now.</summary>
    public ImmutableArray<string> Changed(ApprovedParts now)
    {
        var changed = ImmutableArray.CreateBuilder<string>();
        if (Figures != now.Figures)
            changed.Add("the figures");
        if (Content != now.Content)
            changed.Add("the text, the design or the sender");
        if (Audience != now.Audience)
            changed.Add("the audience or the segment");
        return changed.ToImmutable();
    }
}

/// <summary>One person's yes.</summary>
/// <param name="By">The person's name, as they write it.</param>
/// <param name="At">When.</param>
/// <param name="Parts">What they looked at.</param>
public sealed record Approval(string By, DateTimeOffset At, ApprovedParts Parts)
{
    private const int Longest = 100;

    /// <summary>Too few people have approved what would be sent.</summary>
    public static readonly DiagnosticRule Missing = new("DM635", Severity.Error, "An issue that too few people have approved")
    {
        Remedy =
            "Somebody else looks at the issue, runs `datamonger approve <issue>`, and commits the file that it writes. How many people "
            + "must is `approvals:` in newsletter.yml.",
    };

    /// <summary>Whether two names are one person's.</summary>
    public bool IsBy(string name) => string.Equals(By, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A name as it is compared and kept; null when it names nobody, or is not to be kept.</summary>
    public static string? NameOf(string? text)
    {
        var name = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return
            name.Length <= Longest && name.Any(char.IsLetter) && !name.Contains('@', StringComparison.Ordinal) && !name.Any(char.IsControl)
            ? name
            : null;
    }

    /// <summary>Those of an issue's approvals that are for what it is now, each person once.</summary>
    public static ImmutableArray<Approval> Valid(PublishRequest request)
    {
        var now = ApprovedParts.Of(request);
        return
        [
            .. request
                .ReadApprovals()
                .Where(approval => approval.Parts == now)
                .DistinctBy(approval => approval.By, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Reports that people are missing, and whose yes was for something else.</summary>
    public static void Check(PublishRequest request, DiagnosticBag diagnostics)
    {
        if (request.Approvals == 0)
            return;
        var valid = Valid(request);
        if (valid.Length >= request.Approvals)
            return;
        var names = valid.IsEmpty ? "" : $" ({string.Join(", ", valid.Select(approval => approval.By))})";
        diagnostics.Add(
            Missing,
            request.Location,
            $"{People(request.Approvals)} must approve this issue, and {(valid.IsEmpty ? "nobody" : $"{valid.Length}")} "
                + $"{(valid.Length > 1 ? "have" : "has")}{names}.",
            $"Somebody else runs datamonger approve {request.Slug}, and commits the file that it writes."
        );
        var now = ApprovedParts.Of(request);
        foreach (
            var stale in request.ReadApprovals().Where(approval => approval.Parts != now && !valid.Any(other => other.IsBy(approval.By)))
        )
            diagnostics.Add(
                Missing,
                request.Location,
                $"The approval of {stale.By} is for something else: {string.Join(" and ", stale.Parts.Changed(now))} changed since "
                    + $"{stale.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
                $"{stale.By} looks again, and runs datamonger approve {request.Slug} again."
            );
    }

    private static string People(int count) => count == 1 ? "1 person" : $"{count} people";
}

/// <summary>
/// The approvals of an issue, <c>content/issues/&lt;slug&gt;/approvals/</c>: one file for each person, so that two people who approve at
/// once do not conflict in git.
/// </summary>
/// <param name="directory">The folder; it need not exist.</param>
public sealed class ApprovalFolder(string directory)
{
    /// <summary>Every approval there, by the time it was given.</summary>
    /// <exception cref="PublishStoppedException">A file cannot be understood.</exception>
    public ImmutableArray<Approval> Read() =>
        Directory.Exists(directory) ? [.. Directory.GetFiles(directory, "*.json").Select(Read).OrderBy(approval => approval.At)] : [];

    /// <summary>Writes an approval, in place of an earlier one of the same person.</summary>
    /// <returns>The file's name in the folder.</returns>
    public string Write(Approval approval)
    {
        Directory.CreateDirectory(directory);
        var name = $"{Slug(approval.By)}.json";
        var path = Path.Combine(directory, name);
        AppendOnlyFile.RefuseLinks(path);
        WholeFile.Replace(path, JsonSerializer.Serialize(approval, ApprovalJson.Default.Approval) + "\n");
        return name;
    }

    private static Approval Read(string path)
    {
        AppendOnlyFile.RefuseLinks(path);
        try
        {
            return
                JsonSerializer.Deserialize(File.ReadAllBytes(path), ApprovalJson.Default.Approval)
                    is { Parts: { Content: not null, Figures: not null, Audience: not null } } approval
                && Approval.NameOf(approval.By) is { } by
                ? approval with
                {
                    By = by,
                }
                : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new PublishStoppedException(PublishOutcome.NeedsReview, $"{path} cannot be read as an approval.")
            {
                Facts = ["Nothing was sent.", "Restore the file from git, or delete it and approve again."],
            };
        }
    }

    // The hash tells apart names that differ in what a file name does not hold.
    private static string Slug(string name)
    {
        var letters = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return $"{(letters.Length == 0 ? "person" : letters)}-{ContentHash.Of(name.ToLowerInvariant())[..6]}";
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(Approval))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
