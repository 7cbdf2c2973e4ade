using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Browser;

/// <summary>One thing that should be true of an issue as a browser lays it out. Reads what was measured, and starts nothing.</summary>
internal interface IBrowserCheck
{
    /// <summary>The rules that no other check has.</summary>
    ImmutableArray<CheckRule> Rules { get; }

    /// <summary>Reports what is wrong.</summary>
    void Run(MeasuredIssue issue, DiagnosticBag diagnostics);
}
