namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Keeps what is made of data from Mailchimp before their release: what is uploaded there has a public address at once. Asked by
/// Mailchimp's clock.
/// </summary>
internal sealed class EmbargoGate(PublishSession session)
{
    /// <summary>Stops unless everything is released at a moment, or a person decided otherwise.</summary>
    /// <param name="moment">When it would be public.</param>
    /// <param name="deed">What happens then.</param>
    /// <returns>Whether a person's decision is what lets it through: <see cref="Record"/> it before anything is called.</returns>
    /// <exception cref="PublishStoppedException">It is embargoed.</exception>
    public bool Pass(DateTimeOffset moment, string deed)
    {
        // The second try says what has been sent.
        if (session.Edition is not null || session.Request.Embargo is not { } embargo)
            return false;
        var findings = embargo.Findings(moment, deed, session.Request.Location);
        if (findings.IsEmpty)
            return false;
        if (session.Request.Lifted is not null)
            return true;
        throw Failures.Invalid(findings);
    }

    /// <summary>The same for what happens now.</summary>
    public bool PassNow(string deed) => Pass(session.Client.Clock.Now, deed);

    /// <summary>Writes down who lifted the embargo, where that is what let it through.</summary>
    public void Record(bool isLifted)
    {
        if (!isLifted || session.Request is not { Embargo.Until: { } until, Lifted: { } lifted })
            return;
        session.Journal.Add(
            JournalEvent.EmbargoLifted,
            entry => entry with { Campaign = session.Journal.State.Campaign, For = until, By = lifted.By, Reason = lifted.Reason }
        );
    }
}
