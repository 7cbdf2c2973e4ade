using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;

namespace Datamonger.Newsletter.Figures;

/// <summary>What a value can be piped into: the formats, and a few functions in the words of a sentence.</summary>
internal sealed class FigureFunctions(Language language)
{
    /// <summary>The functions besides the formats, for the reference.</summary>
    public static readonly ImmutableArray<(string Name, string Description, string Example)> Catalogue =
    [
        (
            "change",
            "The relative change from another value, in words.",
            "{{ applications.last.applications | change applications.first.applications }} → fell by 32%"
        ),
        (
            "change_points",
            "The difference from another share, in percentage points.",
            "{{ staying.last.share | change_points staying.first.share }} → rose by 32 percentage points"
        ),
        ("plural", "One word for one, another for more.", "{{ hidden.count | plural \"area\" \"areas\" }} → areas"),
        ("capitalise", "Begins with a capital, for the start of a sentence.", "{{ high.first.areas | words | capitalise }} → Ten"),
        ("abs", "Without its sign.", "{{ change.first.difference | abs | num0 }} → 5,460"),
        ("cite", "A figure that no dataset holds, and who says so.", "{{ cite 903 \"a group member, by email\" }} → 903"),
        (
            "claim",
            "A word that is an error unless its condition is true; or, with a reason for it, a word that is not judged.",
            "{{ claim \"fewer\" (applications.last.applications < applications.first.applications) }} → fewer"
        ),
    ];

    private const string ClaimExample = "{{ claim \"growing\" (trend.last.n > trend.first.n) }}";

    /// <summary>All names that a value can be piped into.</summary>
    public static readonly ImmutableArray<string> Names = [.. ValueFormat.Names, .. Catalogue.Select(function => function.Name)];

    /// <summary>Who says so, when the figure is cited.</summary>
    public string? Citation { get; private set; }

    /// <summary>Calls a function.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="arguments">The piped value first.</param>
    /// <param name="offset">Where it stands, for messages.</param>
    public SingleValue Call(string name, ImmutableArray<SingleValue> arguments, int offset)
    {
        if (!Names.Contains(name))
            throw new FigureException(
                FigureRules.UnknownFunction,
                offset,
                $"\"{name}\" is not a format or function.",
                NearestName.Hint(name, Names)
            );
        if (ValueFormat.TryParse(name, out var format))
        {
            Want(name, arguments, 1, 1, offset, "a value");
            return Format(arguments[0], format, offset);
        }
        switch (name)
        {
            case "cite":
                Want(name, arguments, 2, 2, offset, "a value and who says so");
                Citation =
                    arguments[1].Value as string
                    ?? throw new FigureException(
                        FigureRules.UnknownFunction,
                        offset,
                        "\"cite\" wants who says so, in quotes.",
                        "{{ cite 903 \"a group member, by email\" }}"
                    );
                return arguments[0] with { Trace = FigureTrace.None };
            case "claim":
                Want(name, arguments, 2, 2, offset, "a word and a condition, or a word and a reason");
                return Claim(arguments[0], arguments[1], offset);
            case "change" or "change_points":
                Want(name, arguments, 2, 2, offset, "the value piped in and the value to compare it with");
                return Change(name, arguments, offset);
            case "plural":
                Want(name, arguments, 3, 3, offset, "a number piped in and two words");
                return new SingleValue(Number(arguments[0], name, offset) == 1 ? arguments[1].Value : arguments[2].Value);
            case "capitalise":
                Want(name, arguments, 1, 1, offset, "a value");
                return Capitalise(arguments[0]);
            default:
                Want(name, arguments, 1, 1, offset, "a number");
                return arguments[0].Value is null
                    ? arguments[0]
                    : new SingleValue(Math.Abs(Number(arguments[0], name, offset)))
                    {
                        Trace = arguments[0].Trace with { Shape = arguments[0].Trace.Shape is { } shape ? $"abs {shape}" : null },
                    };
        }
    }

    private SingleValue Format(SingleValue value, ValueFormat format, int offset)
    {
        if (value.Value is null || value.IsFallback)
            return value;
        if (value.Printed is not null)
            throw new FigureException(
                FigureRules.UnknownFunction,
                offset,
                $"\"{format.Name}\" comes behind another format.",
                "One format a figure."
            );
        if (format.Family == "words" && !language.IsEnglish)
            throw new FigureException(FigureRules.CannotCompute, offset, $"\"words\" is not known in {language.Tag}.", "Use num0.");
        return value with
        {
            Trace = value.Trace with { Format = format },
            Printed =
                format.Format(value.Value, language)
                ?? throw new FigureException(
                    FigureRules.CannotCompute,
                    offset,
                    $"\"{format.Name}\" cannot print {Shown(value.Value)}.",
                    HintFor(format, value.Value)
                ),
        };
    }

    private SingleValue Change(string name, ImmutableArray<SingleValue> arguments, int offset)
    {
        if (!language.IsEnglish)
            throw new FigureException(
                FigureRules.CannotCompute,
                offset,
                $"\"{name}\" is not known in {language.Tag}.",
                "Compute the change and print it with pct0."
            );
        if (arguments.Any(argument => argument.Value is null))
            return new SingleValue((object?)null);
        var (value, old) = (Number(arguments[0], name, offset), Number(arguments[1], name, offset));
        var words = name == "change" ? ChangeWords.Relative(value, old, language) : ChangeWords.Points(value, old, language);
        return new SingleValue(
            words
                ?? throw new FigureException(
                    FigureRules.CannotCompute,
                    offset,
                    old == 0 && name == "change" ? "There is no relative change from 0." : "This change is too large to be printed.",
                    "Print both values instead."
                )
        )
        {
            Printed = words,
            Trace = new FigureTrace(null, arguments[0].Trace.Cells.AddRange(arguments[1].Trace.Cells))
            {
                Change = new ComparedValues(value, arguments[0].Trace, old, arguments[1].Trace),
            },
        };
    }

    private static SingleValue Claim(SingleValue word, SingleValue ground, int offset)
    {
        if (word.Value is not string { Length: > 0 })
            throw new FigureException(FigureRules.UnknownFunction, offset, "\"claim\" must begin with the word, in quotes.", ClaimExample);
        var claim = ground.Value switch
        {
            bool holds => new FigureClaim(holds, null),
            string { Length: > 0 } reason => new FigureClaim(null, reason),
            null => throw new FigureException(
                FigureRules.NoValue,
                offset,
                $"The condition of \"{word.Value}\" has no value.",
                "Compare values that are there, or give a reason in place of the condition."
            ),
            _ => throw new FigureException(
                FigureRules.UnknownFunction,
                offset,
                "\"claim\" must end with a condition in brackets, or a reason in quotes.",
                ClaimExample
            ),
        };
        return word with { Trace = new FigureTrace(null, ground.Trace.Cells) { Claim = claim } };
    }

    private SingleValue Capitalise(SingleValue value)
    {
        if (value.Print(language) is not { Length: > 0 } text)
            return value;
        return value with { Printed = char.ToUpperInvariant(text[0]) + text[1..] };
    }

    private static decimal Number(SingleValue value, string name, int offset) =>
        ValueFormat.ToDecimal(value.Value)
        ?? throw new FigureException(FigureRules.CannotCompute, offset, $"\"{name}\" wants numbers; {Shown(value.Value)} is none.");

    private static void Want(string name, ImmutableArray<SingleValue> arguments, int least, int most, int offset, string what)
    {
        if (arguments.Length < least || arguments.Length > most)
            throw new FigureException(FigureRules.UnknownFunction, offset, $"\"{name}\" wants {what}.");
    }

    private static string Shown(object? value) =>
        value switch
        {
            null => "nothing",
            string text => $"\"{text}\"",
            _ => ValueFormat.Plain(value, Language.BritishEnglish) ?? "this value",
        };

    private static string? HintFor(ValueFormat format, object? value) =>
        value is string && format.IsNumeric ? "The column is text; give it a type in datasets.yml, or cast it in the SQL." : null;
}
