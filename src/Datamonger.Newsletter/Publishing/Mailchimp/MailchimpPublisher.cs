namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Publishes through Mailchimp's campaigns. Each method is one run: it takes the lock, reads the journal, looks at Mailchimp, and goes on
/// from there.
/// </summary>
public sealed class MailchimpPublisher : IPublisher
{
    private readonly PublisherPlace _place;

    /// <param name="target">Which Mailchimp.</param>
    /// <param name="stateDirectory">The workspace's <c>.datamonger</c>.</param>
    /// <param name="options">Clock, time-outs, progress.</param>
    /// <param name="by">Who writes the journal.</param>
    public MailchimpPublisher(PublishTarget target, string stateDirectory, MailchimpOptions options, PublishOperator by)
        : this(new PublisherPlace(target, stateDirectory, options, by)) { }

    internal MailchimpPublisher(PublisherPlace place) => _place = place;

    /// <inheritdoc/>
    public Task<PublishReceipt> PublishAsync(PublishRequest request, PublishOptions options, CancellationToken cancellationToken) =>
        RunAsync(request, null, !options.DryRun, session => new DraftPush(session, options).RunAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<PublishReceipt> TestAsync(
        PublishRequest request,
        IReadOnlyCollection<string> addresses,
        CancellationToken cancellationToken
    ) => RunAsync(request, null, true, session => new TestAction(session).RunAsync(addresses, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<PublishReceipt> ScheduleAsync(
        PublishRequest request,
        string at,
        SendOptions options,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            request,
            options.Edition,
            true,
            session => new SendActions(session, options).ScheduleAsync(at, cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<PublishReceipt> UnscheduleAsync(PublishRequest request, SendOptions options, CancellationToken cancellationToken) =>
        RunAsync(
            request,
            options.Edition,
            true,
            session => new SendActions(session, options).UnscheduleAsync(cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<PublishReceipt> SendAsync(PublishRequest request, SendOptions options, CancellationToken cancellationToken) =>
        RunAsync(
            request,
            options.Edition,
            true,
            session => new SendActions(session, options).SendAsync(cancellationToken),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<PublishReceipt> StatusAsync(PublishRequest request, string? edition, CancellationToken cancellationToken) =>
        RunAsync(request, edition, false, session => new StatusReport(session).ReadAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<PublishReceipt> ReplicateToNonOpenersAsync(PublishRequest request, CancellationToken cancellationToken) =>
        RunAsync(
            request,
            SendOptions.NonOpeners,
            true,
            session =>
            {
                var place = session.Place;
                var original = Journal.Open(
                    place.OpenFile(Path.Combine(place.JournalDirectory, request.Slug + ".jsonl")),
                    place.Operator,
                    place.Options.Time,
                    write: false
                );
                return new ResendAction(session, original).RunAsync(cancellationToken);
            },
            cancellationToken
        );

    private async Task<PublishReceipt> RunAsync(
        PublishRequest request,
        string? edition,
        bool write,
        Func<PublishSession, Task<PublishReceipt>> run,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var session = PublishSession.Open(await _place.AtAccountAsync(cancellationToken), request, edition, write);
            return await run(session);
        }
        catch (MailchimpException failure)
        {
            throw Failures.Of(failure);
        }
    }
}
