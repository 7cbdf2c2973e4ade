using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Data.Reading.Formats.Text;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Publishing.Subscribers;

/// <summary>A subscriber file as lines of text, decoded as data files are.</summary>
public static class SubscriberText
{
    private const char Lost = '\uFFFD';

    /// <summary>Decodes a file.</summary>
    /// <param name="name">The file's name, for findings.</param>
    /// <returns>Its lines; null when its encoding cannot be told, which has been reported.</returns>
    public static ImmutableArray<string>? Read(byte[] bytes, string name, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var (found, place) = (new DiagnosticBag(), new SourceLocation(name, 1, 1));
        using var stream = new MemoryStream(bytes);
        var encoding = TextEncoding.Detect(new Dataset("subscribers", name, place), stream, found, cancellationToken);
        if (encoding is null)
        {
            diagnostics.Add(
                SubscriberRules.DoubtfulCharacter,
                FirstDoubtful(bytes, name),
                found.ToImmutable().First(diagnostic => diagnostic.Rule.Severity == Severity.Error).Message,
                "Save the file as UTF-8 from the program that it comes from."
            );
            return null;
        }
        diagnostics.AddRange(found.ToImmutable());
        using var reader = new StreamReader(encoding.Decode(stream), Encoding.UTF8);
        ImmutableArray<string> lines = [.. reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n')];
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].IndexOf(Lost, StringComparison.Ordinal) is >= 0 and var column)
                diagnostics.Add(
                    SubscriberRules.DoubtfulCharacter,
                    new SourceLocation(name, line + 1, column + 1),
                    "A character was lost here before the file was saved (U+FFFD).",
                    "Take the line from where the file comes from."
                );
        }
        return lines;
    }

    private static SourceLocation FirstDoubtful(byte[] bytes, string name)
    {
        var (line, start) = (1, 0);
        while (start < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            end = end < 0 ? bytes.Length : end;
            var text = bytes.AsSpan(start, end - start);
            if (!Utf8.IsValid(text))
            {
                var sound = 0;
                while (Rune.DecodeFromUtf8(text[sound..], out _, out var length) == System.Buffers.OperationStatus.Done)
                    sound += length;
                return new SourceLocation(name, line, Encoding.UTF8.GetCharCount(text[..sound]) + 1);
            }
            (line, start) = (line + 1, end + 1);
        }
        return new SourceLocation(name, 1, 1);
    }
}
