using System.Collections.Immutable;

namespace Datamonger.Mailchimp.Sandbox.Faults;

/// <summary>A fault that is switched on, with what it has seen so far.</summary>
/// <param name="Id">Names the fault in <see cref="FaultPlan.Remove"/>.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Matched">Calls that matched its method and path.</param>
/// <param name="Hit">Calls that it spoiled.</param>
public sealed record ActiveFault(int Id, Fault Fault, int Matched, int Hit);

/// <summary>
/// The faults that are switched on. Safe to change while calls are running; a call is hit by one fault at most, the oldest that matches.
/// </summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private ImmutableList<ActiveFault> _active = [];
    private int _lastId;

    /// <summary>The faults that are switched on, oldest first, spent ones included.</summary>
    public ImmutableArray<ActiveFault> Active
    {
        get
        {
            lock (_gate)
                return [.. _active];
        }
    }

    /// <summary>Switches a fault on.</summary>
    /// <returns>The id that <see cref="Remove"/> takes.</returns>
    public int Add(Fault fault)
    {
        lock (_gate)
        {
            _active = _active.Add(new ActiveFault(++_lastId, fault, 0, 0));
            return _lastId;
        }
    }

    /// <summary>Switches a fault on from its text form; see <see cref="Fault.Parse"/>.</summary>
    /// <exception cref="FormatException">The text does not name a fault.</exception>
    public int Add(string fault) => Add(Fault.Parse(fault));

    /// <summary>Switches one fault off. False when there is none of that id.</summary>
    public bool Remove(int id)
    {
        lock (_gate)
            return _active.Count != (_active = _active.RemoveAll(fault => fault.Id == id)).Count;
    }

    /// <summary>Switches every fault off.</summary>
    public void Clear()
    {
        lock (_gate)
            _active = [];
    }

    /// <summary>Counts the call and says which fault spoils it, if any.</summary>
    internal Fault? Next(string method, string path)
    {
        lock (_gate)
        {
            Fault? chosen = null;
            foreach (var active in _active)
            {
                if (!Matches(active.Fault, method, path))
                    continue;
                var seen = active with { Matched = active.Matched + 1 };
                if (chosen is null && seen.Matched >= active.Fault.Nth && seen.Hit < active.Fault.Times)
                {
                    chosen = active.Fault;
                    seen = seen with { Hit = seen.Hit + 1 };
                }
                _active = _active.Replace(active, seen);
            }
            return chosen;
        }
    }

    private static bool Matches(Fault fault, string method, string path) =>
        (fault.Method is "*" || fault.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && Glob(fault.Path, path)
        && (fault.Kind != FaultKind.Rewrite || (method == "PUT" && Glob("/campaigns/*/content", path)));

    private static bool Glob(string pattern, string path)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
            return path.Equals(pattern, StringComparison.Ordinal);
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;
        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = path.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + part.Length;
        }
        return path.Length - at >= parts[^1].Length && path.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
