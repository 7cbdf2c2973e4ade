namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>Stands around the policies, so that whatever they end with is a <see cref="MailchimpException"/> too.</summary>
internal sealed class OutcomeHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (Exception exception) when (exception is not MailchimpException and not OperationCanceledException)
        {
            throw CallPipelines.Read(exception)
                ?? new MailchimpException(
                    CallFate.Unknown,
                    $"{request.Method} {request.RequestUri?.AbsolutePath}: the call failed ({exception.GetType().Name})."
                );
        }
    }
}
