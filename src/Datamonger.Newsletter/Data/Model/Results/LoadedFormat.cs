using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Model.Results;

/// <summary>What loading a data file gave, as bytes for the cache: its findings, then what the table is kept as.</summary>
internal static class LoadedFormat
{
    private const int Version = 1;

    /// <summary>Writes the findings and a body.</summary>
    public static byte[] Write(ImmutableArray<Diagnostic> findings, ReadOnlySpan<byte> body)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write7BitEncodedInt(Version);
        writer.Write7BitEncodedInt(findings.Length);
        foreach (var finding in findings)
        {
            writer.Write(finding.Rule.Code);
            writer.Write(finding.Location.File);
            writer.Write7BitEncodedInt(finding.Location.Line);
            writer.Write7BitEncodedInt(finding.Location.Column);
            writer.Write(finding.Message);
            writer.Write(finding.Hint is not null);
            if (finding.Hint is not null)
                writer.Write(finding.Hint);
        }
        writer.Write(body);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>
    /// Reads the findings and the body; null when the bytes are of another version, damaged, or name a rule that is no more.
    /// </summary>
    /// <param name="rules">The rules that a finding may be of.</param>
    public static (ImmutableArray<Diagnostic> Findings, ReadOnlyMemory<byte> Body)? Read(byte[] bytes, ImmutableArray<DiagnosticRule> rules)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
            if (reader.Read7BitEncodedInt() != Version)
                return null;
            var findings = ImmutableArray.CreateBuilder<Diagnostic>();
            for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
            {
                var code = reader.ReadString();
                var location = new SourceLocation(reader.ReadString(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
                var message = reader.ReadString();
                var hint = reader.ReadBoolean() ? reader.ReadString() : null;
                if (rules.FirstOrDefault(rule => rule.Code == code) is not { } rule)
                    return null;
                findings.Add(new Diagnostic(rule, location, message, hint));
            }
            return (findings.ToImmutable(), bytes.AsMemory((int)reader.BaseStream.Position));
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or IOException)
        {
            return null;
        }
    }
}
