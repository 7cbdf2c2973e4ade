using System.Collections.Immutable;

namespace Datamonger.Newsletter.Diagnostics;

/// <summary>Collects findings while the stages run. It only grows; stages that run at the same time may share it.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<Diagnostic> _known = [];
    private readonly Lock _gate = new();

    /// <summary>Is told of each boundary that is entered, so that a test can fail there.</summary>
    internal Action<string>? Probe { get; init; }

    /// <summary>Whether any finding so far is an error.</summary>
    public bool HasErrors
    {
        get
        {
            lock (_gate)
                return _items.Exists(item => item.Rule.Severity == Severity.Error);
        }
    }

    /// <summary>Adds a finding.</summary>
    public void Add(DiagnosticRule rule, SourceLocation location, string message, string? hint = null) =>
        Add(new Diagnostic(rule, location, message, hint));

    /// <summary>Adds a finding made elsewhere; the same finding twice counts once.</summary>
    public void Add(Diagnostic diagnostic)
    {
        diagnostic = diagnostic with
        {
            Message = WrittenKey.Mask(diagnostic.Message),
            Hint = diagnostic.Hint is { } hint ? WrittenKey.Mask(hint) : null,
        };
        lock (_gate)
        {
            if (_known.Add(diagnostic with { Details = null }))
                _items.Add(diagnostic);
        }
    }

    /// <summary>Adds several findings.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
            Add(diagnostic);
    }

    /// <summary>All findings so far, in the order of their places, whatever order they were found in.</summary>
    public ImmutableArray<Diagnostic> ToImmutable()
    {
        lock (_gate)
        {
            return
            [
                .. _items
                    .OrderBy(item => item.Location)
                    .ThenBy(item => item.Rule.Code, StringComparer.Ordinal)
                    .ThenBy(item => item.Message, StringComparer.Ordinal),
            ];
        }
    }
}
