using System.Text.Json.Nodes;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.MergeTags;

public sealed class MergeTagVectorTests
{
    public static TheoryData<int, string> Vectors
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (vector, number) in Read().Select((vector, number) => (vector, number)))
                data.Add(number, vector["template"]!.GetValue<string>());
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Renders_as_the_vector_says(int number, string template)
    {
        var vector = Read()[number];
        var rendered = MergeTagRenderer.Render(template, Context(vector));

        Assert.Equal(vector["rendered"]?.GetValue<string>() ?? template, rendered.Text);
        Assert.Equal(Texts(vector["warnings"]), rendered.Warnings.Select(warning => warning.Code));
        Assert.Equal(vector["error"] is { } error ? [error.GetValue<string>()] : [], rendered.Errors.Select(one => one.Message));
    }

    [Fact]
    public void There_are_all_of_them() => Assert.Equal(37, Read().Length);

    private static JsonObject[] Read() =>
        [
            .. JsonNode
                .Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Tests, "MergeTags", "vectors.json")))!
                .AsArray()
                .Select(vector => vector!.AsObject()),
        ];

    private static MergeTagContext Context(JsonObject vector)
    {
        var context = MergeTagFixture.Ada with
        {
            Part = vector["part"]?.GetValue<string>() == "text" ? MergeTagTarget.Text : MergeTagTarget.Html,
            Archive = vector["archive"]?.GetValue<bool>() ?? false,
        };
        foreach (var (tag, value) in vector["member"]?.AsObject() ?? [])
            context = context with { Values = context.Values.SetItem(tag, value!.GetValue<string>()) };
        return context;
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(item => item!.GetValue<string>()) ?? [];
}
