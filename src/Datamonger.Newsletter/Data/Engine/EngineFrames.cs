using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Datamonger.Newsletter.Data.Model;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>What the program says to the process that runs its queries.</summary>
internal enum EngineRequest : byte
{
    /// <summary>First of all: the version of the program, and the limits.</summary>
    Hello,

    /// <summary>A table and its key, ahead of the first query that reads it.</summary>
    Rows,

    /// <summary>Parse a text.</summary>
    Parse,

    /// <summary>Run a query.</summary>
    Query,

    /// <summary>Stop what runs under a number.</summary>
    Cancel,

    /// <summary>Forget the names of a session.</summary>
    End,
}

/// <summary>What the process that runs queries answers.</summary>
internal enum EngineAnswer : byte
{
    /// <summary>It is open; first of all.</summary>
    Ready,

    /// <summary>What was asked for.</summary>
    Done,

    /// <summary>A mistake of the author.</summary>
    Failed,

    /// <summary>It was stopped because it was to be.</summary>
    Cancelled,

    /// <summary>A mistake of ours.</summary>
    Broken,
}

/// <summary>
/// The messages between the program and the process that runs its queries: a length, then as many bytes, which begin with what it
/// is. Rows travel as they lie in the cache.
/// </summary>
internal static class EngineFrames
{
    private static readonly ImmutableArray<DiagnosticRule> Rules =
    [
        QueryRules.Failed,
        QueryRules.TooCostly,
        QueryRules.TooManyRows,
        QueryRules.TooLarge,
        QueryRules.Unprintable,
        QueryRules.DuplicateColumn,
    ];

    /// <summary>Writes a message.</summary>
    public static void Write(Stream stream, Action<BinaryWriter> write)
    {
        using var message = new MemoryStream();
        message.Write(stackalloc byte[sizeof(int)]);
        using var writer = new BinaryWriter(message, Encoding.UTF8);
        write(writer);
        writer.Flush();
        BinaryPrimitives.WriteInt32LittleEndian(message.GetBuffer(), (int)message.Length - sizeof(int));
        stream.Write(message.GetBuffer().AsSpan(0, (int)message.Length));
        stream.Flush();
    }

    /// <summary>Reads a message; null after the last, or when it is cut short.</summary>
    public static BinaryReader? Read(Stream stream)
    {
        var header = new byte[sizeof(int)];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length < 0)
            return null;
        var message = new byte[length];
        return stream.ReadAtLeast(message, length, throwOnEndOfStream: false) < length
            ? null
            : new BinaryReader(new MemoryStream(message, writable: false), Encoding.UTF8);
    }

    public static void Write(this BinaryWriter writer, QueryLimits limits)
    {
        writer.Write(limits.Rows);
        writer.Write(limits.Time.Ticks);
        writer.Write(limits.Grace.Ticks);
        writer.Write(limits.Memory);
        writer.Write(limits.ResultBytes);
    }

    public static QueryLimits ReadLimits(this BinaryReader reader) =>
        new()
        {
            Rows = reader.ReadInt32(),
            Time = TimeSpan.FromTicks(reader.ReadInt64()),
            Grace = TimeSpan.FromTicks(reader.ReadInt64()),
            Memory = reader.ReadInt64(),
            ResultBytes = reader.ReadInt64(),
        };

    public static void Write(this BinaryWriter writer, EngineQuery query)
    {
        writer.Write(query.Session);
        writer.Write(query.Sql);
        writer.Write(query.Threads);
        writer.Write7BitEncodedInt(query.Snapshots.Length);
        foreach (var path in query.Snapshots)
            writer.Write(path);
        writer.Write7BitEncodedInt(query.Tables.Length);
        foreach (var table in query.Tables)
        {
            writer.Write(table.Name);
            writer.Write(table.Source);
            writer.Write(table.Rows is not null);
        }
    }

    public static EngineQuery ReadQuery(this BinaryReader reader, Func<string, Table> tableOf)
    {
        var (session, sql, threads) = (reader.ReadInt64(), reader.ReadString(), reader.ReadInt32());
        var snapshots = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < snapshots.Length; i++)
            snapshots[i] = reader.ReadString();
        var tables = new NamedRows[reader.Read7BitEncodedInt()];
        for (var i = 0; i < tables.Length; i++)
        {
            var (name, source) = (reader.ReadString(), reader.ReadString());
            tables[i] = new NamedRows(name, source, reader.ReadBoolean() ? tableOf(source) : null);
        }
        return new EngineQuery(session, sql, [.. snapshots], threads, [.. tables]);
    }

    public static void Write(this BinaryWriter writer, QueryException mistake)
    {
        writer.Write(mistake.Rule.Code);
        writer.Write(mistake.Message);
        writer.Write(mistake.Line);
        writer.Write(mistake.Column);
        writer.Write(mistake.Hint is not null);
        writer.Write(mistake.Hint ?? "");
    }

    public static QueryException ReadMistake(this BinaryReader reader)
    {
        var code = reader.ReadString();
        return new QueryException(reader.ReadString())
        {
            Rule = Rules.First(rule => rule.Code == code),
            Line = reader.ReadInt32(),
            Column = reader.ReadInt32(),
            Hint = (reader.ReadBoolean(), reader.ReadString()) is (true, var hint) ? hint : null,
        };
    }

    /// <summary>What has not been read of a message.</summary>
    public static byte[] ReadRest(this BinaryReader reader) =>
        reader.ReadBytes((int)(reader.BaseStream.Length - reader.BaseStream.Position));
}
