using System.Numerics;
using System.Text;

namespace Datamonger.Newsletter.Data.Reading.Typing;

/// <summary>What all cells of one column look like together; from it the column's type follows.</summary>
internal sealed class ColumnProfile(NumberStyle style)
{
    private const int MaximumTokens = 32;
    private const int MaximumTokenLength = 40;
    private readonly long[] _counts = new long[(int)CellKind.Text + 1];
    private readonly Dictionary<string, Token> _tokens = new(StringComparer.Ordinal);

    private int _units;

    /// <summary>The first row that holds something in this column; 0 when none does.</summary>
    public int FirstRow { get; private set; }

    /// <summary>A text that occurs in the column: where first, and how often.</summary>
    public sealed class Token(string text, int row)
    {
        public string Text { get; } = text;

        public int FirstRow { get; } = row;

        public long Count { get; set; }
    }

    /// <summary>Most digits before the point.</summary>
    public int IntegerDigits { get; private set; }

    /// <summary>Most digits behind the point.</summary>
    public int Scale { get; private set; }

    /// <summary>Most digits of one number.</summary>
    public int Digits { get; private set; }

    /// <summary>The first texts that are no number, date or truth value; null when there are too many to be markers.</summary>
    public IReadOnlyCollection<Token>? Tokens => TooManyTokens ? null : _tokens.Values;

    private bool TooManyTokens { get; set; }

    /// <summary>Whether its amounts are all in one currency.</summary>
    public bool HasOneCurrency =>
        BitOperations.PopCount((uint)_units & ~((1u << (int)CellUnit.Plain) | (1u << (int)CellUnit.Percent))) == 1;

    /// <summary>How many cells look so.</summary>
    public long Count(CellKind kind) => _counts[(int)kind];

    /// <summary>Cells that hold something.</summary>
    public long Filled { get; private set; }

    /// <summary>Adds a cell that occurs in some rows.</summary>
    /// <param name="row">The first of them.</param>
    public void Add(ReadOnlySpan<byte> text, int row, long count)
    {
        var shape = CellText.Classify(text, style);
        _counts[(int)shape.Kind] += count;
        if (shape.Kind is not CellKind.Empty && (FirstRow == 0 || row < FirstRow))
            FirstRow = row;
        switch (shape.Kind)
        {
            case CellKind.Empty:
                return;
            case CellKind.Integer or CellKind.Decimal or CellKind.Percent or CellKind.Amount or CellKind.Code:
                IntegerDigits = Math.Max(IntegerDigits, shape.IntegerDigits);
                Scale = Math.Max(Scale, shape.Scale);
                Digits = Math.Max(Digits, shape.IntegerDigits + shape.Scale);
                _units |= 1 << (int)shape.Unit;
                break;
            case CellKind.Text when !TooManyTokens:
                AddToken(text, row, count);
                break;
        }
        Filled += count;
    }

    /// <summary>Adds what the cells of the rows that follow look like.</summary>
    /// <param name="next">Counted from line 1 on.</param>
    /// <param name="lines">Lines before them.</param>
    public void Add(ColumnProfile next, int lines)
    {
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += next._counts[i];
        IntegerDigits = Math.Max(IntegerDigits, next.IntegerDigits);
        Scale = Math.Max(Scale, next.Scale);
        Digits = Math.Max(Digits, next.Digits);
        _units |= next._units;
        if (FirstRow == 0 && next.FirstRow > 0)
            FirstRow = next.FirstRow + lines;
        Filled += next.Filled;
        TooManyTokens |= next.TooManyTokens;
        if (TooManyTokens)
            return;
        foreach (var token in next._tokens.Values)
            AddToken(token.Text, token.FirstRow + lines, token.Count);
    }

    private void AddToken(ReadOnlySpan<byte> cell, int row, long count)
    {
        var trimmed = CellText.Trim(cell);
        if (trimmed.Length > MaximumTokenLength)
        {
            TooManyTokens = true;
            return;
        }
        Span<char> characters = stackalloc char[MaximumTokenLength];
        AddToken(characters[..Encoding.UTF8.GetChars(trimmed, characters)], row, count);
    }

    private void AddToken(ReadOnlySpan<char> text, int row, long count)
    {
        var tokens = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!tokens.TryGetValue(text, out var token))
        {
            if (_tokens.Count == MaximumTokens)
            {
                TooManyTokens = true;
                return;
            }
            var key = text.ToString();
            _tokens.Add(key, token = new Token(key, row));
        }
        token.Count += count;
    }
}
