using System.Collections.Immutable;

namespace Datamonger.Newsletter.Publishing.Subscribers;

/// <summary>What a subscriber file would change in an audience.</summary>
/// <param name="New">People whom the audience does not know.</param>
/// <param name="Changed">Subscribers of whom a merge field differs.</param>
/// <param name="Unchanged">How many subscribers are as the file says.</param>
/// <param name="Left">How many people of the file unsubscribed, bounced, wait for their own confirmation, or were archived: they are left
/// as they are.</param>
public sealed record SubscriberDiff(ImmutableArray<SubscriberRow> New, ImmutableArray<SubscriberRow> Changed, int Unchanged, int Left)
{
    /// <summary>When the audience was read, by Mailchimp's clock: what changed since is read again before anything is written.</summary>
    public DateTimeOffset Read { get; init; }

    /// <summary>How many people of the file are on the workspace's suppression list.</summary>
    public int Suppressed { get; init; }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => New.IsEmpty && Changed.IsEmpty;
}

/// <summary>What an import did.</summary>
/// <param name="Created">New subscribers.</param>
/// <param name="Updated">Subscribers whose fields were changed.</param>
/// <param name="Refused">Lines of the file that Mailchimp did not take, each with its code.</param>
/// <param name="Skipped">How many people came, left or were changed while the import ran, and were left as they are.</param>
public sealed record SubscriberImport(int Created, int Updated, ImmutableArray<(int Line, string Code)> Refused, int Skipped);
