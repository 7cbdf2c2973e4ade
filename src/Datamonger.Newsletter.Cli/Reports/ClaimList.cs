using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Datamonger.Newsletter.Claims;

namespace Datamonger.Newsletter.Cli.Reports;

/// <summary>The words beside figures that were judged, each with the values that decided it.</summary>
internal static class ClaimList
{
    /// <summary>Writes them for people: under their file, in the order of the text.</summary>
    public static void WriteText(TextWriter output, ImmutableArray<Claim> claims)
    {
        foreach (var file in claims.GroupBy(claim => claim.Place.File))
        {
            output.WriteLine(file.Key);
            foreach (var claim in file.OrderBy(claim => claim.Place))
                output.WriteLine(
                    $"  {claim.Place.Line}:{claim.Place.Column}  {Word(claim.Verdict)}  \"{claim.Words}\"{Whose(claim)}: {claim.Reason}"
                );
            output.WriteLine();
        }
    }

    /// <summary>Writes them for programs: an array of objects.</summary>
    public static void WriteJson(TextWriter output, ImmutableArray<Claim> claims) =>
        output.WriteLine(
            new JsonArray([
                .. claims.Select(claim => new JsonObject
                {
                    ["file"] = claim.Place.File,
                    ["line"] = claim.Place.Line,
                    ["column"] = claim.Place.Column,
                    ["words"] = claim.Words,
                    ["class"] = claim.Class.ToString().ToLowerInvariant(),
                    ["verdict"] = Word(claim.Verdict),
                    ["reason"] = claim.Reason,
                    ["figures"] = new JsonArray([.. claim.Figures.Select(figure => JsonValue.Create(figure.ToString()))]),
                    ["keys"] = new JsonArray([.. claim.Keys.Select(key => JsonValue.Create(key))]),
                }),
            ]).ToJsonString()
        );

    private static string Word(ClaimVerdict verdict) =>
        verdict switch
        {
            ClaimVerdict.True => "true",
            ClaimVerdict.False => "false",
            _ => "prints-alike",
        };

    private static string Whose(Claim claim) => claim.Keys.IsEmpty ? "" : $" for {string.Join(", ", claim.Keys)}";
}
