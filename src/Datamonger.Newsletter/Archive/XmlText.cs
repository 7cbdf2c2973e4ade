using System.Collections.Immutable;
using System.Text;
using System.Xml;

namespace Datamonger.Newsletter.Archive;

/// <summary>XML as people and diffs like it: UTF-8, indented, LF, a line end at the end.</summary>
internal static class XmlText
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        CloseOutput = false,
    };

    /// <summary>The bytes of what <paramref name="write"/> writes.</summary>
    public static ImmutableArray<byte> Write(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
            write(xml);
        stream.WriteByte((byte)'\n');
        return [.. stream.ToArray()];
    }

    /// <summary>A text without what XML cannot hold, however it is escaped.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                plain.Append(text[i]).Append(text[++i]);
            else
                plain.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }
        return plain.ToString();
    }
}
