using System.Text;

namespace Datamonger.Newsletter.Tests.Hostile.Fuzzing;

/// <summary>One change to a file. Everything about it is in it, so that a list of them can be shortened and tried again.</summary>
/// <param name="Kind">What is done: see <see cref="Apply"/>.</param>
/// <param name="At">Where, as a share of the file.</param>
/// <param name="Length">How much, as a share of a short stretch.</param>
/// <param name="Value">Which byte, which word of <see cref="Words"/>, how often.</param>
internal sealed record Mutation(int Kind, double At, double Length, int Value)
{
    public const int Kinds = 8;
    private const int Stretch = 200;

    /// <summary>What an editor's files are made of, and what has broken readers of such files.</summary>
    public static readonly string[] Words =
    [
        "{{ ",
        " }}",
        "{{ counted.last.visits | num0 }}",
        "{{ counted[99999999999].v }}",
        "*|FNAME|*",
        "*|IF:FNAME|*",
        "*|END:IF|*",
        "<<First Name>>",
        "```",
        "```sql q\nselect 1 as n\n```\n",
        "```chart bar\ndata: counted\nx: year\ny: visits\n```\n",
        "```table\ndata: counted\n```\n",
        "::: ",
        "::: columns\n::: column\n",
        "---\n",
        "\n\n",
        "\t",
        ": ",
        "- ",
        "|",
        "[x](",
        "![x](picture.png)",
        "[[toc]]",
        "<b>",
        "</td>",
        "<!--",
        "&#0;",
        "\"",
        "'",
        "#",
        ",",
        ";",
        "\0",
        "\uFEFF",
        "\u202E",
        "\u0301",
        "😀",
        "1e-2147483648",
        "99999999999999999999999999999999999999999999",
        "-0",
        "NaN",
        "2,025",
        "32% ",
        "31/02/2017",
        "null",
        "../../etc/passwd",
        "/dev/zero",
        "select * from read_csv('/etc/passwd')",
        "limit 0",
        "where false",
        "🂡\uD800",
    ];

    /// <summary>The file with the change.</summary>
    public byte[] Apply(byte[] file)
    {
        var at = (int)(At * file.Length);
        var end = Math.Min(file.Length, at + 1 + (int)(Length * Stretch));
        var word = Encoding.UTF8.GetBytes(Words[Value % Words.Length]);
        return Kind switch
        {
            0 => [.. file[..at], .. word, .. file[at..]],
            1 => [.. file[..at], .. word, .. file[end..]],
            2 => [.. file[..at], .. file[end..]],
            3 => [.. file[..end], .. file[at..]],
            4 => file[..at],
            5 when at < file.Length => [.. file[..at], (byte)(file[at] ^ (1 << (Value % 8))), .. file[(at + 1)..]],
            6 => [.. file[..at], (byte)Value, .. file[at..]],
            7 => [.. file[..at], .. Enumerable.Repeat(word, Value % 300).SelectMany(bytes => bytes), .. file[at..]],
            _ => file,
        };
    }
}
