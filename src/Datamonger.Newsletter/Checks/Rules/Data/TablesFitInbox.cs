using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Data;

/// <summary>A table or list has at most forty rows.</summary>
internal sealed class TablesFitInbox : ICheck
{
    /// <summary>The most rows of a table.</summary>
    public const int MostRows = 40;

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } = [DataCheckRules.LongTable];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        var blocks = context
            .Issue.Tables.Select(table => (table.Data, table.Location, What: "table"))
            .Concat(context.Issue.Lists.Select(list => (list.Data, list.Location, What: "list")));
        foreach (var (data, location, what) in blocks)
        {
            if (data is null || context.Tables.Find(data)?.Table is not { RowCount: > MostRows } table)
                continue;
            diagnostics.Add(
                DataCheckRules.LongTable.Rule,
                location,
                $"This {what} has {table.RowCount} rows; {MostRows} are the most that an email carries well.",
                "Take those that matter (ORDER BY … LIMIT 10), or draw them."
            );
        }
    }
}
