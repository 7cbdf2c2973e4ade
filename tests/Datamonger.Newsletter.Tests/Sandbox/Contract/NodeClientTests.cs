using System.Diagnostics;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Sandbox.Contract;

public sealed class NodeClientTests
{
    [Fact]
    public async Task Mailchimps_own_client_publishes_an_issue()
    {
        var modules = Path.Combine(
            Require.Variable("DATAMONGER_NODE_CLIENT", "the folder in which @mailchimp/mailchimp_marketing is installed"),
            "node_modules"
        );
        await using var host = await SandboxHost.StartAsync();
        await using var proxy = await JudgingProxy.StartAsync(host.Server.Address);

        var said = await RunAsync(modules, proxy.Address.ToString(), SandboxHost.List, "2026-11-23T10:00:00+00:00");

        Assert.Empty(proxy.Violations);
        Assert.Equal(
            """{"ping":"Everything\u0027s Chimpy!","account":"Europe/London","lists":1,"tags":["FNAME","LNAME","ORG","LA"],"member":1,"before":0,"content":"Dear *|FNAME|* *|UNSUB|*","ready":true,"scheduled":"schedule","sent":"sent","again":400,"emails":24,"links":["https://example.org/"],"batch":1,"copy":"save"}""",
            said.ToJsonString()
        );
        Assert.Equal(24, proxy.Calls.Count);
        Assert.Equal(1, host.Server.CountEffects("campaign.send"));
    }

    private static async Task<JsonNode> RunAsync(string modules, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "node",
            [Path.Combine(RepositoryFolder.Tests, "Sandbox", "Contract", "publish-flow.cjs"), .. arguments]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NODE_PATH"] = modules;
        using var process = Process.Start(start)!;
        var (output, errors) = (
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
        );
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return JsonNode.Parse(await output)!;
    }
}
