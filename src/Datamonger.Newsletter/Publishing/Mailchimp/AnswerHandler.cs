using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Publishing.Mailchimp;

/// <summary>
/// Stands next to the wire: puts the key on each call, reads each answer whole, and turns everything that is not a 2xx with
/// the JSON it should bring into a <see cref="MailchimpException"/> that says what is known of the call.
/// </summary>
internal sealed class AnswerHandler(MailchimpKey key, ServerClock clock) : DelegatingHandler
{
    private const int LargestAnswer = 10 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method} {PathOf(request)}";
        try
        {
            request.Headers.Authorization = key.ToHeader();
            request.Headers.UserAgent.Clear();
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("datamonger-newsletter", ToolVersion.Current));
            request.Headers.Accept.Clear();
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/problem+json"));
            var answer = await base.SendAsync(request, cancellationToken);
            clock.Observe(answer);
            var body = await ReadAsync(answer, cancellationToken);
            if (Failure(call, answer, body) is { } failure)
            {
                answer.Dispose();
                throw failure;
            }
            var type = answer.Content.Headers.ContentType;
            answer.Content = new ByteArrayContent(body);
            answer.Content.Headers.ContentType = type;
            return answer;
        }
        catch (HttpRequestException e)
        {
            throw Lost(call, e);
        }
        catch (IOException)
        {
            throw new MailchimpException(CallFate.Unknown, $"{call}: the connection was lost before the answer was complete.");
        }
    }

    private MailchimpException? Failure(string call, HttpResponseMessage answer, byte[] body)
    {
        var status = answer.StatusCode;
        var problem = IsJson(answer) ? MailchimpProblem.Parse(body, key) : null;
        if (answer.IsSuccessStatusCode)
        {
            if (status == HttpStatusCode.NoContent)
                return null;
            return IsJson(answer) && IsObject(body)
                ? null
                : new MailchimpException(CallFate.Unknown, $"{call}: the answer ({(int)status}) is not the JSON it should be.", status);
        }
        if (status == HttpStatusCode.TooManyRequests)
            return new MailchimpException(CallFate.Throttled, $"{call}: Mailchimp is busy (429).", status, problem)
            {
                RetryAfter = answer.Headers.RetryAfter?.Delta,
            };
        // Only Mailchimp's own words are a refusal: a gateway's page, whatever its status, says nothing of the call.
        var definite =
            (int)status is >= 400 and < 500
            && status != HttpStatusCode.RequestTimeout
            && (problem is not null || status is HttpStatusCode.Unauthorized or HttpStatusCode.RequestEntityTooLarge);
        return definite
            ? new MailchimpException(
                CallFate.Refused,
                $"{call}: Mailchimp refused ({(int)status}): {problem?.ToString() ?? "no reason given"}",
                status,
                problem
            )
            : new MailchimpException(
                CallFate.Unknown,
                $"{call}: the answer was {(int)status}{(problem is null ? "" : $" ({problem})")}.",
                status,
                problem
            );
    }

    private static MailchimpException Lost(string call, HttpRequestException e) =>
        e.HttpRequestError switch
        {
            HttpRequestError.ConnectionError => new MailchimpException(CallFate.NotSent, $"{call}: no connection to the server."),
            HttpRequestError.NameResolutionError => new MailchimpException(
                CallFate.NotSent,
                $"{call}: the server's name is not known. Is this machine online?"
            ),
            HttpRequestError.SecureConnectionError => new MailchimpException(
                CallFate.NotSent,
                $"{call}: no secure connection to the server; its certificate was not accepted."
            ),
            HttpRequestError.ConfigurationLimitExceeded => new MailchimpException(
                CallFate.Unknown,
                $"{call}: the answer is larger than it may be."
            ),
            _ => new MailchimpException(CallFate.Unknown, $"{call}: the connection was lost before the answer was complete."),
        };

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            // Counted after decompression: a small answer must not unfold without end.
            if (body.Length + read > LargestAnswer)
                throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded);
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private static bool IsJson(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType is { } type
        && (type is "application/json" || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static bool IsObject(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string PathOf(HttpRequestMessage request) => request.RequestUri?.AbsolutePath ?? "/";
}
