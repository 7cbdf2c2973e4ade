using System.Text;

namespace Datamonger.Newsletter.Data.Typing;

/// <summary>What all cells of one column look like together; from it the column's type follows.</summary>
internal sealed class ColumnProfile(NumberStyle style)
{
    private const int MaximumTokens = 32;
    private const int MaximumTokenLength = 40;
    private readonly long[] _counts = new long[(int)CellKind.Text + 1];
    private readonly Dictionary<string, Token> _tokens = new(StringComparer.Ordinal);

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

    /// <summary>Whether any number has its thousands separated.</summary>
    public bool Grouped { get; private set; }

    /// <summary>Whether every number, date and token is written as every reader reads it.</summary>
    public bool Plain { get; private set; } = true;

    /// <summary>The first texts that are no number, date or truth value; null when there are too many to be markers.</summary>
    public IReadOnlyCollection<Token>? Tokens => TooManyTokens ? null : _tokens.Values;

    private bool TooManyTokens { get; set; }

    /// <summary>How many cells look so.</summary>
    public long Count(CellKind kind) => _counts[(int)kind];

    /// <summary>Cells that hold something.</summary>
    public long Filled { get; private set; }

    /// <summary>Adds a cell.</summary>
    public void Add(ReadOnlySpan<byte> text, int row)
    {
        var shape = CellText.Classify(text, style);
        _counts[(int)shape.Kind]++;
        switch (shape.Kind)
        {
            case CellKind.Empty:
                return;
            case CellKind.Integer or CellKind.Decimal or CellKind.Percent or CellKind.Code:
                IntegerDigits = Math.Max(IntegerDigits, shape.IntegerDigits);
                Scale = Math.Max(Scale, shape.Scale);
                Digits = Math.Max(Digits, shape.IntegerDigits + shape.Scale);
                Grouped |= shape.Grouped;
                Plain &= shape.Plain;
                break;
            case CellKind.Text:
                if (!TooManyTokens) AddToken(text, row);
                break;
            default:
                Plain &= shape.Plain;
                break;
        }
        Filled++;
    }

    private void AddToken(ReadOnlySpan<byte> cell, int row)
    {
        var trimmed = CellText.Trim(cell);
        Plain &= trimmed.Length == cell.Length;
        if (trimmed.Length > MaximumTokenLength)
        {
            TooManyTokens = true;
            return;
        }
        Span<char> characters = stackalloc char[MaximumTokenLength];
        var key = characters[..Encoding.UTF8.GetChars(trimmed, characters)];
        var tokens = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!tokens.TryGetValue(key, out var token))
        {
            if (_tokens.Count == MaximumTokens)
            {
                TooManyTokens = true;
                return;
            }
            var text = key.ToString();
            _tokens.Add(text, token = new Token(text, row));
        }
        token.Count++;
    }
}
