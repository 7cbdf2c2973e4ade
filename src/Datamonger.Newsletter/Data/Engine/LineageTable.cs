using System.Collections.Immutable;
using System.Text.Json;
using Datamonger.Newsletter.Data.Model;

namespace Datamonger.Newsletter.Data.Engine;

/// <summary>What the columns of a table tell of people.</summary>
/// <param name="Parts">Its columns in order; a name is empty where the engine makes one of the expression.</param>
/// <param name="IsComplete">Whether these are all, in this order.</param>
/// <param name="Rest">What any other column tells.</param>
/// <param name="Persons">What its rows tell: a count where each is a person.</param>
internal sealed record LineageTable(ImmutableArray<(string Name, Tells Made)> Parts, bool IsComplete, Tells Rest, Tells Persons)
{
    /// <summary>A table of which nothing is known.</summary>
    public static LineageTable Unknown(Tells everything) => new([], false, everything, everything);

    /// <summary>All of its columns together.</summary>
    public Tells Anything => Tells.All(Parts.Select(part => part.Made).Append(Rest));

    /// <summary>With other names for its first columns.</summary>
    public LineageTable Named(string[] names) =>
        names.Length == 0 ? this
        : IsComplete ? this with { Parts = [.. Parts.Select((part, i) => (i < names.Length ? names[i] : part.Name, part.Made))] }
        // Which of its columns are renamed is not known.
        : new LineageTable([], false, Anything.Changed(), Persons);

    /// <summary>A column by name; null when it has none.</summary>
    public Tells? Find(string name)
    {
        Tells[] found = [.. Parts.Where(part => part.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(part => part.Made)];
        if (found.Length > 0)
            return Tells.All(found);
        Tells[] unnamed = [.. Parts.Where(part => part.Name.Length == 0).Select(part => part.Made)];
        return !IsComplete ? Tells.All(unnamed.Append(Rest))
            // "sum(children)", or x_1 for the second of two columns of one name.
            : unnamed.Length > 0 && name.Any(c => !char.IsLetterOrDigit(c) && c != '_') ? Tells.All(unnamed)
            : null;
    }

    /// <summary>The rows of two tables, one behind the other.</summary>
    public LineageTable Union(LineageTable other, bool isByName)
    {
        var persons = Persons.With(other.Persons);
        if (isByName)
        {
            var names = Parts.Concat(other.Parts).Select(part => part.Name).Distinct(StringComparer.OrdinalIgnoreCase);
            return new LineageTable(
                [.. names.Select(name => (name, (Find(name) ?? Tells.Nothing).With(other.Find(name) ?? Tells.Nothing)))],
                IsComplete && other.IsComplete,
                Rest.With(other.Rest),
                persons
            );
        }
        return IsComplete && other.IsComplete && Parts.Length == other.Parts.Length
            ? this with
            {
                Parts = [.. Parts.Zip(other.Parts, (one, two) => (one.Name, one.Made.With(two.Made)))],
                Persons = persons,
            }
            : new LineageTable([], false, Anything.With(other.Anything).Changed(), persons);
    }

    /// <summary>What the columns of a result tell: by their places where these are certain, else by their names.</summary>
    public ImmutableArray<Tells> Columns(ImmutableArray<string> result, Tells everything)
    {
        if (IsComplete && Parts.Length == result.Length && Parts.Zip(result).All(pair => IsName(pair.First.Name, pair.Second)))
            return [.. Parts.Select(part => part.Made)];
        return [.. result.Select(name => Find(name) ?? everything)];
    }

    // The second of two columns of one name is called x_1.
    private static bool IsName(string name, string column) =>
        name.Length == 0 || column.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The tables of a FROM.</summary>
/// <param name="Tables">By their aliases.</param>
/// <param name="All">Their columns, as <c>*</c> has them.</param>
internal sealed record LineageFrom(ImmutableArray<(string Alias, LineageTable Table)> Tables, LineageTable All)
{
    /// <summary>No FROM.</summary>
    public static readonly LineageFrom Nothing = new([], new LineageTable([], true, Tells.Nothing, Tells.Nothing));

    /// <summary>One table.</summary>
    public static LineageFrom Of(string alias, LineageTable table) => new([(alias, table)], table);

    /// <summary>Two of them side by side.</summary>
    public LineageFrom Join(LineageFrom right, string type, string reference, string[] shared)
    {
        ImmutableArray<(string, LineageTable)> tables = [.. Tables, .. right.Tables];
        var persons = All.Persons.With(right.All.Persons);
        if (type is "SEMI" or "ANTI")
            return new LineageFrom(tables, All);
        if (reference == "NATURAL")
            shared =
            [
                .. All
                    .Parts.Select(part => part.Name)
                    .Where(name => right.All.Parts.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase))),
            ];
        var columns = All
            .Parts.Select(part =>
                (
                    part.Name,
                    shared.Contains(part.Name, StringComparer.OrdinalIgnoreCase)
                        ? part.Made.With(right.All.Find(part.Name) ?? Tells.Nothing)
                        : part.Made
                )
            )
            .Concat(right.All.Parts.Where(part => !shared.Contains(part.Name, StringComparer.OrdinalIgnoreCase)));
        return new LineageFrom(
            tables,
            new LineageTable([.. columns], All.IsComplete && right.All.IsComplete, All.Rest.With(right.All.Rest), persons)
        );
    }

    /// <summary>What an expression of the SELECT sees.</summary>
    public LineageScope Inside(LineageScope outer) => outer.Enter(this);
}

/// <summary>The names that an expression sees.</summary>
internal sealed record LineageScope
{
    /// <summary>Outside of everything.</summary>
    public static readonly LineageScope Empty = new();

    private LineageFrom From { get; init; } = LineageFrom.Nothing;

    private LineageScope? Outer { get; init; }

    private ImmutableDictionary<string, LineageTable> Common { get; init; } =
        ImmutableDictionary.Create<string, LineageTable>(StringComparer.OrdinalIgnoreCase);

    private ImmutableDictionary<string, Tells> Parameters { get; init; } =
        ImmutableDictionary.Create<string, Tells>(StringComparer.OrdinalIgnoreCase);

    private ImmutableDictionary<string, JsonElement> Aliases { get; init; } =
        ImmutableDictionary.Create<string, JsonElement>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns of FROM.</summary>
    public LineageTable All => From.All;

    /// <summary>Inside a FROM.</summary>
    public LineageScope Enter(LineageFrom from) =>
        new()
        {
            From = from,
            Outer = this,
            Common = Common,
        };

    /// <summary>With a table of WITH.</summary>
    public LineageScope WithTable(string name, LineageTable table) => this with { Common = Common.SetItem(name, table) };

    /// <summary>With the parameter of a lambda.</summary>
    public LineageScope WithParameter(string name, Tells made) => this with { Parameters = Parameters.SetItem(name, made) };

    /// <summary>With a column that the SELECT names.</summary>
    public LineageScope WithAlias(string name, JsonElement item) => this with { Aliases = Aliases.SetItem(name, item) };

    /// <summary>A table of WITH; null when there is none.</summary>
    public LineageTable? Table(string name) => Common.GetValueOrDefault(name);

    /// <summary>A table of FROM by its alias; null when there is none.</summary>
    public LineageTable? Find(string alias) =>
        From.Tables.Where(table => table.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase))
            .Select(table => table.Table)
            .FirstOrDefault()
        ?? Outer?.Find(alias);

    /// <summary>An alias, what stands behind it, and the names that this sees.</summary>
    public (string? Alias, JsonElement Item, LineageScope Scope) Alias(string name) =>
        Aliases.TryGetValue(name, out var item)
            ? (name, item, this with { Aliases = Aliases.Remove(name) })
            : Outer?.Alias(name) ?? (null, default, this);

    /// <summary>A column, or a field of one, or a whole table; null when there is none of that name.</summary>
    public Tells? Column(string[] names)
    {
        if (Parameters.TryGetValue(names[0], out var parameter))
            return parameter;
        var found = new List<Tells>();
        if (names.Length > 1)
        {
            found.AddRange(
                From.Tables.Where(table => table.Alias.Equals(names[0], StringComparison.OrdinalIgnoreCase))
                    .Select(table => table.Table.Find(names[1]))
                    .OfType<Tells>()
            );
        }
        if (found.Count == 0 && From.All.Find(names[0]) is { } column)
            found.Add(column);
        if (found.Count == 0 && !Aliases.ContainsKey(names[0]))
        {
            found.AddRange(
                From.Tables.Where(table => table.Alias.Equals(names[0], StringComparison.OrdinalIgnoreCase))
                    .Select(table => table.Table.Anything.Changed())
            );
        }
        return found.Count > 0 ? Tells.All(found)
            : Aliases.ContainsKey(names[0]) ? null
            : Outer?.Column(names);
    }
}
