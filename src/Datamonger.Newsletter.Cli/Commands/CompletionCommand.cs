using System.Collections.Immutable;
using System.CommandLine;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Prints a script that completes verbs, options and slugs.</summary>
internal sealed class CompletionCommand : Verb
{
    public CompletionCommand(CliSession session)
        : base("completion", "Print a completion script for a shell")
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh" };
        shell.CompletionSources.Add("bash", "zsh", "fish", "pwsh");
        Add(shell);
        SetAction(parsed =>
        {
            var name = parsed.GetValue(shell)!;
            session.Environment.Output.Write(
                Script(name) ?? throw new CliException(ExitCode.Usage, $"\"{name}\" is not a known shell.", "Known: bash, zsh, fish, pwsh.")
            );
            return ExitCode.Done;
        });
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("source <(datamonger completion bash)", "complete in this shell"),
            ("datamonger completion fish > ~/.config/fish/completions/datamonger.fish", "complete in every shell from now on"),
        ];

    private static string? Script(string shell) =>
        shell switch
        {
            "bash" => """
                _datamonger() {
                    local IFS=$'\n'
                    COMPREPLY=( $(compgen -W "$(datamonger "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
                }
                complete -F _datamonger datamonger

                """,
            "zsh" => """
                _datamonger() {
                    local -a found
                    found=("${(@f)$(datamonger "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                    compadd -a found
                }
                compdef _datamonger datamonger

                """,
            "fish" => """
                complete -c datamonger -f -a '(datamonger "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'

                """,
            "pwsh" => """
                Register-ArgumentCompleter -Native -CommandName datamonger -ScriptBlock {
                    param($word, $line, $position)
                    datamonger "[suggest:$position]" "$line" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
                }

                """,
            _ => null,
        };
}
