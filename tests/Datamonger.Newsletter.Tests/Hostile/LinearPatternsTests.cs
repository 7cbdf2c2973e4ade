using System.Reflection;
using System.Text.RegularExpressions;
using Datamonger.Mailchimp.MergeTags;
using Datamonger.Mailchimp.Sandbox.Delivery;
using Datamonger.Newsletter.Checks.Rules.Dates;
using Datamonger.Newsletter.Checks.Rules.Numbers;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Workspaces;

namespace Datamonger.Newsletter.Tests.Hostile;

/// <summary>
/// No pattern takes a time that grows with the square of a text: a word of 250,000 letters, or the same sign 50,000 times, is gone through
/// once. Every pattern of the program is tried on every kind of text that has made one slow.
/// </summary>
public sealed class LinearPatternsTests
{
    // At this length a linear pattern takes at most some tenths of a second, a quadratic one many seconds.
    private const int Length = 32_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly string[] Units =
    [
        "x",
        "X",
        "é",
        "一",
        "a\u0301",
        "\u0301",
        "1",
        "1,",
        "1.",
        "1 ",
        "1-",
        "1/",
        "£1",
        "-",
        ".",
        "a.",
        "a-",
        "a@",
        "@",
        "a b ",
        "A B ",
        " ",
        "\n",
        "\t",
        "\u00A0",
        "_",
        "'",
        "\"",
        "“",
        "(",
        "[",
        "[x](",
        "[[",
        "{",
        "{{ ",
        "{{ a.b ",
        "<",
        "<a ",
        "<!--",
        "&",
        "&amp",
        "*",
        "*|",
        "*|A",
        "*|IF:A",
        "<<A",
        "%",
        ":",
        ";",
        "/",
        "\\",
        "=",
        "~",
        "#",
        "|",
        "`",
        "http://",
        "www.",
        "a=\"",
        "url(",
        "/*",
        "May ",
        "per cent ",
        "twenty-",
        "one ",
        "the ",
        "no ",
        "rose from ",
        "n't ",
    ];

    public static TheoryData<string> Patterns => [.. All().Select(pattern => pattern.Name)];

    [Theory, MemberData(nameof(Patterns))]
    public void A_pattern_goes_through_a_text_once(string name)
    {
        var made = All().Single(pattern => pattern.Name == name).Make();
        var pattern = new Regex(made.ToString(), made.Options, Limit);
        foreach (var unit in Units)
        {
            var text = string.Concat(Enumerable.Repeat(unit, Length / unit.Length));
            foreach (var whole in new[] { text, text + "\u0001" })
            {
                try
                {
                    _ = pattern.Count(whole);
                }
                catch (RegexMatchTimeoutException)
                {
                    Assert.Fail($"{name} takes more than {Limit.TotalSeconds} s for \"{unit}\" over and over: {made}");
                }
            }
        }
    }

    // Those that are generated, and those that are made for a language.
    private static IEnumerable<(string Name, Func<Regex> Make)> All() =>
        new[] { typeof(Workspace), typeof(CommandLineApp), typeof(MergeTagSyntax), typeof(TrackedLinks) }
            .SelectMany(type => type.Assembly.GetTypes())
            .SelectMany(type => type.GetMethods(Own | BindingFlags.Static))
            .Where(method => method.GetCustomAttribute<GeneratedRegexAttribute>() is not null)
            .Select(method => ($"{method.DeclaringType!.Name}.{method.Name}", (Func<Regex>)(() => (Regex)method.Invoke(null, null)!)))
            .Concat(
                new object[]
                {
                    DateFinder.For(Language.BritishEnglish),
                    NumberFinder.For(Language.BritishEnglish),
                    new NotFigures(Language.BritishEnglish),
                }.SelectMany(finder =>
                    finder
                        .GetType()
                        .GetFields(Own | BindingFlags.Instance)
                        .Select(field => field.GetValue(finder))
                        .SelectMany(value => value is Regex one ? [one] : value as IEnumerable<Regex> ?? [])
                        .Select((pattern, i) => ($"{finder.GetType().Name} {i}", (Func<Regex>)(() => pattern)))
                )
            )
            .DistinctBy(pattern => pattern.Item1);

    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
}
