using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Data.Loading;

/// <summary>The catalogue of the workspace, read again only when a file of its folder has come, gone or changed.</summary>
internal sealed class CatalogCache(Workspace workspace)
{
    private readonly Lock _gate = new();
    private (string Stamp, DatasetCatalog Catalog, ImmutableArray<Diagnostic> Findings)? _known;

    /// <summary>The catalogue; what is wrong with it is reported every time.</summary>
    public DatasetCatalog Read(DiagnosticBag diagnostics)
    {
        var stamp = Stamp();
        lock (_gate)
        {
            if (_known is not { } known || known.Stamp != stamp)
            {
                var bag = new DiagnosticBag();
                var catalog = DatasetCatalog.Read(workspace, bag);
                _known = known = (stamp, catalog, bag.ToImmutable());
            }
            diagnostics.AddRange(known.Findings);
            return known.Catalog;
        }
    }

    private string Stamp()
    {
        var folder = new DirectoryInfo(workspace.DatasetsDirectory);
        if (!folder.Exists)
            return "";
        var stamp = new StringBuilder();
        foreach (var file in folder.EnumerateFiles())
            stamp.Append(file.Name).Append('/').Append(file.Length).Append('/').Append(file.LastWriteTimeUtc.Ticks).Append('\n');
        return stamp.ToString();
    }
}
