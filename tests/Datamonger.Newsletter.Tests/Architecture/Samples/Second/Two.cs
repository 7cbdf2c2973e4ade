using Datamonger.Newsletter.Tests.Architecture.Samples.First;

namespace Datamonger.Newsletter.Tests.Architecture.Samples.Second;

/// <summary>The other half of a cycle, for the test of the graph.</summary>
internal sealed class Two
{
    /// <inheritdoc/>
    public override string ToString() => One.Other();
}
