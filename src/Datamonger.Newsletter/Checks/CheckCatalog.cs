using System.Collections.Immutable;

namespace Datamonger.Newsletter.Checks;

/// <summary>The checks, written out.</summary>
public static class CheckCatalog
{
    /// <summary>In the order of the reference.</summary>
    public static readonly ImmutableArray<ICheck> All =
    [
    ];
}
