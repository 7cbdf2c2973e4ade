using System.CommandLine;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Publishing;

/// <summary>The options of the verbs that reach subscribers.</summary>
internal sealed class SendOptionsSet
{
    private readonly Option<string?> _token = new("--token") { Description = "What publish printed", HelpName = "token" };
    private readonly Option<bool> _confirm = new("--confirm-not-sent")
    {
        Description = "You have looked: the earlier attempt, whose outcome is unknown, did not send",
    };
    private readonly Option<bool> _nonOpeners = new("--non-openers")
    {
        Description = "The second try, to those who have not opened the first",
    };

    /// <summary>Adds them.</summary>
    /// <param name="guarded">Whether the verb asks for a token.</param>
    public void AddTo(Command command, bool guarded)
    {
        if (guarded)
        {
            command.Add(_token);
            command.Add(_confirm);
        }
        command.Add(_nonOpeners);
    }

    /// <summary>What was typed.</summary>
    public SendOptions Read(ParseResult parsed, Func<string, CancellationToken, Task<string?>>? ask) =>
        new()
        {
            Token = parsed.GetValue(_token),
            ConfirmNotSent = parsed.GetValue(_confirm),
            Edition = Edition(parsed),
            Ask = ask,
        };

    /// <summary>Which edition is meant.</summary>
    public string? Edition(ParseResult parsed) => parsed.GetValue(_nonOpeners) ? SendOptions.NonOpeners : null;
}
