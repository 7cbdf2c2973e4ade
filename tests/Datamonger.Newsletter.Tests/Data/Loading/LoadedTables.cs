using System.Globalization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Data.Loading;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Data.Loading;

/// <summary>Loads data files of a test's workspace without an issue round them.</summary>
internal static class LoadedTables
{
    /// <summary>The dataset of a name as it was loaded, and all that was said.</summary>
    public static async Task<(LoadedDataset Loaded, DiagnosticBag Bag)> LoadAsync(TestData data, string name)
    {
        var bag = new DiagnosticBag();
        var dataset = DatasetCatalog.Read(data.Workspace, bag).Find(name) ?? throw new InvalidOperationException($"No table {name}.");
        var loader = new DatasetLoader(data.Workspace, new BuildCache(data.CacheDirectory), TimeProvider.System);
        var (identified, key) = (await loader.IdentifyAsync(dataset, bag, TestContext.Current.CancellationToken))!.Value;
        var loaded = await loader.LoadAsync(identified, key, TestContext.Current.CancellationToken);
        bag.AddRange(loaded.Findings);
        return (loaded, bag);
    }

    /// <summary>A table as text in which 0.10 and 0.1 are the same number.</summary>
    public static string Text(Table table) =>
        TableText.Of(
            new Table([.. table.Columns.Select(column => column with { Values = [.. column.Values.Select(Plain)] })], table.RowCount)
        );

    private static object? Plain(object? value) =>
        value is decimal number ? number.ToString("0.############################", CultureInfo.InvariantCulture) : value;
}
