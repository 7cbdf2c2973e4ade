using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Workspaces;

/// <summary>The sample subscribers of a workspace, and what is wrong with their file.</summary>
internal sealed record PersonaFile(ImmutableArray<Persona> All, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Where they stand, from the workspace root.</summary>
    public const string Path = "content/personas.yml";

    /// <summary>The file is there and cannot be read.</summary>
    public static readonly DiagnosticRule Unreadable = new("DM802", Severity.Error, "A file of the workspace that cannot be read")
    {
        Remedy = "Put a plain text file there that you may read, or delete it.",
    };

    /// <summary>
    /// A sample subscriber by name; the first one when no name is given, and null, merge tags as they go out, for any other name.
    /// </summary>
    public Persona? Find(string? name) => name is null ? All.FirstOrDefault() : All.FirstOrDefault(persona => persona.Name == name);

    /// <summary>Reads them; a workspace without the file has none.</summary>
    public static PersonaFile Read(Workspace workspace)
    {
        var path = System.IO.Path.Combine(workspace.Root, "content", "personas.yml");
        if (!System.IO.Path.Exists(path))
            return new PersonaFile([], []);
        var diagnostics = new DiagnosticBag();
        ImmutableArray<Persona> all = [];
        try
        {
            if (SafePath.IsPlainFile(workspace.Root, path))
                all = PersonaReader.Read(workspace.Read(path), workspace.Settings, diagnostics);
            else
                Report("is a folder or a link");
        }
        catch (FileNotFoundException)
        {
            // It went away between the look and the reading.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report("cannot be opened");
        }
        return new PersonaFile(all, diagnostics.ToImmutable());

        void Report(string problem) =>
            diagnostics.Add(
                Unreadable,
                SourceLocation.StartOf(Path),
                $"{Path} {problem}, so that no sample subscriber is known.",
                "Put a plain text file there that you may read, or delete it."
            );
    }
}
