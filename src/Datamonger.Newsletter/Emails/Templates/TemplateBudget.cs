namespace Datamonger.Newsletter.Emails.Templates;

/// <summary>What the templates of one email may use up together, however they call one another.</summary>
internal sealed class TemplateBudget
{
    /// <summary>Rounds of loops.</summary>
    public const int MaximumSteps = 100_000;

    /// <summary>Calls of partials.</summary>
    public const int MaximumCalls = 10_000;

    /// <summary>Partials inside partials.</summary>
    public const int MaximumDepth = 20;

    /// <summary>Characters that all templates write together.</summary>
    public const int MaximumOutput = 8 * 1024 * 1024;

    /// <summary>Characters of one value: as long as an issue may be. A longer one was multiplied by a template.</summary>
    public const int MaximumText = 256 * 1024;

    /// <summary>Parts of templates that are evaluated: what an email with thousands of rows takes, many times over.</summary>
    public const int MaximumNodes = 5_000_000;

    /// <summary>Parts so far.</summary>
    public int Nodes { get; set; }

    /// <summary>Rounds so far.</summary>
    public int Steps { get; set; }

    /// <summary>Calls so far.</summary>
    public int Calls { get; set; }

    /// <summary>Characters so far.</summary>
    public int Output { get; set; }
}
