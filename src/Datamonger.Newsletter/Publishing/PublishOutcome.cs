using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing;

/// <summary>How publishing ended. The numbers are the program's exit codes.</summary>
public enum PublishOutcome
{
    /// <summary>Done, or done already.</summary>
    Done = 0,

    /// <summary>Something is wrong with the issue or the audience; nothing was changed that matters.</summary>
    Invalid = 1,

    /// <summary>The request itself makes no sense, or something is not set up.</summary>
    Usage = 2,

    /// <summary>Journal and Mailchimp contradict each other, or somebody else changed the campaign: a person decides.</summary>
    NeedsReview = 3,

    /// <summary>Mailchimp says no.</summary>
    Refused = 4,

    /// <summary>An I/O error, or what became of a call is not known yet. Running the same command again is safe.</summary>
    Unknown = 5,

    /// <summary>Another publisher is at work.</summary>
    Locked = 6,
}

/// <summary>Publishing stopped. Says why, with the facts, and what to run next.</summary>
public sealed class PublishStoppedException(PublishOutcome outcome, string message) : Exception(message)
{
    /// <summary>How it ended; never <see cref="PublishOutcome.Done"/>.</summary>
    public PublishOutcome Outcome { get; } = outcome;

    /// <summary>What was seen, one fact a line.</summary>
    public ImmutableArray<string> Facts { get; init; } = [];

    /// <summary>Commands that go on from here, each with its purpose.</summary>
    public ImmutableArray<NextStep> Next { get; init; } = [];

    /// <summary>What is wrong with the issue, where that is the reason.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];
}

/// <summary>A command that goes on from here.</summary>
/// <param name="Command">As typed, after the program's name.</param>
/// <param name="Purpose">When to use it.</param>
public sealed record NextStep(string Command, string Purpose);
