using System.Text;

namespace Datamonger.Newsletter.Data.Snapshots;

/// <summary>
/// The different values of a column of text, each with the first row that holds it, gathered from row groups in their order.
/// </summary>
/// <param name="most">With more values than that, none is kept.</param>
internal sealed class FirstRows(int most)
{
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private bool _isTooMany;

    /// <summary>The values, each with its 1-based row, the header not counted; in the order of their rows.</summary>
    public IEnumerable<KeyValuePair<string, int>> Values => _isTooMany ? [] : _rows.OrderBy(entry => entry.Value);

    /// <summary>Adds the cells of the rows that follow.</summary>
    /// <param name="before">Rows before them.</param>
    public void Add(DistinctCells cells, long before)
    {
        for (var code = DistinctCells.Empty + 1; code < cells.Count && !_isTooMany; code++)
        {
            // A cell stands once among those of its row group, but again among those of the next.
            if (_rows.TryAdd(Encoding.UTF8.GetString(cells[code]), (int)(before + cells.FirstRow(code) + 1)))
                _isTooMany = _rows.Count > most;
        }
        if (_isTooMany)
            _rows.Clear();
    }
}
