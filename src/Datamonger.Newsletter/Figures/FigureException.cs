using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Figures;

/// <summary>Why a figure has no value, and at which character of its expression.</summary>
internal sealed class FigureException(DiagnosticRule rule, int offset, string message, string? hint = null) : Exception(message)
{
    public DiagnosticRule Rule { get; } = rule;

    public int Offset { get; } = offset;

    public string? Hint { get; } = hint;
}

/// <summary>The query of a figure failed, which has been reported: nothing more is to be said.</summary>
internal sealed class FailedQueryException : Exception;
