using Datamonger.Newsletter.Tests.Architecture.Samples.Second;

namespace Datamonger.Newsletter.Tests.Architecture.Samples.First;

/// <summary>Half of a cycle, for the test of the graph.</summary>
internal static class One
{
    public static string Other() => nameof(Two) + new Two().ToString();
}
