using Datamonger.Newsletter.Publishing.Mailchimp;

namespace Datamonger.Newsletter.Publishing.Smtp;

/// <summary>Keeps an embargoed issue from a mail server of one's own, as <see cref="EmbargoGate"/> does from Mailchimp.</summary>
public static class SmtpEmbargo
{
    /// <summary>Stops unless everything is released now, or a person decided otherwise, which is written down.</summary>
    /// <param name="request">The issue.</param>
    /// <param name="stateDirectory">The workspace's <c>.datamonger</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="by">Who writes the journal.</param>
    /// <exception cref="PublishStoppedException">It is embargoed.</exception>
    public static void Pass(PublishRequest request, string stateDirectory, TimeProvider time, PublishOperator by)
    {
        if (request.Embargo is not { } embargo)
            return;
        var findings = embargo.Findings(time.GetUtcNow(), "the test would be sent", request.Location);
        if (findings.IsEmpty)
            return;
        if (request.Lifted is not { } lifted)
            throw Failures.Invalid(findings);
        var directory = Path.Combine(stateDirectory, "journal", "smtp");
        using var @lock = PublishLock.Take(directory, by, time);
        Journal
            .Open(new AppendOnlyFile(Path.Combine(directory, request.Slug + ".jsonl")), by, time, write: true)
            .Add(JournalEvent.EmbargoLifted, entry => entry with { For = embargo.Until, By = lifted.By, Reason = lifted.Reason });
    }
}
