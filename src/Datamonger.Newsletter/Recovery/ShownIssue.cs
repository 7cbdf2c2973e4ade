using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Figures;
using Datamonger.Newsletter.Issues;

namespace Datamonger.Newsletter.Recovery;

/// <summary>What of an issue has numbers that readers see: its blocks and figures, and the results behind them.</summary>
public sealed record ShownIssue(Issue Issue, QueryTables Tables, IssueFigures Figures);
