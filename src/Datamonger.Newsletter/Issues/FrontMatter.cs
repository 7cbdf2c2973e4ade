using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Issues;

/// <summary>What stands between the <c>---</c> lines, with newsletter.yml's answers where it is silent.</summary>
public sealed record FrontMatter
{
    /// <summary>The issue's title, for the archive and the campaign's name.</summary>
    public required string Title { get; init; }

    /// <summary>Name of outputs, archive page and campaign; null is the folder's name.</summary>
    public string? Slug { get; init; }

    /// <summary>The subject line.</summary>
    public required BoundText Subject { get; init; }

    /// <summary>The preheader (Mailchimp: preview text); empty by default.</summary>
    public required BoundText Preheader { get; init; }

    /// <summary>The issue's number, if it has one.</summary>
    public int? Number { get; init; }

    /// <summary>The day on the masthead.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Language of text and formats.</summary>
    public required Language Language { get; init; }

    /// <summary>The template folder.</summary>
    public required string Template { get; init; }

    /// <summary>Audience id; null is newsletter.yml's.</summary>
    public string? Audience { get; init; }

    /// <summary>Segment or tag; null is newsletter.yml's.</summary>
    public string? Segment { get; init; }

    /// <summary>What Mailchimp counts about readers.</summary>
    public Tracking Tracking { get; init; } = new();

    /// <summary>From name.</summary>
    public required string FromName { get; init; }

    /// <summary>From and reply-to address.</summary>
    public required string ReplyTo { get; init; }

    /// <summary>Tables for this issue alone: name and what says how to read it (a file name or a mapping).</summary>
    public ImmutableArray<YamlEntry> Tables { get; init; } = [];

    /// <summary>The sources this issue may query.</summary>
    public ImmutableArray<YamlScalar> Sources { get; init; } = [];

    /// <summary>What makes the issue personal; null when it is the same for everybody.</summary>
    public Personalisation? Personal { get; init; }

    /// <summary>Checks that are allowed to find something, with the reason.</summary>
    public ImmutableArray<AllowedCheck> Allow { get; init; } = [];

    /// <summary>Where each key stands, for findings about it.</summary>
    /// <remarks>The empty key is the top of the file.</remarks>
    public required ImmutableDictionary<string, SourceLocation> Locations { get; init; }

    /// <summary>Where a key's value stands; the top of the file when it is absent.</summary>
    public SourceLocation LocationOf(string key) => Locations.TryGetValue(key, out var location) ? location : Locations[""];
}

/// <summary>One entry of <c>allow:</c>: a rule's code, why it may be broken here, and who says so.</summary>
public sealed record AllowedCheck(string Code, string? Reason, string? By, SourceLocation Location);
