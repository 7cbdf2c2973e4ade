using System.Collections.Immutable;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Issues;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Outputs;

/// <summary>The JSON Schemas of the files that editors write, made from the declared fields.</summary>
public static class SchemaJson
{
    /// <summary>What there is a schema of: the front matter of an issue, and the YAML files of a workspace.</summary>
    public static readonly ImmutableArray<string> Names = ["issue", "newsletter", "datasets", "personas"];

    /// <summary>The schema's text.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Write(string name) =>
        JsonText.Write(json =>
        {
            switch (name)
            {
                case "issue":
                    JsonSchema.WriteFile(
                        json,
                        "Front matter of an issue",
                        "What stands between the --- lines of content/issues/<slug>/index.md.",
                        FrontMatterFields.All
                    );
                    break;
                case "newsletter":
                    JsonSchema.WriteFile(json, "newsletter.yml", "What is the same for every issue.", SettingsFields.All);
                    break;
                case "datasets":
                    JsonSchema.WriteMapFile(
                        json,
                        "datasets.yml",
                        "What each data file is, where it came from and how it is read; one entry a table.",
                        DataFileFields.DatasetTable
                    );
                    break;
                case "personas":
                    JsonSchema.WriteFile(json, "personas.yml", "Sample subscribers for the preview; all invented.", PersonaReader.Fields);
                    break;
                default:
                    throw new ArgumentException($"There is no schema \"{name}\".", nameof(name));
            }
        });
}
