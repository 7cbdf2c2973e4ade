namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>A record of a file of delimited text that has no end.</summary>
internal sealed class CsvRecordException : Exception
{
    private readonly Func<int, string> _message;
    private readonly int _line;

    private CsvRecordException(Func<int, string> message, int line)
        : base(message(line)) => (_message, _line) = (message, line);

    /// <summary>
    /// A quote without its partner: the rest of the file would be the field, and its rows would be missing without a word.
    /// </summary>
    /// <param name="line">1-based.</param>
    public static CsvRecordException OpenQuote(int line) =>
        new(at => $"A quote that is opened in line {at} is not closed: the rest of the file would be one cell.", line);

    /// <summary>A record of more bytes than are read.</summary>
    /// <param name="line">1-based.</param>
    public static CsvRecordException TooLong(int line) =>
        new(
            at =>
                $"The record that begins on line {at} is longer than {CsvScanner.MaximumRecord / (1024 * 1024)} MB: a quote is not "
                + $"closed, or the file is no delimited text.",
            line
        );

    /// <summary>The same, where lines were not counted from the start of the file.</summary>
    /// <param name="lines">Lines before those that were counted.</param>
    public CsvRecordException Behind(int lines) => new(_message, _line + lines);
}
