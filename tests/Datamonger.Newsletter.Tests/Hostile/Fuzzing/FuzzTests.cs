using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Datamonger.Newsletter.Cli;
using Datamonger.Newsletter.Tests.Checks;
using Datamonger.Newsletter.Tests.Cli.Support;
using Datamonger.Newsletter.Tests.Support;

namespace Datamonger.Newsletter.Tests.Hostile.Fuzzing;

/// <summary>
/// Whatever is in the files of a workspace, <c>build</c> ends in words: with a documented exit code, without an internal error, with every
/// source as it was. The cases of a run follow from its seed. <c>dotnet cake --target=Fuzz</c> runs it for longer.
/// </summary>
/// <remarks>
/// CsCheck makes the changes; its own runner draws a new seed each time and cannot be told to repeat a whole run, so the loop is ours.
/// </remarks>
[Trait("Category", "Hostile")]
public sealed class FuzzTests
{
    /// <summary>Cases of a run of the whole suite: about twenty seconds.</summary>
    private const int Usual = 120;

    private const string Issue = "content/issues/2017-03-test/index.md";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly int[] Documented = [ExitCode.Done, ExitCode.Diagnostics, ExitCode.Usage, ExitCode.Refused];

    private static readonly (string Path, Func<byte[]> Bytes)[] Files =
    [
        (Issue, () => Encoding.UTF8.GetBytes(SampleIssue)),
        ("content/newsletter.yml", () => Original("content/newsletter.yml")),
        ("content/datasets/datasets.yml", () => Original("content/datasets/datasets.yml")),
        ("content/datasets/visits.csv", () => Original("content/datasets/visits.csv")),
        ("content/datasets/book.xlsx", () => XlsxFile.Write(new TestSheet("Sheet1", ["area", "places"], ["Leeds", 41], ["Hull", 17]))),
        ("content/datasets/register.ods", () => OdsFile.Write(new TestSheet("Sheet1", ["area", "places"], ["Leeds", 41], ["Hull", 17]))),
        ("content/issues/2017-03-test/picture.png", () => TestPictures.Png(60, 40)),
        ("content/snippets/contact.md", () => Original("content/snippets/contact.md")),
        ("templates/default/theme.css", () => File.ReadAllBytes(Path.Combine(RepositoryFolder.Root, "templates/default/theme.css"))),
        (
            "templates/default/layout.sbn-html",
            () => File.ReadAllBytes(Path.Combine(RepositoryFolder.Root, "templates/default/layout.sbn-html"))
        ),
    ];

    private const string SampleIssue = """
        ---
        title: A test
        subject: Visits to libraries rose again
        preheader: What the figures of the libraries say, and what they leave out.
        date: 2017-03-16
        ---
        Dear *|FNAME|*,

        ```sql counted
        --| expect: rows > 0
        select * from visits
        ```

        ```sql places
        select area, places from book union all select area || ' again', places from register order by places desc
        ```

        ## The libraries

        In {{ places.first.area }} there are {{ places.first.places | num0 }} places, **most** of all; see [the page](https://example.org/a).

        | Area | Places |
        | --- | --- |
        | Leeds | {{ places.first.places }} |

        ```chart bar
        data: places
        x: area
        y: places
        title: Places by area
        ```

        ```table
        data: places
        caption: Places by area
        ```

        ::: callout A note
        ![A square](picture.png) and a footnote[^1].
        :::

        ::: include contact

        [^1]: The note.
        """;

    [Fact]
    public async Task Whatever_the_files_hold_the_build_ends_in_words()
    {
        var (seed, minutes) = (Number("DATAMONGER_FUZZ_SEED", 1), Number("DATAMONGER_FUZZ_MINUTES", 0));
        var until = TimeProvider.System.GetUtcNow().AddMinutes(minutes);
        var changes = Gen.Select(Gen.Int[0, Mutation.Kinds - 1], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 255])
            .Select(change => new Mutation(change.Item1, change.Item2, change.Item3, change.Item4))
            .List[1, 6];
        var random = new PCG(1, (ulong)seed);
        using var newsletter = new TestNewsletter();
        foreach (var (path, bytes) in Files)
            Write(newsletter, path, bytes());
        // Before anything is changed there is an email: what follows changes something that works.
        var sound = await CliRun.InAsync(newsletter, "build");
        Assert.True(sound.ExitCode == ExitCode.Done, sound.Output + sound.Error);
        for (var number = 0; number < Usual || TimeProvider.System.GetUtcNow() < until; number++)
        {
            var (path, bytes) = Files[number % Files.Length];
            var list = changes.Generate(random, null, out _);
            if (await FailureOfAsync(newsletter, path, bytes(), list) is not { } failure)
                continue;
            for (var i = list.Count - 1; i >= 0; i--)
            {
                var shorter = list.Where((_, j) => j != i).ToList();
                if (await FailureOfAsync(newsletter, path, bytes(), shorter) is { } same)
                    (list, failure) = (shorter, same);
            }
            var kept = Keep(path, list.Aggregate(bytes(), (file, change) => change.Apply(file)));
            Assert.Fail($"Seed {seed}, case {number}: {path}{kept}\n{string.Join('\n', list)}\n{failure}");
        }
    }

    // What is wrong with the end of a build; null when nothing is.
    private static async Task<string?> FailureOfAsync(TestNewsletter newsletter, string path, byte[] original, List<Mutation> changes)
    {
        Write(newsletter, path, changes.Aggregate(original, (file, change) => change.Apply(file)));
        var before = Sources(newsletter);
        try
        {
            var run = await CliRun.InAsync(newsletter, "build").WaitAsync(Patience, TestContext.Current.CancellationToken);
            var printed = run.Output + run.Error;
            return !Documented.Contains(run.ExitCode) ? $"Exit code {run.ExitCode}\n{printed}"
                : printed.Contains("DM182", StringComparison.Ordinal) || printed.Contains("   at ", StringComparison.Ordinal) ? printed
                : Sources(newsletter) != before ? $"A source was changed.\n{printed}"
                : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return e.ToString();
        }
        finally
        {
            Write(newsletter, path, original);
        }
    }

    // Every file that is not an output, with what is in it.
    private static string Sources(TestNewsletter newsletter) =>
        string.Join(
            '\n',
            Directory
                .EnumerateFiles(newsletter.Root, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(newsletter.Root, file))
                .Where(file =>
                    !file.StartsWith(".datamonger", StringComparison.Ordinal) && !file.StartsWith("artifacts", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal)
                .Select(file => $"{file} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(newsletter.PathOf(file))))}")
        );

    private static byte[] Original(string path) => File.ReadAllBytes(Path.Combine(RepositoryFolder.Tests, "Fixtures", "Workspace", path));

    private static void Write(TestNewsletter newsletter, string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(newsletter.PathOf(path))!);
        File.WriteAllBytes(newsletter.PathOf(path), bytes);
    }

    // The file is kept where the runner asks for it.
    private static string Keep(string path, byte[] bytes)
    {
        if (Environment.GetEnvironmentVariable("DATAMONGER_FUZZ_OUTPUT") is not { Length: > 0 } folder)
            return "";
        var kept = Path.Combine(Directory.CreateDirectory(folder).FullName, Path.GetFileName(path));
        File.WriteAllBytes(kept, bytes);
        return $", kept as {kept}";
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : usual;
}
