namespace Datamonger.Newsletter.Diagnostics;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; never stops anything.</summary>
    Info,

    /// <summary>Should be fixed or allowed with a reason before publishing.</summary>
    Warning,

    /// <summary>Publishing refuses, and <c>build</c> ends with exit code 1.</summary>
    Error,
}

/// <summary>A kind of mistake. Declared once, beside the code that reports it; a code never changes its meaning.</summary>
/// <param name="Code"><c>DM1xx</c> issue, <c>DM2xx</c> data, <c>DM3xx</c> charts, <c>DM4xx</c> templates, <c>DM5xx</c> checks, <c>DM6xx</c>
/// publishing, <c>DM7xx</c> trust, <c>DM8xx</c> more checks.</param>
/// <param name="Severity">How much it matters unless a setting says otherwise.</param>
/// <param name="Title">What is wrong, in a few words: the heading in the reference.</param>
public sealed record DiagnosticRule(string Code, Severity Severity, string Title)
{
    /// <summary>
    /// Whether it judges what was made (<c>DM5xx</c>, <c>DM7xx</c>, <c>DM8xx</c>), so that nothing is missing from an email that it is about.
    /// </summary>
    public bool IsCheck => Code[2] is '5' or '7' or '8';

    /// <summary>How to fix it, in general, for the reference; null where an example says it, or a check does.</summary>
    public string? Remedy { get; init; }
}

/// <summary>One finding: what, where, and what to do about it.</summary>
/// <param name="Message">One sentence; the thing's name first.</param>
/// <param name="Hint">What to do, if there is something to say.</param>
public sealed record Diagnostic(DiagnosticRule Rule, SourceLocation Location, string Message, string? Hint = null)
{
    /// <summary>Where in the program it came up, for <c>--stacktrace</c>; null for what an author did.</summary>
    public string? Details { get; init; }

    /// <summary><c>path:line:col: error DM201: message</c>, as compilers print it.</summary>
    public override string ToString() => $"{Location}: {Rule.Severity.ToString().ToLowerInvariant()} {Rule.Code}: {Message}";
}
