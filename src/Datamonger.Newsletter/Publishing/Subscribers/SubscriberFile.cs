using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CsvHelper;
using Datamonger.Newsletter.Diagnostics;
using Datamonger.Newsletter.Settings;

namespace Datamonger.Newsletter.Publishing.Subscribers;

/// <summary>
/// Subscribers as CSV, UTF-8: a column <c>email</c>, and columns that are called like a merge field's tag or label. It is written and
/// read by the same rules, so that an export can be imported again.
/// </summary>
public static partial class SubscriberFile
{
    /// <summary>The column of addresses as it is written; other customary names are read too.</summary>
    public const string AddressColumn = "email";

    private const string FormulaStarts = "=+-@\t\r";
    private static readonly CsvReaderOptions Reading = new() { TrackLineNumbers = true, IncludeValuesInExceptions = false };
    private static readonly ImmutableArray<string> AddressColumns = [AddressColumn, "email address", "email_address", "e-mail", "EMAIL"];

    /// <summary>Reads a file.</summary>
    /// <param name="name">The file's name, for findings.</param>
    /// <returns>The rows that are sound.</returns>
    public static ImmutableArray<SubscriberRow> Read(TextReader text, string name, ImmutableArray<MergeField> fields, DiagnosticBag diagnostics)
    {
        using var reader = CsvReader.Create(text, Reading, leaveOpen: true);
        var rows = ImmutableArray.CreateBuilder<SubscriberRow>();
        if (Columns([.. reader.Headers], name, fields, diagnostics) is not { } columns)
        {
            diagnostics.Add(SubscriberRules.NoAddressColumn, new SourceLocation(name, 1, 1), "The first line names no column of addresses.", $"Call it {AddressColumn}.");
            return [];
        }
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            var at = new SourceLocation(name, line, 1);
            if (reader.FieldCount > columns.Length)
            {
                diagnostics.Add(SubscriberRules.DamagedLine, at, $"The line has {reader.FieldCount} cells, and the header has {columns.Length}.", "A comma inside a cell wants quotes round the cell.");
                continue;
            }
            if (Row(reader, columns, line) is not { } row)
            {
                diagnostics.Add(SubscriberRules.NoAddress, at, "The address is none.", "It wants a name, an @ and a domain.");
                continue;
            }
            if (!seen.TryAdd(row.Address, row.Line)) diagnostics.Add(SubscriberRules.DoubledAddress, at, $"The address stands in line {seen[row.Address]} already.", "Keep one of the two lines.");
            else rows.Add(row);
        }
        return rows.ToImmutable();
    }

    /// <summary>Writes rows, the addresses first. A cell that a spreadsheet would run begins with an apostrophe, which reading takes off again.</summary>
    public static void Write(TextWriter text, IEnumerable<SubscriberRow> rows, ImmutableArray<MergeField> fields)
    {
        using var writer = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n", Injection = CsvInjection.Escape }, leaveOpen: true);
        writer.WriteRecord([AddressColumn, .. fields.Select(field => field.Tag)]);
        foreach (var row in rows) writer.WriteRecord([row.Address, .. fields.Select(field => row.Fields.GetValueOrDefault(field.Tag, ""))]);
    }

    // For each column its tag; "" for the addresses, null for a column that is not taken. Null when no column holds addresses.
    private static string?[]? Columns(string[] header, string name, ImmutableArray<MergeField> fields, DiagnosticBag diagnostics)
    {
        var tags = new string?[header.Length];
        for (var column = 0; column < header.Length; column++)
        {
            var title = header[column].Trim();
            if (AddressColumns.Contains(title, StringComparer.OrdinalIgnoreCase)) tags[column] = "";
            else if (fields.FirstOrDefault(field => field.Tag == title || field.Label.Equals(title, StringComparison.OrdinalIgnoreCase)) is { } field) tags[column] = field.Tag;
            else diagnostics.Add(SubscriberRules.UnknownColumn, new SourceLocation(name, 1, 1), $"Column {column + 1} is no merge field of newsletter.yml and is left out.", NearestName.Hint(title, [.. fields.Select(field => field.Tag)]));
        }
        return tags.Contains("") ? tags : null;
    }

    private static SubscriberRow? Row(CsvReader reader, string?[] columns, int line)
    {
        var address = "";
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var column = 0; column < reader.FieldCount; column++)
        {
            var cell = Plain(reader.GetString(column).Trim());
            if (columns[column] is not { } tag || cell.Length == 0) continue;
            if (tag.Length == 0) address = cell;
            else values[tag] = cell;
        }
        return Address().IsMatch(address) ? new SubscriberRow(line, address, values.ToImmutable()) : null;
    }

    private static string Plain(string cell) => cell.Length > 1 && cell[0] == '\'' && FormulaStarts.Contains(cell[1]) ? cell[1..] : cell;

    [GeneratedRegex(@"\A[^@\s\p{C}<>,;""]{1,64}@[^@\s\p{C}<>,;""]+\.[^@\s\p{C}<>,;""]{2,}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
