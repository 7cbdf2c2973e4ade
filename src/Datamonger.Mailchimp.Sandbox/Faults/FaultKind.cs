namespace Datamonger.Mailchimp.Sandbox.Faults;

/// <summary>
/// What goes wrong with a call. The names used by the control endpoint and on the command line stand in <see cref="FaultNames"/>.
/// </summary>
public enum FaultKind
{
    /// <summary>
    /// The server goes away: this connection is cut without an effect and new ones are refused for <see cref="Fault.After"/>.
    /// </summary>
    Refuse,

    /// <summary>429 without an effect; with <see cref="Fault.RetryAfter"/> the header of that name.</summary>
    TooManyRequests,

    /// <summary>400 with a problem document, without an effect.</summary>
    BadRequest,

    /// <summary>500 with a problem document, without an effect.</summary>
    ServerErrorBefore,

    /// <summary>500 with a problem document although the call took effect.</summary>
    ServerErrorAfter,

    /// <summary>502 with a gateway's HTML page, without an effect.</summary>
    BadGatewayBefore,

    /// <summary>502 with a gateway's HTML page although the call took effect.</summary>
    BadGatewayAfter,

    /// <summary>The call takes effect and is never answered; the connection stays open until the caller gives up.</summary>
    Hang,

    /// <summary>The connection is cut before the call takes effect.</summary>
    LostRequest,

    /// <summary>The call takes effect and the connection is cut before the answer.</summary>
    LostResponse,

    /// <summary>The call is delivered, and takes effect, twice; the first answer is returned.</summary>
    Duplicate,

    /// <summary>504 with a gateway's HTML page at once; the call takes effect <see cref="Fault.After"/> later.</summary>
    Late,

    /// <summary>The call takes effect; the connection is cut in the middle of the answer's body.</summary>
    Truncated,

    /// <summary>The call takes effect; the answer is complete as HTTP but its JSON ends in the middle.</summary>
    BadJson,

    /// <summary>The call takes effect; the answer is 200 with an HTML page.</summary>
    HtmlOk,

    /// <summary>403 with an HTML page, as a firewall before the service gives it, without an effect.</summary>
    HtmlForbidden,

    /// <summary>The call takes effect; the answer is 200 with no body.</summary>
    EmptyOk,

    /// <summary>The call takes effect; the answer is right but says that it is <c>text/plain</c>.</summary>
    WrongType,

    /// <summary>The call and its answer are right, but wait for <see cref="Fault.After"/>.</summary>
    Slow,

    /// <summary>A campaign's content is stored changed, by <see cref="Fault.Mutations"/>.</summary>
    Rewrite,
}
