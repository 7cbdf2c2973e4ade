using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Checks.Rules.Numbers;

/// <summary>Every local authority of the data files that an issue reads is one, under a code or name that joins.</summary>
internal sealed class AuthoritiesAreKnown : ICheck
{
    private const int Named = 3;
    private static readonly DiagnosticRule Unknown = new("DM588", Severity.Warning, "A local authority that is not known");

    /// <inheritdoc/>
    public ImmutableArray<CheckRule> Rules { get; } =
    [
        new(
            Unknown,
            "DAT-11",
            "A name that is spelt otherwise in two files, or a code of another year, silently drops out of a join, and the area out of "
                + "the issue.",
            "Join by la_code(…) or la_name(…), which know old codes and other spellings; fix the file, or leave the row out in the query.",
            "Two vintages of codes and two spellings of ten names in one release of 2016."
        ),
    ];

    /// <inheritdoc/>
    public void Run(CheckContext context, DiagnosticBag diagnostics)
    {
        foreach (var dataset in context.Tables.Datasets)
        {
            foreach (var column in dataset.UnmatchedAuthorities.GroupBy(cell => cell.Column))
            {
                var cells = column.ToList();
                var more = cells.Count > Named ? $" and {cells.Count - Named} more" : "";
                diagnostics.Add(
                    Unknown,
                    dataset.Location,
                    $"\"{column.Key}\" of {dataset.Path} names what is no local authority of England: "
                        + $"{string.Join(", ", cells.Take(Named).Select(cell => $"\"{cell.Value}\" (row {cell.Row})"))}{more}.",
                    cells.Find(cell => cell.Nearest is not null) is { } near
                        ? $"\"{near.Value}\" may be {near.Nearest}. datamonger describe {dataset.Name} lists them."
                        : $"datamonger describe {dataset.Name} lists them."
                );
            }
        }
    }
}
