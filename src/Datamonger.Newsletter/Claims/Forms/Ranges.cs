using System.Text.RegularExpressions;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>The least and the greatest of all rows: anything from A to B.</summary>
internal static class Ranges
{
    private static readonly Pattern Between = new(
        "w:range adverb|word? in:~8[limit] from|during ~4[limit] a:N ~9[end+moving] to|and ~4[limit] b:N"
    );

    public static void Find(Reading reading)
    {
        foreach (var match in reading.Matches(Between))
        {
            var word = match.Groups["w"];
            var (one, other) = (reading.Figure(match, "a"), reading.Figure(match, "b"));
            if (one.Cell is not { } a || other.Cell is not { } b || a.Query != b.Query || a.Column != b.Column || reading.IsNegated(word))
                continue;
            if (reading.TableOf(one) is not { } table || table.IsLong || table.TimeAt(a.Row) != table.TimeAt(b.Row))
                continue;
            if (NarrowerFields.IsNamed(reading, word, table, a, b))
                continue;
            var peers = table.Peers(a.Row, a.Column);
            if (peers.Length < 2)
                continue;
            var (least, greatest) = (Math.Min(one.Number, other.Number), Math.Max(one.Number, other.Number));
            var outside = peers.Where(peer => peer.Value < least || peer.Value > greatest).ToList();
            var reason =
                outside.Count == 0
                    ? $"all {peers.Length} rows of \"{table.Name}\" are from {one.Printed} to {other.Printed}"
                    : $"{table.NameOf(outside[0].Row)} has {reading.Like(one, outside[0].Value, outside[0].Row).Printed} in \"{table.Name}\"";
            reading.AddRows(ClaimClass.Range, word, Judgement.Of(outside.Count == 0, reason), 0, one, other);
        }
    }
}
