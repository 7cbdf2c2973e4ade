using System.Collections.Immutable;
using System.CommandLine;
using Datamonger.Newsletter.Outputs;

namespace Datamonger.Newsletter.Cli.Commands;

/// <summary>Prints a JSON Schema, with which an editor completes and checks the keys of a file.</summary>
internal sealed class SchemaCommand : Verb
{
    public SchemaCommand(CliSession session)
        : base("schema", "Print the JSON Schema of a file")
    {
        var file = new Argument<string>("file") { Description = string.Join(", ", SchemaJson.Names), DefaultValueFactory = _ => "issue" };
        file.CompletionSources.Add([.. SchemaJson.Names]);
        Add(file);
        SetAction(parsed =>
        {
            var name = parsed.GetValue(file)!;
            if (!SchemaJson.Names.Contains(name))
                throw new CliException(
                    ExitCode.Usage,
                    $"There is no schema of \"{name}\".",
                    $"Known: {string.Join(", ", SchemaJson.Names)}."
                );
            session.Environment.Output.Write(SchemaJson.Write(name));
            return ExitCode.Done;
        });
    }

    /// <inheritdoc/>
    public override ImmutableArray<(string CommandLine, string Does)> Examples =>
        [
            ("datamonger schema issue", "the front matter of issues"),
            ("datamonger schema newsletter > schemas/newsletter.json", "for the editor’s YAML extension"),
        ];
}
