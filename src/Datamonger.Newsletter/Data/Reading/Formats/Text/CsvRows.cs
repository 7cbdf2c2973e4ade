namespace Datamonger.Newsletter.Data.Reading.Formats.Text;

/// <summary>What was seen of the rows of a file of delimited text, or of one part of it, whose lines then count from 1.</summary>
/// <param name="Lines">Its lines.</param>
/// <param name="Uneven">Rows of another length than the header.</param>
/// <param name="NotesFrom">The line from which on there are only notes; 0 when there are none.</param>
internal readonly record struct CsvRows(int Lines, UnevenRows Uneven, int NotesFrom);
