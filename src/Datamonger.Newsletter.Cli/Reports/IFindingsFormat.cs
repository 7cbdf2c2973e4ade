using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Cli.Reports;

/// <summary>A way of writing findings down.</summary>
internal interface IFindingsFormat
{
    /// <summary>Writes the findings of a run.</summary>
    void Write(TextWriter output, ImmutableArray<Diagnostic> findings);
}
