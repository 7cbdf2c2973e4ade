using System.Collections.Immutable;
using Datamonger.Mailchimp.Sandbox.Faults;

namespace Datamonger.Mailchimp.Sandbox;

/// <summary>How one sandbox runs: where it keeps its store, where it listens and what goes wrong in it.</summary>
public sealed record SandboxOptions
{
    /// <summary>The folder that holds the store (<c>sandbox.db</c>). It is made when it is missing; two servers never share one.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The loopback port, or 0 (the default) for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The only API key that is accepted. Null, the default, accepts every key that ends in <c>-us0</c> to <c>-us99</c>.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Whether an empty store is filled with an audience of invented people; see <see cref="SandboxSeed"/>. Default: true.
    /// </summary>
    public bool Seed { get; init; } = true;

    /// <summary>The id of the account of a new store.</summary>
    public string AccountId { get; init; } = "5a4db0acc0";

    /// <summary>The clock of everything the sandbox dates, schedules and delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long a campaign stays in <c>sending</c> before its emails are in the inbox. Default: none, it is <c>sent</c> at once.
    /// </summary>
    public TimeSpan SendingTakes { get; init; }

    /// <summary>Habits of the live service; none, unless they are asked for.</summary>
    public SandboxModes Modes { get; init; } = new();

    /// <summary>Faults that are switched on from the start.</summary>
    public ImmutableArray<Fault> Faults { get; init; } = [];

    /// <summary>
    /// Told of each exception that is the sandbox's own mistake; the call was answered with 500. Its text may hold what a request held.
    /// </summary>
    public Action<Exception>? OnFailure { get; init; }

    /// <summary>Where the store and the port are; never the key.</summary>
    public override string ToString() => $"{nameof(SandboxOptions)} {{ DataDirectory = {DataDirectory}, Port = {Port} }}";
}
