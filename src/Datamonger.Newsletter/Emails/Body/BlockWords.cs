using System.Security.Cryptography;

namespace Datamonger.Newsletter.Emails.Body;

/// <summary>
/// Holds what templates drew while the HTML round it is sanitised: templates may write what authors may not. Each block is a word
/// with a random part until then.
/// </summary>
internal sealed class BlockWords
{
    private readonly NumberedWords _words = new("bk" + RandomNumberGenerator.GetHexString(20, lowercase: true) + "n");
    private readonly List<string> _blocks = [];

    /// <summary>The word that stands for a block.</summary>
    public string Hold(string html)
    {
        _blocks.Add(html);
        return _words[_blocks.Count - 1];
    }

    /// <summary>A text with each word replaced by its block.</summary>
    public string PutBack(string html) => _words.Replace(html, number => number < _blocks.Count ? _blocks[number] : null);
}
