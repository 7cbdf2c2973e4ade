using System.Text.RegularExpressions;
using Datamonger.Newsletter.Figures;

namespace Datamonger.Newsletter.Claims.Forms;

/// <summary>One row among all: highest, the most carers, second lowest.</summary>
internal static partial class Superlatives
{
    private static readonly Pattern Word = new("w:( rank:rank? dash? ( up:max | dn:min | up:most ) )");
    private static readonly Pattern FigureBefore = new("k:N|L ~6[end] ( comma|dash|open|be|have ) adverb|be|have|article|their|and* $");
    private static readonly Pattern FigureBehind = new("^ g:~14[end+while+than+against+but] k:N");
    private static readonly Pattern LabelBehind = new("^ g:~8[end+while+than+against+and+but] k:L");
    private static readonly Pattern OtherVerb = new("and ~8 moving");
    private static readonly Pattern AnySuperlative = new("superlative | the most");

    public static void Find(Reading reading)
    {
        foreach (var match in reading.Matches(Word).ToList())
        {
            var word = match.Groups["w"];
            if (
                !reading.IsJudged(word)
                && (
                    reading.Codes[word.Index + word.Length - 1] != Lexicon.Code("most") || IsOfThings(reading, word.Index + word.Length - 1)
                )
            )
                Judge(reading, match, word);
        }
    }

    // "The most" counts only with what can be counted.
    private static bool IsOfThings(Reading reading, int at)
    {
        var tokens = reading.Sentence.Tokens;
        var (one, two) = (at + 1 < tokens.Length ? tokens[at + 1].Lower : "", at + 2 < tokens.Length ? tokens[at + 2].Lower : "");
        if (at == 0)
            return Plural().IsMatch(one) && two is ":" or "–" or "—";
        if (tokens[at - 1].Lower is not ("the" or "second" or "third"))
            return false;
        if (
            one.Length >= 5
            && tokens.Any(token =>
                token.Figure is { Class: "N", Cell: { } cell } && cell.Column.StartsWith(one[..5], StringComparison.OrdinalIgnoreCase)
            )
        )
            return true;
        if (one is "," or ":" or "(" or "–" || (at + 1 < tokens.Length && tokens[at + 1].Figure is { Class: "N" }))
            return reading.Codes.Any(Lexicon.CodesOf("superlative").Contains);
        return one is not ("recent" or "of" or "part") && (Plural().IsMatch(one) || Plural().IsMatch(two));
    }

    private static void Judge(Reading reading, Match match, Group word)
    {
        if (reading.IsNegated(word) || reading.IsSupposed(word) || IsOneOfSeveral(reading, word.Index))
        {
            reading.Add(ClaimClass.Superlative, word, Judgement.None);
            return;
        }
        if (Subject(reading, word) is not { } figure || figure.Cell is not { } cell || reading.TableOf(figure) is not { } table)
        {
            reading.Add(ClaimClass.Superlative, word, Judgement.None);
            return;
        }
        reading.Add(
            ClaimClass.Superlative,
            word.Index,
            word.Index + word.Length,
            Among(reading, match, figure, cell, table),
            true,
            0,
            figure
        );
    }

    private static bool IsOneOfSeveral(Reading reading, int at) =>
        (reading.Before(at) is "of" or "among" or "amongst")
        || (reading.Before(at) is "the" or "its" or "their" && reading.Before(at - 1) is "of" or "among" or "amongst");

    private static Judgement Among(Reading reading, Match match, Operand figure, FigureCell cell, ClaimTable table)
    {
        var word = match.Groups["w"];
        if (table.IsLong || NarrowerFields.IsNamed(reading, word, table, cell, null))
            return Judgement.None;
        var peers = table.Peers(cell.Row, cell.Column);
        if (peers.Length < 2)
        {
            // A series of one thing: the highest of its times.
            if (table.Labels.Length > 0 || reading.SeriesOf(figure) is not { Series.Length: > 1 } found)
                return Judgement.None;
            peers = [.. found.Series.Select(moment => new Peer(moment.Value!.Value, moment.Row))];
        }
        var sign = match.Groups["dn"].Success ? -1 : 1;
        var beyond = peers.Where(peer => peer.Value.CompareTo(figure.Number) == sign).ToList();
        var rank = match.Groups["rank"].Length > 0 ? Lexicon.Rank(reading.Words(match.Groups["rank"])) : 1;
        var equal = peers.Count(peer => peer.Value == figure.Number);
        var holds = rank == 1 ? beyond.Count == 0 : beyond.Count < rank && rank <= beyond.Count + equal;
        var top = peers.Where(peer => peer.Row != cell.Row).DefaultIfEmpty(peers[0]).MaxBy(peer => peer.Value * sign);
        var reason =
            $"{Named(table, cell.Row)} has {figure.Printed}, {Named(table, top.Row)} {reading.Like(figure, top.Value, top.Row).Printed} "
            + $"in \"{table.Name}\"";
        return Judgement.Of(holds, reason);
    }

    private static string Named(ClaimTable table, int row) => table.NameOf(row) is { Length: > 0 } name ? name : $"row {row + 1}";

    // The figure before, over a comma, bracket, is or has; else the next; else a name with the one number of its row.
    private static Operand? Subject(Reading reading, Group word)
    {
        var left = reading.CodesBefore(word.Index);
        if (left.LastIndexOfAny(Lexicon.CodesOf("superlative").ToCharArray()) is >= 0 and var earlier)
            left = new string(Lexicon.Code("semicolon"), earlier + 1) + left[(earlier + 1)..];
        var right = reading.CodesFrom(word.Index + word.Length);
        if (AnySuperlative.In(right).FirstOrDefault() is { } next)
            right = right[..next.Index];
        var before = FigureBefore.In(left).LastOrDefault();
        var behind = FigureBehind.In(right).FirstOrDefault();
        Operand At(Match match, int offset) => reading.Sentence.Tokens[match.Groups["k"].Index + offset].Figure!;
        var offset = word.Index + word.Length;
        if (before is not null && At(before, 0).Class == "N")
            return At(before, 0);
        if (behind is not null && !OtherVerb.IsIn(behind.Groups["g"].Value))
        {
            var figure = At(behind, offset);
            // A name between them must be that of the figure's row.
            var names = reading.Sentence.Tokens[offset..(offset + behind.Groups["k"].Index)].Where(token => token.Figure?.Class == "L");
            return names.Any(token =>
                token.Figure!.Cell is { } name && figure.Cell is { } cell && name.Query == cell.Query && name.Row != cell.Row
            )
                ? null
                : figure;
        }
        if (before is not null)
            return OfName(reading, At(before, 0));
        return LabelBehind.In(right).FirstOrDefault() is { } label ? OfName(reading, At(label, offset)) : null;
    }

    private static Operand? OfName(Reading reading, Operand label)
    {
        if (label.Cell is not { } cell || reading.TableOf(label) is not { } table)
            return null;
        var columns = table.Numbers.ToList();
        if (columns.Count > 1)
        {
            var words = $" {reading.Words(0, reading.Codes.Length)}";
            columns.RemoveAll(column => !words.Contains($" {Stem(column.Name)}", StringComparison.Ordinal));
        }
        return columns is [var only] && table.ValueAt(cell.Row, only.Name) is { } value
            ? Operand.Of(value, cell with { Column = only.Name }, reading.Tables.Language)
            : null;
    }

    private static string Stem(string column) =>
        column.Split('_')[0] is { Length: > 5 } word ? word[..5].ToLowerInvariant() : column.Split('_')[0].ToLowerInvariant();

    [GeneratedRegex(@"^(?:\S*(?<!ou)s|children|people|staff|men|women|pupils|carers)$")]
    private static partial Regex Plural();
}
