using System.CommandLine;
using Datamonger.Newsletter.Publishing;

namespace Datamonger.Newsletter.Cli.Publishing;

/// <summary><c>--embargo</c>, of the verbs by which an issue gets out.</summary>
internal sealed class EmbargoOption() : Option<string?>("--embargo")
{
    /// <summary>A command line for the examples of a verb.</summary>
    public const string Example = "--embargo \"Marian Hale: pre-release access, ref. 12\"";

    /// <summary>An issue with the decision that was typed, if one was.</summary>
    /// <exception cref="PublishStoppedException">It has no name or no reason.</exception>
    public PublishRequest Apply(ParseResult parsed, PublishRequest request) =>
        request.Lifting(parsed.GetValue(this) is { } typed ? EmbargoOverride.Parse(typed, request.Location) : null);
}
