using System.Globalization;
using Datamonger.Newsletter.Caching;
using Datamonger.Newsletter.Charts.Drawing;
using Datamonger.Newsletter.Charts.Reading;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Charts;

/// <summary>The hash of everything that a picture's pixels depend on, and of nothing else: a new title draws nothing again.</summary>
internal static class PictureKey
{
    private static readonly string Engine = string.Join(
        ' ',
        ToolVersion.Current,
        typeof(ScottPlot.Plot).Assembly.GetName().Version,
        typeof(SkiaSharp.SKCanvas).Assembly.GetName().Version,
        InterFont.Version
    );

    /// <param name="part">Which of the chart's pictures.</param>
    public static string Of(IChartKind kind, ChartInput input, ChartPlan plan, string part)
    {
        using var hash = new ContentHash();
        hash.Add(Engine).Add(part).Add(kind.Name).Add(input.Language.Tag);
        // The map of a chart that names no day is that of the issue's.
        if (input.Fields.Fields.Any(field => field.Name == "areas"))
            hash.Add(input.Day?.ToString("O", CultureInfo.InvariantCulture));
        foreach (var entry in input.Fields.Fields.Where(field => !ChartFields.OutsideThePicture.Contains(field.Name)))
        {
            hash.Add(entry.Name).Add(input.Text(entry.Name));
            Add(hash, input.Fields.Node(entry.Name));
        }
        Add(hash, input.Theme);
        // The rows as the query gave them, and as the kind arranged them: either may hold what the other leaves out.
        foreach (var table in (Data.Model.Table[])[input.Table, plan.Table.Data])
        {
            foreach (var column in table.Columns)
            {
                hash.Add(column.Name).Add(column.Type.ToString());
                foreach (var value in column.Values)
                    hash.Add(value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }
        return hash.ToHex();
    }

    private static void Add(ContentHash hash, YamlNode? node)
    {
        switch (node)
        {
            case YamlScalar scalar:
                hash.Add(scalar.Value);
                break;
            case YamlSequence sequence:
                hash.Add($"[{sequence.Items.Length}]");
                foreach (var item in sequence.Items)
                    Add(hash, item);
                break;
            case YamlMapping mapping:
                hash.Add($"{{{mapping.Entries.Length}}}");
                foreach (var entry in mapping.Entries)
                {
                    hash.Add(entry.Key.Value);
                    Add(hash, entry.Value);
                }
                break;
            default:
                hash.Add((string?)null);
                break;
        }
    }

    private static void Add(ContentHash hash, Theme theme)
    {
        hash.Add(theme.Ink).Add(theme.Ground).Add(theme.Accent).Add(theme.Muted).Add(theme.Rule).Add(theme.Comparison);
        foreach (var colour in theme.Palette)
            hash.Add(colour);
    }
}
