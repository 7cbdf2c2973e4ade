using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Datamonger.Newsletter.Yaml;

/// <summary>
/// Reads one YAML document into nodes with places, through the parser's events (no reflection, no object creation).
/// Anchors, aliases and tags are refused: a document of ours needs none, and aliases can multiply a small file without bound.
/// </summary>
public static class YamlReader
{
    /// <summary>The text is not YAML, or uses what is refused here.</summary>
    public static readonly DiagnosticRule NotYaml = new("DM101", Severity.Error, "YAML that cannot be read");

    /// <summary>A key appears twice in one mapping.</summary>
    public static readonly DiagnosticRule DuplicateKey = new("DM102", Severity.Error, "A key appears twice");

    /// <summary>Characters of a text that is written by hand.</summary>
    public const int MaximumLength = 64 * 1024;

    private const int MaximumDepth = 20;

    /// <summary>Reads a whole file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="diagnostics">Takes what is wrong; after a syntax error nothing more can be read.</param>
    /// <param name="maximumLength">Characters that are read at most.</param>
    public static YamlNode? Read(SourceText source, DiagnosticBag diagnostics, int maximumLength = MaximumLength) =>
        TryRead(source.Text, (line, column) => new SourceLocation(source.Path, line, column), diagnostics, out var node, maximumLength)
            ? node
            : null;

    /// <summary>Reads a piece of a file.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="place">Turns a 1-based line and column inside <paramref name="text"/> into a place in the file.</param>
    /// <param name="diagnostics">Takes what is wrong; after a syntax error nothing more can be read.</param>
    /// <returns>The document, or null when it is empty or cannot be read.</returns>
    public static YamlNode? Read(string text, Func<int, int, SourceLocation> place, DiagnosticBag diagnostics) =>
        TryRead(text, place, diagnostics, out var node) ? node : null;

    /// <summary>Reads a piece of a file, and says whether it could be read at all.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="place">Turns a 1-based line and column inside <paramref name="text"/> into a place in the file.</param>
    /// <param name="diagnostics">Takes what is wrong; after a syntax error nothing more can be read.</param>
    /// <param name="node">The document; null when it is empty or cannot be read.</param>
    /// <returns>False when it cannot be read; that has been reported.</returns>
    /// <param name="maximumLength">Characters that are read at most.</param>
    public static bool TryRead(
        string text,
        Func<int, int, SourceLocation> place,
        DiagnosticBag diagnostics,
        out YamlNode? node,
        int maximumLength = MaximumLength
    )
    {
        node = null;
        if (text.Length > maximumLength)
        {
            diagnostics.Add(
                NotYaml,
                place(1, 1),
                $"The YAML is {text.Length / 1024} KB long; at most {maximumLength / 1024} KB are read.",
                "Put data into content/datasets, and text into the issue."
            );
            return false;
        }
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.Accept<DocumentStart>(out _))
                return true;
            parser.Consume<DocumentStart>();
            node = ReadNode(parser, place, diagnostics, 0);
            return true;
        }
        catch (YamlException e)
        {
            var (line, column) = YamlMistake.PlaceOf(e, text);
            diagnostics.Add(
                NotYaml,
                place(line, column),
                $"The YAML cannot be read: {YamlMistake.ReasonOf(e, text)}.",
                YamlMistake.HintFor(e, text)
            );
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            // The scanner gives up on some broken texts without saying where.
            diagnostics.Add(
                NotYaml,
                place(1, 1),
                "The YAML cannot be read: it is broken in a way that has no line.",
                "Look for a bracket, brace or quote that is not closed."
            );
            return false;
        }
    }

    private static YamlNode ReadNode(Parser parser, Func<int, int, SourceLocation> place, DiagnosticBag diagnostics, int depth)
    {
        if (depth > MaximumDepth)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"Nested more than {MaximumDepth} levels deep.");
        if (parser.Current is NodeEvent node && (!node.Anchor.IsEmpty || (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)))
        {
            throw new YamlException(node.Start, node.End, YamlMistake.Special);
        }
        var at = place((int)parser.Current!.Start.Line, (int)parser.Current.Start.Column);
        if (parser.TryConsume<Scalar>(out var scalar))
            return new YamlScalar(scalar.Value, scalar.Style is not ScalarStyle.Plain, at);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = ImmutableArray.CreateBuilder<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(ReadNode(parser, place, diagnostics, depth + 1));
            return new YamlSequence(items.ToImmutable(), at);
        }
        if (parser.TryConsume<MappingStart>(out _))
            return ReadMapping(parser, place, diagnostics, depth, at);
        throw new YamlException(parser.Current.Start, parser.Current.End, YamlMistake.Special);
    }

    private static YamlMapping ReadMapping(
        Parser parser,
        Func<int, int, SourceLocation> place,
        DiagnosticBag diagnostics,
        int depth,
        SourceLocation at
    )
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var start = parser.Current!.Start;
            if (ReadNode(parser, place, diagnostics, depth + 1) is not YamlScalar key)
            {
                throw new YamlException(start, start, YamlMistake.ComplexKey);
            }
            var value = ReadNode(parser, place, diagnostics, depth + 1);
            if (seen.Add(key.Value))
                entries.Add(new YamlEntry(key, value));
            else
                diagnostics.Add(
                    DuplicateKey,
                    key.Location,
                    $"\"{key.Value}\" appears twice; the first one counts.",
                    "Remove one of the two."
                );
        }
        return new YamlMapping(entries.ToImmutable(), at);
    }
}
