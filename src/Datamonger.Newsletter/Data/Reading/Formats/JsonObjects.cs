using System.Text.Json;
using Datamonger.Newsletter.Data.Reading.Files;

namespace Datamonger.Newsletter.Data.Reading.Formats;

/// <summary>Steps through the objects of a JSON file, each as its bytes: those of an array, or one after the other.</summary>
internal sealed class JsonObjects
{
    private const int MaximumDepth = 64;
    private readonly Stream _stream;
    private byte[] _buffer = new byte[1 << 16];
    private int _position;
    private int _end;
    private bool _atEnd;
    private bool _inArray;
    private JsonReaderState _state = new(
        new JsonReaderOptions
        {
            MaxDepth = MaximumDepth,
            CommentHandling = JsonCommentHandling.Disallow,
            AllowMultipleValues = true,
        }
    );
    private int _currentStart;

    /// <param name="stream">Read from its start.</param>
    public JsonObjects(Stream stream)
    {
        _stream = stream;
        stream.Position = 0;
        Fill();
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _position = 3;
    }

    /// <summary>The bytes of the object that was read last.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_currentStart, _position - _currentStart);

    /// <summary>Reads the next object; false at the end.</summary>
    /// <exception cref="JsonException">What comes is no object, or no JSON.</exception>
    public bool Read()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_position, _end - _position), _atEnd, _state);
            var needsMore = false;
            while (!needsMore)
            {
                if (!reader.Read())
                {
                    if (_atEnd)
                        return false;
                    needsMore = true;
                }
                else if (reader.TokenType == JsonTokenType.StartArray && reader.CurrentDepth == 0 && !_inArray)
                {
                    _inArray = true;
                    Advance(ref reader);
                }
                else if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 0)
                {
                    _inArray = false;
                    Advance(ref reader);
                }
                else if (reader.TokenType != JsonTokenType.StartObject)
                {
                    throw new JsonException($"a row is {reader.TokenType.ToString().ToLowerInvariant()}, not an object");
                }
                else
                {
                    var start = _position + (int)reader.TokenStartIndex;
                    if (reader.TrySkip())
                    {
                        Advance(ref reader);
                        _currentStart = start;
                        return true;
                    }
                    needsMore = true;
                }
                // Advancing starts the reader again from the place reached.
                if (!needsMore)
                    reader = new Utf8JsonReader(_buffer.AsSpan(_position, _end - _position), _atEnd, _state);
            }
            Fill();
        }
    }

    private void Advance(ref Utf8JsonReader reader)
    {
        _position += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private void Fill()
    {
        var kept = _end - _position;
        if (kept == _buffer.Length)
        {
            if (kept >= SizeLimits.LineBytes)
                throw new JsonException($"a row is longer than {SizeLimits.LineBytes >> 20} MB");
            Array.Resize(ref _buffer, kept * 2);
        }
        else
        {
            _buffer.AsSpan(_position, kept).CopyTo(_buffer);
        }
        (_position, _end) = (0, kept);
        var read = _stream.ReadAtLeast(_buffer.AsSpan(_end), 1, throwOnEndOfStream: false);
        _end += read;
        _atEnd = read == 0;
    }
}
