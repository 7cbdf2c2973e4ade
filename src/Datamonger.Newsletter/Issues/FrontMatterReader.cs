using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Fields;
using Datamonger.Newsletter.Settings;
using Datamonger.Newsletter.Workspaces;
using Datamonger.Newsletter.Yaml;

namespace Datamonger.Newsletter.Issues;

/// <summary>Reads what stands between the <c>---</c> lines at the top of an issue.</summary>
internal sealed class FrontMatterReader(NewsletterSettings settings, DiagnosticBag diagnostics)
{
    /// <summary>Reads the front matter.</summary>
    /// <param name="source">The issue's file.</param>
    /// <param name="bodyStart">Offset of the first character behind the closing line; 0 when there is no front matter.</param>
    public FrontMatter Read(SourceText source, out int bodyStart)
    {
        var top = SourceLocation.StartOf(source.Path);
        var mapping = YamlMapping.Empty(top);
        var isReadable = true;
        var close = ClosingLine(source);
        bodyStart = close == 0 ? 0 : source.OffsetOf(close + 1, 1);
        if (close == 0)
        {
            isReadable = false;
            diagnostics.Add(
                IssueRules.NoFrontMatter,
                top,
                ProblemOf(source),
                "Begin the file with a line ---, then title: and subject:, then another line ---."
            );
        }
        else
        {
            var text = source.Text[source.OffsetOf(2, 1)..source.OffsetOf(close, 1)];
            isReadable =
                YamlReader.TryRead(text, (line, column) => new SourceLocation(source.Path, line + 1, column), diagnostics, out var node)
                && node is null or YamlMapping;
            if (node is YamlMapping read)
                mapping = read;
            else if (node is not null)
                diagnostics.Add(
                    IssueRules.NotMapping,
                    node.Location,
                    "The front matter is not key: value lines.",
                    "Such as: title: March 2017"
                );
        }
        // What cannot be read has been reported; that its keys are missing would be said of everything in it.
        var fields = isReadable ? FrontMatterFields.All : [.. FrontMatterFields.All.Select(field => field with { Required = false })];
        return Make(new FieldReader(mapping with { Location = top }, fields, "the front matter", diagnostics), top);
    }

    private FrontMatter Make(FieldReader reader, SourceLocation top)
    {
        var texts = new BoundTextReader(settings, diagnostics);
        BoundText Text(string key) => reader.Node(key) is YamlScalar scalar ? texts.Read(scalar, mergeTags: true) : BoundText.Of("", top);
        var title = reader.Text("title");
        return new FrontMatter
        {
            Title = title ?? "Untitled issue",
            Slug = SlugOf(reader),
            Subject = reader.Has("subject") ? Text("subject") : BoundText.Of(title ?? "Untitled issue", top),
            Preheader = Text("preheader"),
            Number = reader.Integer("number"),
            Date = reader.Date("date"),
            Language = reader.Has("lang") ? SettingsReader.LanguageOf(reader, "lang", diagnostics) : settings.Language,
            Template = reader.Text("template") ?? settings.Template,
            Audience = reader.Text("audience"),
            Segment = reader.Text("segment"),
            Tracking = SettingsReader.TrackingOf(reader, settings.Tracking),
            FromName = reader.Text("from_name") ?? settings.Sender.Name,
            ReplyTo = reader.Text("reply_to") ?? settings.Sender.ReplyTo,
            Tables = reader.Map("tables"),
            Sources = reader.List("sources"),
            Personal = reader.Object("personal", "personal") is { } personal ? Personal(personal) : null,
            Allow = [.. reader.Map("allow").Select(Allowed)],
            Locations = Locations(reader, top),
        };
    }

    // What cannot be a slug names nothing: the folder's name stands for it, as if there were none.
    private string? SlugOf(FieldReader reader)
    {
        if (reader.Text("slug") is not { } slug || Slug.IsValid(slug))
            return reader.Text("slug");
        ReportSlug(slug, reader.LocationOf("slug"), diagnostics);
        return null;
    }

    /// <summary>Tells that a name cannot be a slug.</summary>
    public static void ReportSlug(string slug, SourceLocation at, DiagnosticBag diagnostics) =>
        diagnostics.Add(
            IssueRules.BadSlug,
            at,
            $"\"{(slug.Length > 100 ? slug[..100] + "…" : slug)}\" cannot be a slug.",
            Slug.Advice(slug)
        );

    private Personalisation Personal(FieldReader reader)
    {
        var by = reader.Text("by");
        var field = by is null ? null : settings.FindMergeField(by);
        if (by is not null && field is null)
        {
            string[] tags = [.. settings.MergeFields.Select(known => known.Tag)];
            diagnostics.Add(
                IssueRules.UnknownMergeField,
                reader.LocationOf("by"),
                $"\"{by}\" is not a merge field of newsletter.yml.",
                NearestName.Hint(by, tags) ?? "Declare it under merge_fields: with its tag, label and fallback."
            );
        }
        return new Personalisation(
            field,
            reader.Text("query"),
            reader.Text("key"),
            reader.Text("default"),
            Locations(reader, reader.Location)
        );
    }

    private static ImmutableDictionary<string, SourceLocation> Locations(FieldReader reader, SourceLocation top) =>
        reader
            .Fields.Where(field => reader.Has(field.Name))
            .ToImmutableDictionary(field => field.Name, field => reader.LocationOf(field.Name))
            .SetItem("", top);

    private AllowedCheck Allowed(YamlEntry entry)
    {
        if (entry.Value is not YamlMapping mapping)
            return new AllowedCheck(entry.Key.Value, (entry.Value as YamlScalar)?.Value, null, entry.Key.Location);
        var reader = new FieldReader(
            mapping,
            FrontMatterFields.All.First(field => field.Name == "allow").Fields,
            $"allow: {entry.Key.Value}",
            diagnostics
        );
        return new AllowedCheck(entry.Key.Value, reader.Text("reason"), reader.Text("by"), entry.Key.Location);
    }

    private static string ProblemOf(SourceText source)
    {
        if (source.Line(1) == "---")
            return "The front matter is opened with --- and not closed.";
        var line = Enumerable.Range(1, source.LineCount).FirstOrDefault(line => source.Line(line).Trim().Length > 0, 1);
        var first = source.Line(line);
        if (HiddenCharacters.In(first) is { } hidden && HiddenCharacters.Without(first).Trim() == "---")
            return $"A character that nobody sees ({HiddenCharacters.Name(hidden)}) stands in the line --- that opens the front matter.";
        if (first.Trim() != "---")
            return "The issue has no front matter.";
        return line > 1
            ? $"{(line == 2 ? "A blank line stands" : $"{line - 1} blank lines stand")} above the --- that opens the front matter."
            : "Blanks stand beside the --- that opens the front matter.";
    }

    // Only a line that is exactly --- delimits: a rule in the text, or --- inside a value, does not.
    private static int ClosingLine(SourceText source)
    {
        if (source.Line(1) != "---")
            return 0;
        for (var line = 2; line <= source.LineCount; line++)
        {
            if (source.Line(line) == "---")
                return line;
        }
        return 0;
    }
}
