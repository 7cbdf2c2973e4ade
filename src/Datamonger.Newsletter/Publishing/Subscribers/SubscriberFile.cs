using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Formatting;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Publishing.Subscribers;

/// <summary>
/// Subscribers as CSV, one line a person: a column <c>email</c>, and columns that are called like a merge field's tag or label. It is written and
/// read by the same rules, so that an export can be imported again.
/// </summary>
public static partial class SubscriberFile
{
    /// <summary>The column of addresses as it is written; other customary names are read too.</summary>
    public const string AddressColumn = "email";

    /// <summary>Mailchimp's longest merge field.</summary>
    private const int LongestCell = 255;

    private static readonly ImmutableArray<string> ColumnsOfPeopleWhoLeft = ["UNSUB_TIME", "CLEAN_TIME"];
    private static readonly CsvReaderOptions Reading = new() { TrackLineNumbers = true, IncludeValuesInExceptions = false };
    private static readonly ImmutableArray<string> AddressColumns = [AddressColumn, "email address", "email_address", "e-mail", "EMAIL"];

    /// <summary>Reads a file.</summary>
    /// <param name="name">The file's name, for findings.</param>
    /// <param name="mayHaveLeft">Whether an export of people who left is wanted, to unsubscribe them here too.</param>
    /// <returns>The rows that are sound.</returns>
    public static ImmutableArray<SubscriberRow> Read(
        ImmutableArray<string> lines,
        string name,
        ImmutableArray<MergeField> fields,
        DiagnosticBag diagnostics,
        bool mayHaveLeft = false
    )
    {
        var rows = ImmutableArray.CreateBuilder<SubscriberRow>();
        var doubtful = diagnostics
            .ToImmutable()
            .Where(diagnostic => diagnostic.Rule == SubscriberRules.DoubtfulCharacter)
            .Select(diagnostic => diagnostic.Location.Line)
            .ToHashSet();
        // A quotation mark that does not end on its line would take other people's lines into one person's cell: such a line is set aside
        // before anything is read.
        var sound = lines.ToArray();
        for (var line = 1; line <= sound.Length; line++)
        {
            var isOpen = sound[line - 1].AsSpan().Count('"') % 2 == 1;
            if (isOpen)
                diagnostics.Add(
                    SubscriberRules.DamagedLine,
                    new SourceLocation(name, line, sound[line - 1].LastIndexOf('"') + 1),
                    "A quotation mark begins or ends here without its partner on the same line.",
                    "Close it, or take it out; a cell holds no line end."
                );
            if (isOpen || doubtful.Contains(line))
                sound[line - 1] = "";
        }
        if (sound is ["", ..] && diagnostics.HasErrors)
            return [];
        using var text = new StringReader(string.Join('\n', sound));
        using var reader = CsvReader.Create(text, Reading, leaveOpen: true);
        if (!mayHaveLeft && reader.Headers.Any(header => ColumnsOfPeopleWhoLeft.Contains(header.Trim(), StringComparer.OrdinalIgnoreCase)))
        {
            diagnostics.Add(
                SubscriberRules.PeopleWhoLeft,
                new SourceLocation(name, 1, 1),
                "The file lists people who unsubscribed or bounced: Mailchimp's export of them has these columns.",
                "Never subscribe them again. `datamonger subscribers unsubscribe` takes the file."
            );
            return [];
        }
        if (Columns([.. reader.Headers], name, fields, diagnostics) is not { } columns)
        {
            diagnostics.Add(
                SubscriberRules.NoAddressColumn,
                new SourceLocation(name, 1, 1),
                "The first line names no column of addresses.",
                $"Call it {AddressColumn}."
            );
            return [];
        }
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            var at = new SourceLocation(name, line, 1);
            if (reader.FieldCount > columns.Length)
            {
                diagnostics.Add(
                    SubscriberRules.DamagedLine,
                    at,
                    $"The line has {reader.FieldCount} cells, and the header has {columns.Length}.",
                    "Put quotes around a cell that holds a comma."
                );
                continue;
            }
            if (Row(reader, columns, line) is not { } row)
            {
                diagnostics.Add(
                    SubscriberRules.NoAddress,
                    at,
                    "The cell of the address is not an email address.",
                    "It must have a name, an @ and a domain."
                );
                continue;
            }
            if (row.Fields.Values.FirstOrDefault(value => value.Length > LongestCell) is { } longest)
            {
                diagnostics.Add(
                    SubscriberRules.LongCell,
                    at,
                    $"A cell has {longest.Length} characters; Mailchimp holds {LongestCell}.",
                    "Shorten it."
                );
                continue;
            }
            if (!seen.TryAdd(row.Address, row.Line))
                diagnostics.Add(
                    SubscriberRules.DoubledAddress,
                    at,
                    $"The address is in line {seen[row.Address]} already.",
                    "Keep one of the two lines."
                );
            else
                rows.Add(row);
        }
        return rows.ToImmutable();
    }

    /// <summary>
    /// Writes rows, the addresses first. A cell that a spreadsheet would run begins with an apostrophe, which reading takes off again.
    /// </summary>
    public static void Write(TextWriter text, IEnumerable<SubscriberRow> rows, ImmutableArray<MergeField> fields)
    {
        var cells = rows.Select(row =>
            (string[])[row.Address, .. fields.Select(field => Line(row.Fields.GetValueOrDefault(field.Tag, "")))]
        );
        SafeCsv.Write(
            text,
            cells.Prepend([AddressColumn, .. fields.Select(field => field.Tag)]).Select(row => row.Select(SafeCsv.Protect).ToArray()),
            "\n",
            quotesAll: false
        );
    }

    /// <summary>Writes lines that were not taken, each with its number and why. They are people: the file is for its owner alone.</summary>
    public static void WriteRest(TextWriter text, ImmutableArray<string> lines, ImmutableArray<Diagnostic> findings)
    {
        using var writer = CsvWriter.Create(
            text,
            new CsvWriterOptions { NewLine = "\n", Injection = CsvInjection.Escape },
            leaveOpen: true
        );
        writer.WriteRecord(["line", "reason", "text"]);
        foreach (var found in findings.Where(IsOfALine).DistinctBy(found => found.Location.Line).OrderBy(found => found.Location.Line))
            writer.WriteRecord([
                found.Location.Line.ToString(CultureInfo.InvariantCulture),
                $"{found.Rule.Code} {found.Message}",
                lines[found.Location.Line - 1],
            ]);
    }

    /// <summary>Whether a finding is an error of one person's line, without which the others can go.</summary>
    public static bool IsOfALine(Diagnostic finding) => finding.Rule.Severity == Severity.Error && finding.Location.Line > 1;

    private static string Line(string value) => value.ReplaceLineEndings(" ");

    // For each column its tag; "" for the addresses, null for a column that is not taken. Null when no column holds addresses.
    private static string?[]? Columns(string[] header, string name, ImmutableArray<MergeField> fields, DiagnosticBag diagnostics)
    {
        var tags = new string?[header.Length];
        for (var column = 0; column < header.Length; column++)
        {
            var title = header[column].Trim();
            if (AddressColumns.Contains(title, StringComparer.OrdinalIgnoreCase))
                tags[column] = "";
            else if (
                fields.FirstOrDefault(field => field.Tag == title || field.Label.Equals(title, StringComparison.OrdinalIgnoreCase)) is
                { } field
            )
                tags[column] = field.Tag;
            else
                diagnostics.Add(
                    SubscriberRules.UnknownColumn,
                    new SourceLocation(name, 1, 1),
                    $"Column {column + 1} is not a merge field of newsletter.yml and is left out.",
                    NearestName.Hint(title, [.. fields.Select(field => field.Tag)])
                );
        }
        return tags.Contains("") ? tags : null;
    }

    private static SubscriberRow? Row(CsvReader reader, string?[] columns, int line)
    {
        var address = "";
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var column = 0; column < reader.FieldCount; column++)
        {
            var cell = SafeCsv.Unprotect(reader.GetString(column).Trim());
            if (columns[column] is not { } tag || cell.Length == 0)
                continue;
            if (tag.Length == 0)
                address = cell;
            else
                values[tag] = cell;
        }
        return Address().IsMatch(address) ? new SubscriberRow(line, address, values.ToImmutable()) : null;
    }

    [GeneratedRegex(@"\A[^@\s\p{C}<>,;""]{1,64}@[^@\s\p{C}<>,;""]+\.[^@\s\p{C}<>,;""]{2,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
