using System.Globalization;

namespace Datamonger.Mailchimp.Sandbox;

/// <summary>
/// Habits of the live service that cost time, and are therefore off until they are asked for: <c>--mode late-pictures=20</c>.
/// </summary>
public sealed record SandboxModes
{
    /// <summary>How long the address of an uploaded file answers 404: <c>late-pictures</c>, 20 seconds unless said.</summary>
    public TimeSpan LatePictures { get; init; }

    /// <summary>The address of an uploaded file answers with a redirect to it: <c>redirected-pictures</c>.</summary>
    public bool RedirectedPictures { get; init; }

    /// <summary>
    /// How long a campaign whose segment changed shows the number of recipients that it had before: <c>lagging-counts</c>, 20 seconds
    /// unless said.
    /// </summary>
    public TimeSpan LaggingCounts { get; init; }

    /// <summary>The largest page of a collection; a larger one is answered with 504: <c>largest-page</c>, 100 unless said.</summary>
    public int LargestPage { get; init; } = int.MaxValue;

    /// <summary>
    /// How many pages behind the first are read one item too late, as if somebody had deleted one in between: <c>shifting-pages</c>, 1
    /// unless said.
    /// </summary>
    public int ShiftingPages { get; init; }

    /// <summary>Reads a list such as <c>late-pictures=20,redirected-pictures</c>.</summary>
    /// <exception cref="FormatException">A mode is unknown, or its number is not one.</exception>
    public static SandboxModes Parse(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Aggregate(new SandboxModes(), With);

    private static SandboxModes With(SandboxModes modes, string text)
    {
        var parts = text.Split('=', 2);
        var number = 0;
        if (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out number))
            throw new FormatException($"‘{parts[0]}’ takes a whole number, not ‘{parts[1]}’.");
        var said = parts.Length == 2;
        return parts[0] switch
        {
            "late-pictures" => modes with { LatePictures = TimeSpan.FromSeconds(said ? number : 20) },
            "redirected-pictures" => modes with { RedirectedPictures = true },
            "lagging-counts" => modes with { LaggingCounts = TimeSpan.FromSeconds(said ? number : 20) },
            "largest-page" => modes with { LargestPage = said ? number : 100 },
            "shifting-pages" => modes with { ShiftingPages = said ? number : 1 },
            _ => throw new FormatException(
                $"No mode is called ‘{parts[0]}’. There are: late-pictures, redirected-pictures, lagging-counts, largest-page, "
                    + "shifting-pages."
            ),
        };
    }
}
