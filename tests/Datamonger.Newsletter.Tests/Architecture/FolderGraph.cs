using Mono.Cecil;

namespace Datamonger.Newsletter.Tests.Architecture;

/// <summary>
/// Which folders of a compiled assembly name which others: read from its symbols (base types, members, bodies), so that no using and no
/// short name hides one. A folder is the part of a namespace behind the assembly's root.
/// </summary>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<(string From, string To), SortedSet<string>> _edges = [];
    private readonly string _root;

    private FolderGraph(string root) => _root = root;

    /// <summary>Reads an assembly beside the tests.</summary>
    /// <param name="file">Its file name.</param>
    /// <param name="root">Its root namespace; types outside it are not looked at.</param>
    public static FolderGraph Of(string file, string root)
    {
        var graph = new FolderGraph(root);
        using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, file));
        foreach (var type in assembly.MainModule.GetTypes().Where(type => graph.FolderOf(type) is not null))
            graph.Read(type);
        return graph;
    }

    /// <summary>All folders with types of their own, and those above them: <c>Data</c>, <c>Data/Reading</c>.</summary>
    public SortedSet<string> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>The folders that hold types themselves, not only folders.</summary>
    public SortedSet<string> FoldersWithTypes { get; } = new(StringComparer.Ordinal);

    /// <summary>The folders directly below one that name one another, each pair once with an example of why.</summary>
    /// <param name="parent">A folder; empty for the root.</param>
    public IReadOnlyDictionary<(string From, string To), string> Siblings(string parent)
    {
        var siblings = new SortedDictionary<(string From, string To), string>();
        foreach (var ((from, to), examples) in _edges)
        {
            if (Below(parent, from) is { } one && Below(parent, to) is { } other && one != other)
                siblings.TryAdd((one, other), examples.Min!);
        }
        return siblings;
    }

    /// <summary>Every pair of folders side by side that lies on a cycle, at any depth, with an example.</summary>
    public IEnumerable<string> Cycles()
    {
        foreach (var parent in Folders.Prepend(""))
        {
            var edges = Siblings(parent);
            foreach (var ((from, to), example) in edges.Where(edge => Reaches(edges.Keys, edge.Key.To, edge.Key.From)))
                yield return $"{(parent.Length == 0 ? "" : parent + "/")}{from} -> {to}, which leads back: {example}";
        }
    }

    private static bool Reaches(IEnumerable<(string From, string To)> edges, string from, string to)
    {
        var next = edges.ToLookup(edge => edge.From, edge => edge.To);
        var (seen, open) = (new HashSet<string> { from }, new Stack<string>([from]));
        while (open.TryPop(out var folder))
        {
            if (folder == to)
                return true;
            foreach (var other in next[folder].Where(seen.Add))
                open.Push(other);
        }
        return false;
    }

    private static string? Below(string parent, string folder)
    {
        if (parent.Length > 0 && !folder.StartsWith(parent + "/", StringComparison.Ordinal))
            return null;
        var rest = parent.Length == 0 ? folder : folder[(parent.Length + 1)..];
        return rest.Length == 0 ? null : rest.Split('/')[0];
    }

    private string? FolderOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        if (type.Namespace == _root)
            return "";
        return type.Namespace.StartsWith(_root + ".", StringComparison.Ordinal)
            ? type.Namespace[(_root.Length + 1)..].Replace('.', '/')
            : null;
    }

    private void Read(TypeDefinition type)
    {
        FoldersWithTypes.Add(FolderOf(type)!);
        for (var folder = FolderOf(type)!; folder.Length > 0; folder = folder.Contains('/') ? folder[..folder.LastIndexOf('/')] : "")
            Folders.Add(folder);
        Add(type, type.BaseType);
        foreach (var implemented in type.Interfaces)
            Add(type, implemented.InterfaceType);
        foreach (var field in type.Fields)
            Add(type, field.FieldType);
        foreach (var method in type.Methods)
        {
            Add(type, method);
            foreach (var variable in method.HasBody ? method.Body.Variables : [])
                Add(type, variable.VariableType);
            foreach (var instruction in method.HasBody ? method.Body.Instructions : [])
            {
                if (instruction.Operand is TypeReference named)
                    Add(type, named);
                else if (instruction.Operand is MethodReference called)
                    Add(type, called);
                else if (instruction.Operand is FieldReference field)
                    Add(type, field.DeclaringType, field.FieldType);
            }
        }
    }

    private void Add(TypeDefinition from, MethodReference method)
    {
        Add(from, [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)]);
        if (method is GenericInstanceMethod generic)
            Add(from, [.. generic.GenericArguments]);
    }

    private void Add(TypeDefinition from, params ReadOnlySpan<TypeReference?> named)
    {
        foreach (var type in named)
        {
            if (type is GenericInstanceType generic)
                Add(from, [.. generic.GenericArguments]);
            if (type is TypeSpecification specification)
                Add(from, specification.ElementType);
            else if (
                type is not null and not GenericParameter
                && FolderOf(type) is { Length: > 0 } to
                && FolderOf(from) is { } own
                && own != to
            )
                Add(own, to, $"{from.Name} names {type.Name}");
        }
    }

    private void Add(string from, string to, string example)
    {
        if (!_edges.TryGetValue((from, to), out var examples))
            _edges[(from, to)] = examples = new SortedSet<string>(StringComparer.Ordinal);
        examples.Add(example);
    }
}
