using System.Collections.Immutable;
using System.Globalization;
using Datamonger.Mailchimp.Sandbox.Api;
using Datamonger.Mailchimp.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace Datamonger.Mailchimp.Sandbox.Http;

/// <summary>Runs a call as the plan says: spoiled, or whole.</summary>
internal sealed class FaultRunner(
    FaultPlan plan,
    Site site,
    RequestJournal journal,
    RefusableTransport transport,
    CancellationToken stopping
)
{
    private readonly List<ITimer> _timers = [];
    private readonly Lock _gate = new();

    public async Task RunAsync(HttpContext context, ApiRequest request, Func<ApiRequest, Outcome> run)
    {
        var fault = plan.Next(request.Method, request.Path);
        var query = context.Request.QueryString.Value ?? "";
        switch (fault?.Kind)
        {
            case null:
                await SendAsync(run(request));
                break;
            case FaultKind.Slow:
                await Task.Delay(fault.After ?? TimeSpan.FromSeconds(5), site.Time, context.RequestAborted);
                await SendAsync(run(request));
                break;
            case FaultKind.Rewrite:
                await SendAsync(
                    run(request with { Rewrite = fault.Mutations.IsDefaultOrEmpty ? ContentMutations.Known : fault.Mutations })
                );
                break;
            case FaultKind.Refuse:
                Note(0, []);
                await RefuseAsync(fault.After ?? TimeSpan.FromSeconds(10));
                context.Abort();
                break;
            case FaultKind.TooManyRequests:
                if (fault.RetryAfter is { } wait)
                    context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await SendAsync(Problem(429, "Too Many Requests"));
                break;
            case FaultKind.BadRequest:
                await SendAsync(Problem(400, "Bad Request"));
                break;
            case FaultKind.ServerErrorBefore:
                await SendAsync(Problem(500, "Internal Server Error"));
                break;
            case FaultKind.ServerErrorAfter:
                await SendAsync(Problem(500, "Internal Server Error") with { Effects = run(request).Effects });
                break;
            case FaultKind.BadGatewayBefore:
                await SendAsync(Page(502, "502 Bad Gateway"));
                break;
            case FaultKind.BadGatewayAfter:
                await SendAsync(Page(502, "502 Bad Gateway") with { Effects = run(request).Effects });
                break;
            case FaultKind.HtmlForbidden:
                await SendAsync(Page(403, "Forbidden"));
                break;
            case FaultKind.HtmlOk:
                await SendAsync(Page(200, "Please wait") with { Effects = run(request).Effects });
                break;
            case FaultKind.EmptyOk:
                await SendAsync(new Outcome(new Answer(200, Answer.JsonType, default), run(request).Effects));
                break;
            case FaultKind.WrongType:
                var typed = run(request);
                await SendAsync(typed with { Answer = typed.Answer with { ContentType = "text/plain" } });
                break;
            case FaultKind.BadJson:
                var whole = run(request);
                await SendAsync(whole with { Answer = whole.Answer with { Status = Spoilt(whole.Answer), Body = Half(whole.Answer) } });
                break;
            case FaultKind.Truncated:
                await TruncateAsync(run(request));
                break;
            case FaultKind.LostRequest:
                Note(0, []);
                context.Abort();
                break;
            case FaultKind.LostResponse:
                Note(0, run(request).Effects);
                context.Abort();
                break;
            case FaultKind.Hang:
                Note(0, run(request).Effects);
                await HangAsync();
                break;
            case FaultKind.Duplicate:
                var first = run(request);
                await SendAsync(first with { Effects = [.. first.Effects, .. run(request).Effects] });
                break;
            case FaultKind.Late:
                At(fault.After ?? TimeSpan.FromSeconds(90), () => Note(0, run(request).Effects));
                await SendAsync(Page(504, "504 Gateway Time-out"));
                break;
        }

        void Note(int status, ImmutableArray<string> effects) =>
            journal.Add(site.Now, request.Method, request.Path, query, status, fault is null ? null : FaultNames.Of(fault.Kind), effects);

        async Task SendAsync(Outcome outcome)
        {
            Note(outcome.Answer.Status, outcome.Effects);
            if (outcome.Allow is not null)
                context.Response.Headers.Allow = outcome.Allow;
            await outcome.Answer.SendAsync(context);
        }

        async Task TruncateAsync(Outcome outcome)
        {
            Note(0, outcome.Effects);
            context.Response.StatusCode = Spoilt(outcome.Answer);
            context.Response.ContentType = outcome.Answer.ContentType ?? Answer.JsonType;
            context.Response.ContentLength = Math.Max(outcome.Answer.Body.Length, 64);
            await context.Response.Body.WriteAsync(Half(outcome.Answer), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }

        async Task HangAsync()
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, over.Token);
            }
            catch (OperationCanceledException)
            {
                context.Abort();
            }
        }
    }

    /// <summary>Refuses connections now, and takes them again after a while by the sandbox's clock.</summary>
    public async Task RefuseAsync(TimeSpan duration)
    {
        await transport.RefuseAsync(stopping);
        At(duration, () => _ = transport.TakeAsync(stopping));
    }

    /// <summary>Takes connections again at once.</summary>
    public Task TakeAsync() => transport.TakeAsync(stopping);

    public void StopTimers()
    {
        lock (_gate)
        {
            foreach (var timer in _timers)
                timer.Dispose();
            _timers.Clear();
        }
    }

    private void At(TimeSpan delay, Action work)
    {
        lock (_gate)
            _timers.Add(site.Time.CreateTimer(_ => work(), null, delay, Timeout.InfiniteTimeSpan));
    }

    private static Outcome Problem(int status, string title) =>
        new(
            Answer.Problem(status, new ApiProblem(status, title, "The sandbox was told to answer so.").ToJson(Guid.NewGuid().ToString())),
            []
        );

    private static Outcome Page(int status, string title) =>
        new(Answer.Html(status, $"<html><head><title>{title}</title></head><body><h1>{title}</h1><hr>gateway</body></html>"), []);

    /// <summary>A 204 has no body to spoil; it becomes a 200 with the beginning of one.</summary>
    private static int Spoilt(Answer answer) => answer.Status == 204 ? 200 : answer.Status;

    private static ReadOnlyMemory<byte> Half(Answer answer) =>
        answer.Body.Length > 1 ? answer.Body[..(answer.Body.Length / 2)] : "{\"id\": \""u8.ToArray();
}
