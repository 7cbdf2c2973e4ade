namespace Datamonger.Newsletter.Data.Model;

/// <summary>A value of a column of local authorities that names none: a join leaves its rows out.</summary>
/// <param name="Row">The first row that holds it, 1-based, without the header.</param>
/// <param name="Nearest">The name it most likely means; null when none is near.</param>
public sealed record UnmatchedAuthority(string Column, int Row, string Value, string? Nearest);
