using System.Text.Json.Nodes;
using Datamonger.Newsletter.Tests.Sandbox.Hosting;

namespace Datamonger.Newsletter.Tests.Sandbox.Contract;

public sealed class ContractTests
{
    /// <summary>The operations that the sandbox serves and the document describes: what the tour below must have judged.</summary>
    [Fact]
    public async Task Every_operation_answers_as_Mailchimps_own_description_says()
    {
        var document = OpenApiDocument.Required();
        await using var host = await SandboxHost.StartAsync();
        await ApiTour.RunAsync(host);

        Assert.Empty(ApiTour.Operations.Except(document.Judged.Keys));
    }

    [Fact]
    public async Task Without_the_document_the_tour_passes_too()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Judges = false;

        await ApiTour.RunAsync(host);
    }

    [Fact]
    public void The_judge_finds_what_is_wrong()
    {
        var document = OpenApiDocument.Required();
        var problem = JsonNode.Parse("""{"type":"x","title":"y","status":404,"detail":"z"}""");

        Assert.Contains(
            "instance is missing",
            Assert.Single(document.Judge("GET", "/ping", null, 404, "application/problem+json", problem))
        );
        Assert.NotEmpty(document.Judge("GET", "/ping", null, 200, "application/json", JsonNode.Parse("""{"health_status":1}""")));
        Assert.NotEmpty(
            document.Judge(
                "GET",
                "/campaigns?sort_dir=UP",
                null,
                200,
                "application/json",
                JsonNode.Parse("""{"campaigns":[],"total_items":0}""")
            )
        );
        Assert.NotEmpty(document.Judge("GET", "/campaigns/1", null, 200, "application/json", JsonNode.Parse("""{"status":"gone"}""")));
        Assert.NotEmpty(document.Judge("POST", "/campaigns", JsonNode.Parse("{}"), 200, "application/json", JsonNode.Parse("{}")));
        Assert.NotEmpty(document.Judge("GET", "/nowhere", null, 200, "application/json", JsonNode.Parse("{}")));
        Assert.NotEmpty(
            document.Judge(
                "GET",
                "/lists/1/members",
                null,
                200,
                "application/json",
                JsonNode.Parse("""{"members":[{"status":"asleep"}]}""")
            )
        );
        Assert.NotEmpty(
            document.Judge("GET", "/campaigns/1", null, 200, "application/json", JsonNode.Parse("""{"create_time":"yesterday"}"""))
        );
    }
}
