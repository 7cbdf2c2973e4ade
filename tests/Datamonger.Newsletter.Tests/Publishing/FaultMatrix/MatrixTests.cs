using System.Globalization;
using System.Text.RegularExpressions;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Publishing.FaultMatrix;

public sealed partial class MatrixTests
{
    [Fact]
    public void Every_row_of_the_matrix_is_a_test_or_says_why_it_does_not_apply()
    {
        var rows = Row()
            .Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "publishing-faults.md")))
            .GroupBy(row => Number(row, "number"))
            .ToDictionary(row => row.Key, row => row.First().Groups["rest"].Value);
        var tested = typeof(MatrixTests)
            .Assembly.GetTypes()
            .Where(type => type.Namespace?.Contains(".Publishing", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => NumbersOf(method.Name))
            .Distinct();

        Assert.Equal(Enumerable.Range(1, 52), rows.Keys);
        Assert.Equal(
            rows.Where(row => !row.Value.Contains("Not applicable: ", StringComparison.Ordinal)).Select(row => row.Key),
            tested.Order()
        );
    }

    // Row_07_…, Rows_07_and_44_…, Rows_13_to_21_…
    private static IEnumerable<int> NumbersOf(string name)
    {
        if (TestName().Match(name) is not { Success: true } match)
            return [];
        var first = Number(match, "first");
        return match.Groups["word"].Value switch
        {
            "and" => [first, Number(match, "last")],
            "to" => Enumerable.Range(first, Number(match, "last") - first + 1),
            _ => [first],
        };
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (?<number>\d+) \|(?<rest>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"^Rows?_(?<first>\d\d)(_(?<word>and|to)_(?<last>\d\d))?_", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}
