using System.Collections.Immutable;

namespace Datamonger.Newsletter.Settings;

/// <summary>A sample subscriber of the preview: invented, to try one thing that real audiences hold.</summary>
/// <param name="Name">How the picker calls it.</param>
/// <param name="Email">An invented address.</param>
public sealed record Persona(string Name, string Email)
{
    /// <summary>What it is there to try.</summary>
    public string? Description { get; init; }

    /// <summary>Values of the audience's merge fields by tag; one that is left out is empty, so that the fallback shows.</summary>
    public ImmutableDictionary<string, string> Fields { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Groups the subscriber is in: category to the names they chose.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Interests { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;
}
