namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>What a cell is as a value of its column.</summary>
/// <param name="Value">Of the type that the column's has; null where there is none.</param>
/// <param name="Note">Why there is none, of a cell with a marker.</param>
/// <param name="Fits">False where a cell holds what is neither a value of the column's type nor a marker.</param>
internal readonly record struct CellOutcome(object? Value, string? Note = null, bool Fits = true);
