using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Cli.Preview.Building;

/// <summary>The sample subscribers of a workspace, and what is wrong with their file.</summary>
internal sealed record PersonaSet(ImmutableArray<Persona> All, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>A sample subscriber by name; the first one when no name is given, and null, merge tags as they go out, for any other name.</summary>
    public Persona? Find(string? name) => name is null ? All.FirstOrDefault() : All.FirstOrDefault(persona => persona.Name == name);

    /// <summary>Reads <c>content/personas.yml</c>; a workspace without one has none.</summary>
    public static PersonaSet Read(Workspace workspace)
    {
        var path = Path.Combine(workspace.Root, "content", "personas.yml");
        var diagnostics = new DiagnosticBag();
        try
        {
            var all = SafePath.IsPlainFile(workspace.Root, path) ? PersonaReader.Read(workspace.Read(path), workspace.Settings, diagnostics) : [];
            return new PersonaSet(all, diagnostics.ToImmutable());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It went away between the look and the reading.
            return new PersonaSet([], []);
        }
    }
}
