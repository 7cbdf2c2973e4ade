using System.Collections.Immutable;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Outputs;

/// <summary>
/// Writes an issue's folder, a direct child of the folder that <c>build</c> writes to, whole or not at all. One that holds anything but
/// what an earlier build wrote there is left as it is.
/// </summary>
public static class OutputFolder
{
    private static readonly OwnedFolder Owned = new(ManifestJson.FileName, "outputs", "build");

    /// <summary>Why an issue's outputs cannot go into a folder; null when they can. Goes behind the folder's name.</summary>
    /// <param name="root">The folder that <c>build</c> writes to.</param>
    /// <param name="slug">The slug, which names its folder there.</param>
    public static string? Refusal(string root, string slug) =>
        Slug.IsValid(slug) ? Owned.Refusal(Path.Combine(root, slug)) : "does not have the name of an issue's folder";

    /// <summary>Whether the outputs in an issue's folder are of a build that was whole; false when there are none.</summary>
    public static bool IsWhole(string root, string slug) => Slug.IsValid(slug) && Owned.IsWhole(Path.Combine(root, slug));

    /// <summary>Replaces an issue's folder by these files.</summary>
    /// <exception cref="IOException">The folder is not the issue's, or the disk does not take it; it is as it was.</exception>
    public static void Replace(string root, string slug, ImmutableArray<OutputFile> files)
    {
        if (Refusal(root, slug) is { } refusal)
            throw new IOException($"{Path.Combine(root, slug)} {refusal}.");
        Owned.Replace(Path.Combine(root, slug), files);
    }
}
