using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Datamonger.Mailchimp.Sandbox.Storage;

/// <summary>A batch of operations and how far it is.</summary>
internal sealed record Batch(string Id, string Submitted, string? Completed, string Secret, long Total, long Finished, long Errored)
{
    public string Status =>
        Completed is not null ? "finished"
        : Finished > 0 ? "started"
        : "pending";
}

/// <summary>One operation of a batch, with its answer once it has run.</summary>
internal sealed record BatchOperation(string BatchId, long Place, JsonObject Body, long? Status, string? Answer);

/// <summary>Batches in the store.</summary>
internal static class Batches
{
    private const string Selected = """
        select batch.*, count(place) as total, count(status) as finished, count(case when status >= 400 then 1 end) as errored
        from batch left join batch_operation on batch_id = id
        """;

    public static ImmutableArray<Batch> All(Session store) => store.All(Selected + " group by id order by number desc", Read);

    public static Batch? Find(Session store, string id) => store.First(Selected + " where id = $1 group by id", Read, id);

    public static ImmutableArray<BatchOperation> Operations(Session store, string id) =>
        store.All("select * from batch_operation where batch_id = $1 order by place", ReadOperation, id);

    /// <summary>The next operation to run: batches run one after the other, in the order they came.</summary>
    public static BatchOperation? Next(Session store) =>
        store.First(
            "select batch_operation.* from batch_operation join batch on batch.id = batch_id where status is null order by number, "
                + "place limit 1",
            ReadOperation
        );

    private static Batch Read(Row row) =>
        new(
            row.Text("id"),
            row.Text("submitted"),
            row.TextOrNull("completed"),
            row.Text("secret"),
            row.Number("total"),
            row.Number("finished"),
            row.Number("errored")
        );

    private static BatchOperation ReadOperation(Row row) =>
        new(
            row.Text("batch_id"),
            row.Number("place"),
            row.Json("body"),
            row.TextOrNull("answer") is null ? null : row.Number("status"),
            row.TextOrNull("answer")
        );
}
