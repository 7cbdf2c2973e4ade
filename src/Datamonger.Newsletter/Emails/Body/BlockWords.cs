using System.Globalization;
using System.Security.Cryptography;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>
/// Holds what templates drew while the HTML round it is sanitised: templates may write what authors may not. Each block is a word
/// with a random part until then.
/// </summary>
internal sealed class BlockWords
{
    private readonly string _prefix = "bk" + RandomNumberGenerator.GetHexString(20, lowercase: true) + "n";
    private readonly List<string> _blocks = [];

    /// <summary>The word that stands for a block.</summary>
    public string Hold(string html)
    {
        _blocks.Add(html);
        return Word(_blocks.Count - 1);
    }

    /// <summary>A text with each word replaced by its block.</summary>
    public string PutBack(string html)
    {
        for (var i = 0; i < _blocks.Count; i++) html = html.Replace(Word(i), _blocks[i], StringComparison.Ordinal);
        return html;
    }

    private string Word(int index) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}{index}z");
}
