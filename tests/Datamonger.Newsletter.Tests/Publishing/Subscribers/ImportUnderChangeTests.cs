using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Datamonger.Mailchimp.Sandbox;
using Datamonger.Newsletter.Publishing.Mailchimp;
using Datamonger.Newsletter.Publishing.Subscribers;
using Datamonger.Newsletter.Tests.Publishing.Support;

namespace Datamonger.Newsletter.Tests.Publishing.Subscribers;

/// <summary>An import while people come and leave: nobody who left is ever subscribed.</summary>
public sealed class ImportUnderChangeTests
{
    private static readonly string[] Ways = ["unsubscribed", "cleaned", "archived", "pending"];
    private static int _number;

    [Fact]
    public async Task A6b_nobody_who_left_between_any_two_calls_is_subscribed()
    {
        await using var host = await PublishingHost.StartAsync();
        var leaving = Gen.Select(Gen.Int[1, 10], Gen.Int[0, 5], Gen.Int[0, Ways.Length - 1], (call, who, way) => (call, who, Ways[way]));

        // Each leaves once. Who comes, leaves and is archived all between two calls is as unknown as who never came.
        await leaving
            .Array[1, 4]
            .Select(leavings => leavings.DistinctBy(one => one.who).ToArray())
            .SampleAsync(leavings => RunAsync(host, leavings), iter: 40, threads: 1);
    }

    [Fact]
    public async Task A6b_who_shifts_between_two_pages_is_not_taken_for_a_new_person()
    {
        await using var host = await PublishingHost.StartAsync();
        var handler = 0;
        host.Recorder = () =>
            new Between(
                request => request.RequestUri!.AbsolutePath.EndsWith("/members", StringComparison.Ordinal) && ++handler == 1,
                answer =>
                {
                    // One of the first page is not in it: the total says so.
                    var page = JsonNode.Parse(answer)!;
                    page["members"]!.AsArray().RemoveAt(3);
                    return page.ToJsonString();
                }
            );
        var place = host.Place();
        var subscribers = new MailchimpSubscribers(place.Target, place.StateDirectory, place.Options, place.Operator);

        var people = await subscribers.ExportAsync(null, [], TestContext.Current.CancellationToken);

        Assert.Equal(23, people.Length);
        Assert.True(handler > 2, "the pages were not read again");
    }

    private static async Task RunAsync(PublishingHost host, (int Call, int Who, string Way)[] leavings)
    {
        var number = Interlocked.Increment(ref _number);
        var people = Enumerable.Range(0, 6).Select(n => $"reader-{number}-{n}@example.org").ToArray();
        using var client = host.Client();
        // Three are subscribed, with another name than the file's; three are not known yet.
        await AddAsync(client, [.. people.Take(3)]);
        var left = new HashSet<string>(StringComparer.Ordinal);
        var calls = 0;
        host.Recorder = () =>
            new Before(async () =>
            {
                calls++;
                foreach (var (_, who, way) in leavings.Where(leaving => leaving.Call == calls))
                    if (await LeaveAsync(host, people[who], way))
                        left.Add(people[who]);
            });
        var place = host.Place();
        host.Recorder = null;
        var subscribers = new MailchimpSubscribers(place.Target, place.StateDirectory, place.Options, place.Operator);
        ImmutableArray<SubscriberRow> rows =
        [
            .. people.Select(
                (address, n) => new SubscriberRow(n + 2, address, ImmutableSortedDictionary<string, string>.Empty.Add("FNAME", "New name"))
            ),
        ];

        var diff = await subscribers.CompareAsync(null, rows, TestContext.Current.CancellationToken);
        await subscribers.ImportAsync(null, diff, TestContext.Current.CancellationToken);

        var subscribed = await subscribers.ExportAsync(null, [], TestContext.Current.CancellationToken);
        Assert.DoesNotContain(subscribed, row => left.Contains(row.Address));
        Assert.All(people.Take(3).Except(left), address => Assert.Contains(subscribed, row => row.Address == address));
    }

    private static Task<MemberBatchAnswer> AddAsync(MailchimpClient client, string[] addresses) =>
        client.Api.UpsertMembersAsync(
            SandboxSeed.AudienceId,
            new MemberBatchBody([.. addresses.Select(address => new NewMember(address, "subscribed", null))], UpdateExisting: false),
            TestContext.Current.CancellationToken
        );

    // Whoever is in the audience leaves it, in one way or another.
    private static async Task<bool> LeaveAsync(PublishingHost host, string address, string way)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "sandbox-us0");
        var path = new Uri(host.Sandbox.Address, $"3.0/lists/{SandboxSeed.AudienceId}/members/{address}");
        using var known = await http.GetAsync(path, TestContext.Current.CancellationToken);
        // Whoever is not known signs up by themselves, and thinks better of it; only editors archive people.
        if (!known.IsSuccessStatusCode)
        {
            way = way == "archived" ? "unsubscribed" : way;
            using var signUp = new StringContent(
                new JsonObject { ["email_address"] = address, ["status_if_new"] = "subscribed" }.ToJsonString(),
                Encoding.UTF8,
                "application/json"
            );
            using var here = await http.PutAsync(path, signUp, TestContext.Current.CancellationToken);
            here.EnsureSuccessStatusCode();
        }
        using var body = new StringContent(new JsonObject { ["status"] = way }.ToJsonString(), Encoding.UTF8, "application/json");
        using var gone =
            way == "archived"
                ? await http.DeleteAsync(path, TestContext.Current.CancellationToken)
                : await http.PatchAsync(path, body, TestContext.Current.CancellationToken);
        return gone.IsSuccessStatusCode;
    }

    private sealed class Before(Func<Task> run) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await run();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Between(Func<HttpRequestMessage, bool> isMeant, Func<string, string> change) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (isMeant(request))
                answer.Content = new StringContent(
                    change(await answer.Content.ReadAsStringAsync(cancellationToken)),
                    Encoding.UTF8,
                    "application/json"
                );
            return answer;
        }
    }
}
