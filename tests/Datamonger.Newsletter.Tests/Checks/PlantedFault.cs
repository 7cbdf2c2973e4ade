namespace Datamonger.Newsletter.Tests.Checks;

/// <summary>A fault that one rule must find, once and in its place, and the sound twin in which it must find nothing.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Place">Where it must be found: <c>index.md:10:1</c>, <c>footer.sbn-html</c>.</param>
/// <param name="Body">The text of the issue from line 10 on.</param>
/// <param name="Clean">The same without the fault; left out where the fault is not in the text.</param>
internal sealed record PlantedFault(
    string Code,
    string Place,
    string Body = "Foster carers look after more children each year.",
    string? Clean = null
)
{
    /// <summary>A file of the workspace that is changed.</summary>
    public string? File { get; init; }

    /// <summary>What is taken out of <see cref="File"/>; empty appends to its end.</summary>
    public string Old { get; init; } = "";

    /// <summary>What is put in its place.</summary>
    public string New { get; init; } = "";

    /// <summary>Changes the front matter.</summary>
    public (string Old, string New)? Front { get; init; }

    /// <summary>A picture <c>picture.png</c> or <c>picture.jpg</c> beside the issue.</summary>
    public (string Name, Func<byte[]> Bytes)? Picture { get; init; }

    /// <summary>The picture of the sound twin; the same by default.</summary>
    public Func<byte[]>? CleanPicture { get; init; }

    /// <summary>Writes the workspace with or without the fault and returns the issue.</summary>
    public string Prepare(CheckWorkspace workspace, bool isPlanted)
    {
        if (isPlanted && File is not null)
        {
            if (Old.Length == 0)
                workspace.Append(File, New);
            else
                workspace.Replace(File, Old, New);
        }
        if (Picture is var (name, bytes))
            workspace.Write("content/issues/test/" + name, isPlanted ? bytes() : (CleanPicture ?? bytes)());
        var front =
            isPlanted && Front is var (old, with)
                ? CheckWorkspace.FrontMatter.Replace(old, with, StringComparison.Ordinal)
                : CheckWorkspace.FrontMatter;
        return $"{front}\n## Foster care\n\n{(isPlanted ? Body : Clean ?? Body)}\n";
    }
}
