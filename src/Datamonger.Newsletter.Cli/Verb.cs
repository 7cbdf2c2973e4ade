using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Datamonger.Newsletter.Cli;

/// <summary>A verb of the command line, with examples for its help.</summary>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>How long the process may go on after a signal, to say what became of a call that acts.</summary>
    public virtual TimeSpan TimeToEnd => TimeSpan.FromSeconds(2);

    /// <summary>Command lines that can be copied, each with what it does.</summary>
    public abstract ImmutableArray<(string CommandLine, string Does)> Examples { get; }
}

/// <summary>Prints the verb's examples below its options.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not Verb { Examples: { IsDefaultOrEmpty: false } examples })
            return result;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        var width = examples.Max(example => example.CommandLine.Length);
        foreach (var (commandLine, does) in examples)
            output.WriteLine($"  {commandLine.PadRight(width)}  {does}");
        output.WriteLine();
        return result;
    }
}
