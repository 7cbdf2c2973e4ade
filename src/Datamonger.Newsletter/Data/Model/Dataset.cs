using System.Collections.Immutable;
using Datamonger.Newsletter.Diagnostics;

namespace Datamonger.Newsletter.Data.Model;

/// <summary>A data file of the workspace and what <c>datasets.yml</c> (or an issue's <c>tables:</c>) says of it.</summary>
/// <param name="Name">The table's name in SQL.</param>
/// <param name="Path">The file, from the workspace root, with <c>/</c>.</param>
/// <param name="Location">Where it is declared; the file itself when it is not.</param>
public sealed record Dataset(string Name, string Path, SourceLocation Location)
{
    /// <summary>The release's title.</summary>
    public string? Title { get; init; }

    /// <summary>Who published it: DfE, Ofsted.</summary>
    public string? Publisher { get; init; }

    /// <summary>The day on which it was, or will be, published.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>The time of day at which it was published; null is that of newsletter.yml.</summary>
    public TimeOnly? ReleasedAt { get; init; }

    /// <summary>When it was downloaded.</summary>
    public DateOnly? Retrieved { get; init; }

    /// <summary>When the next release is due.</summary>
    public DateOnly? NextRelease { get; init; }

    /// <summary>Its licence, for the attribution.</summary>
    public string? Licence { get; init; }

    /// <summary>Its page.</summary>
    public string? Url { get; init; }

    /// <summary>Whether copies of the file may be handed out although its licence does not say so.</summary>
    public bool MayBePublished { get; init; }

    /// <summary>Whether its figures are made up for illustration; every source line then says so.</summary>
    public bool Illustrative { get; init; }

    /// <summary>How to read the file.</summary>
    public DatasetOptions Options { get; init; } = new();

    /// <summary>Columns that count people, for disclosure control; <c>*</c> when each row is a person.</summary>
    public ImmutableArray<string> PeopleColumns { get; init; } = [];

    /// <summary>Counts of people below this are disclosive; null is newsletter.yml's.</summary>
    public int? DisclosureThreshold { get; init; }

    /// <summary>SHA-256 of the file's bytes, 64 hex digits; empty until it has been read.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Its columns with their types; empty until it has been read.</summary>
    public ImmutableArray<DatasetColumn> Columns { get; init; } = [];

    /// <summary>Values of its columns of local authorities that name none, each once; empty until it has been read.</summary>
    public ImmutableArray<UnmatchedAuthority> UnmatchedAuthorities { get; init; } = [];

    /// <summary>
    /// Where a column is declared under a key (<c>types</c>, <c>normalise</c>, <c>people</c>); the dataset's own place when it is not
    /// known.
    /// </summary>
    public SourceLocation PlaceOf(string key, string column) => Options.Places.TryGetValue((key, column), out var place) ? place : Location;
}

/// <summary>How a data file is read. Everything left out is detected.</summary>
public sealed record DatasetOptions
{
    /// <summary>Sheet of a workbook, by name or 1-based number.</summary>
    public string? Sheet { get; init; }

    /// <summary>Cells of a sheet: <c>A9:P188</c>, or <c>from "Local authority"</c>: from the cell with that text.</summary>
    public string? Range { get; init; }

    /// <summary>Lines or rows to leave out at the top.</summary>
    public int Skip { get; init; }

    /// <summary>Rows that hold the header; several are joined.</summary>
    public int HeaderRows { get; init; } = 1;

    /// <summary>Encoding of a text file: <c>utf-8</c>, <c>utf-16</c>, <c>windows-1252</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>Column delimiter of a text file.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Suppression markers and what they mean: <c>c</c> → "suppressed".</summary>
    public ImmutableDictionary<string, string> Nulls { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Declared column types by name: text, integer, decimal, double, date, timestamp, boolean, percent.</summary>
    public ImmutableDictionary<string, string> Types { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Decimal point.</summary>
    public string Decimal { get; init; } = ".";

    /// <summary>Thousands separator.</summary>
    public string Thousands { get; init; } = ",";

    /// <summary>
    /// Columns whose names or codes of authorities are brought to one spelling, by column: <c>la_name</c>, <c>la_code</c>.
    /// </summary>
    public ImmutableDictionary<string, string> Normalise { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Where columns are declared, by key and column, for what is wrong with them.</summary>
    public ImmutableDictionary<(string Key, string Column), SourceLocation> Places { get; init; } =
        ImmutableDictionary<(string, string), SourceLocation>.Empty;
}
