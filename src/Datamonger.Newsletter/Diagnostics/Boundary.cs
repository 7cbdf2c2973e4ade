namespace Datamonger.Newsletter.Diagnostics;

/// <summary>
/// Keeps a failure that nobody foresaw in the part of an issue where it happens: it becomes a finding at the part's place, something
/// stands where the part would, and everything else is built.
/// </summary>
public static class Boundary
{
    /// <summary>The program failed at one part of an issue.</summary>
    public static readonly DiagnosticRule Rule = new("DM182", Severity.Error, "An internal error")
    {
        Remedy = "This is a fault of datamonger. Run again with `--stacktrace`, report what it prints, and write that part in another way.",
    };

    /// <summary>What has a boundary of its own.</summary>
    public static readonly IReadOnlyList<string> Parts =
    [
        "data file",
        "query",
        "result",
        "figure",
        "chart",
        "block",
        "text block",
        "chart data",
        "check",
        "issue",
    ];

    /// <summary>Does some work; what it gives when it fails is said by <paramref name="otherwise"/>.</summary>
    /// <param name="diagnostics">Takes the finding.</param>
    /// <param name="part">One of <see cref="Parts"/>.</param>
    /// <param name="name">Which one: <c>the query "visits"</c>.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="work">The work.</param>
    /// <param name="otherwise">Takes the place of what could not be made; is told what to show there.</param>
    public static T Guard<T>(
        this DiagnosticBag diagnostics,
        string part,
        string name,
        SourceLocation location,
        Func<T> work,
        Func<string, T> otherwise
    )
    {
        try
        {
            diagnostics.Probe?.Invoke(part);
            return work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return otherwise(Report(diagnostics, name, location, e));
        }
    }

    /// <summary>Does some work that may fail.</summary>
    public static void Guard(this DiagnosticBag diagnostics, string part, string name, SourceLocation location, Action work) =>
        diagnostics.Guard(
            part,
            name,
            location,
            () =>
            {
                work();
                return true;
            },
            _ => false
        );

    /// <summary>The same for work that waits.</summary>
    public static async Task<T> GuardAsync<T>(
        this DiagnosticBag diagnostics,
        string part,
        string name,
        SourceLocation location,
        Func<Task<T>> work,
        Func<string, T> otherwise
    )
    {
        try
        {
            diagnostics.Probe?.Invoke(part);
            return await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return otherwise(Report(diagnostics, name, location, e));
        }
    }

    private static string Report(DiagnosticBag diagnostics, string name, SourceLocation location, Exception e)
    {
        var isOfTheWorld = e is IOException or UnauthorizedAccessException;
        diagnostics.Add(
            new Diagnostic(
                Rule,
                location,
                isOfTheWorld ? $"I/O error in {name}: {e.Message}" : $"Internal error in {name}: {e.GetType().Name}: {e.Message}",
                isOfTheWorld
                    ? "Look whether the file can be read and the disk has room; --stacktrace shows more."
                    : "This is a fault of datamonger: run again with --stacktrace and report it; until then write this part in another way."
            )
            {
                Details = e.ToString(),
            }
        );
        return isOfTheWorld ? $"I/O error in {name}" : $"Internal error in {name}";
    }
}
