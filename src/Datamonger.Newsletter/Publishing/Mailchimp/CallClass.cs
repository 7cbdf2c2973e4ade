namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>What may be done when a call fails: the whole policy of repeating.</summary>
internal enum CallClass
{
    /// <summary>GET, PUT, PATCH, DELETE: saying it twice is saying it once. Repeated on anything that may pass.</summary>
    Repeatable,

    /// <summary>POST that makes something: repeated only when it surely made nothing (429, no connection).</summary>
    Creating,

    /// <summary>POST to an action (send, schedule, test, resend): never repeated. Whoever called looks before acting again.</summary>
    Acting,
}

internal static class CallClasses
{
    /// <summary>The class of a call, from its method and path.</summary>
    public static CallClass Of(HttpRequestMessage request) =>
        request.Method != HttpMethod.Post ? CallClass.Repeatable
        : request.RequestUri!.AbsolutePath.Contains("/actions/", StringComparison.Ordinal) ? CallClass.Acting
        : CallClass.Creating;
}
