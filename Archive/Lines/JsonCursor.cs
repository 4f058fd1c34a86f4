using System.Buffers;
using System.Runtime.CompilerServices;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// Reads one line of JSON token by token, in place. Strict: what the JSON standard does not allow is a
/// <see cref="CorruptBackupException"/> that names the line and the column. The line must be valid UTF-8 already.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> line, long number, int position = 0)
{
    private const int DeepestNesting = 64;

    private static readonly SearchValues<byte> StringStops =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _line = line;

    public int Position { get; private set; } = position;

    /// <summary>The property that is being read, for messages; empty for none.</summary>
    public ReadOnlySpan<byte> Property { get; set; }

    /// <summary>The next token's first byte, whitespace passed over; 0 at the end of the line.</summary>
    public byte Peek()
    {
        while (Position < _line.Length && _line[Position] is (byte)' ' or (byte)'\t' or (byte)'\r') Position++;
        return Position < _line.Length ? _line[Position] : (byte)0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(char token)
    {
        if (Position >= _line.Length || _line[Position] != token)
        {
            if (Peek() != token || token == 0) return false;
        }
        Position++;
        return true;
    }

    public void Take(char token)
    {
        if (!TryTake(token)) throw Unexpected($"'{token}'");
    }

    /// <summary>Moves to the next member of an object or item of a list, past the comma that parts it from the one before.</summary>
    /// <returns>False at the end, which is then passed.</returns>
    public bool TryNext(char end, ref bool first)
    {
        if (TryTake(end)) return false;
        if (!first) Take(',');
        first = false;
        return true;
    }

    /// <summary>Reads a string.</summary>
    /// <param name="escaped">Whether escapes stand in it; see <see cref="JsonEscapes"/>.</param>
    /// <returns>What stands between the quotes.</returns>
    public ReadOnlySpan<byte> TakeString(out bool escaped)
    {
        escaped = false;
        Take('"');
        var start = Position;
        while (true)
        {
            var stop = _line[Position..].IndexOfAny(StringStops);
            if (stop < 0) throw Fault("the line ends inside a string");
            Position += stop + 1;
            switch (_line[Position - 1])
            {
                case (byte)'"': return _line[start..(Position - 1)];
                case (byte)'\\':
                    escaped = true;
                    if (Position == _line.Length) throw Fault("the line ends inside a string");
                    Position++;
                    break;
                default: throw Fault("a control character stands in a string");
            }
        }
    }

    /// <summary>Reads a string as what it means.</summary>
    /// <param name="scratch">Emptied, and used for a string with escapes.</param>
    /// <returns>The text, on the line itself or in <paramref name="scratch"/>.</returns>
    public ReadOnlySpan<byte> TakeText(LineBuffer scratch)
    {
        var raw = TakeString(out var escaped);
        if (!escaped) return raw;
        scratch.Clear();
        return JsonEscapes.TryUnescape(raw, scratch) ? scratch.Written : throw Fault("a string holds an escape that JSON does not know");
    }

    /// <summary>Reads a number as its text.</summary>
    /// <param name="isFloat">Whether it has a point or an exponent.</param>
    public ReadOnlySpan<byte> TakeNumber(out bool isFloat)
    {
        var start = Position;
        if (_line[Position] == '-') Position++;
        var whole = TakeDigits();
        if (whole > 1 && _line[Position - whole] == '0') throw Fault("a number begins with a zero");
        isFloat = Position < _line.Length && _line[Position] == '.';
        if (isFloat)
        {
            Position++;
            TakeDigits();
        }
        if (Position < _line.Length && _line[Position] is (byte)'e' or (byte)'E')
        {
            isFloat = true;
            Position++;
            if (Position < _line.Length && _line[Position] is (byte)'+' or (byte)'-') Position++;
            TakeDigits();
        }
        return _line[start..Position];
    }

    /// <summary>Reads <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public void TakeWord(ReadOnlySpan<byte> word)
    {
        if (!_line[Position..].StartsWith(word)) throw Unexpected("a value");
        Position += word.Length;
    }

    /// <summary>Passes over one value, whatever it is.</summary>
    /// <returns>Its text.</returns>
    public ReadOnlySpan<byte> Skip(int depth = 0)
    {
        if (depth > DeepestNesting) throw Fault("values are nested too deep");
        var token = Peek();
        var start = Position;
        var first = true;
        switch (token)
        {
            case (byte)'"': TakeString(out _); break;
            case (byte)'{':
                for (Position++; TryNext('}', ref first); Skip(depth + 1))
                {
                    TakeString(out _);
                    Take(':');
                }
                break;
            case (byte)'[':
                for (Position++; TryNext(']', ref first);) Skip(depth + 1);
                break;
            case (byte)'t': TakeWord("true"u8); break;
            case (byte)'f': TakeWord("false"u8); break;
            case (byte)'n': TakeWord("null"u8); break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'): TakeNumber(out _); break;
            default: throw Unexpected("a value");
        }
        return _line[start..Position];
    }

    /// <summary>Makes sure that nothing more stands on the line.</summary>
    public void TakeEnd()
    {
        if (Peek() != 0 || Position < _line.Length) throw Unexpected("the end of the line");
    }

    public readonly CorruptBackupException Fault(string what) => Corruption.AtLine(number, Property.IsEmpty
        ? $"{what}, at column {Position + 1}"
        : $"property \"{Corruption.Excerpt(Property)}\": {what}, at column {Position + 1}");

    public CorruptBackupException Unexpected(string expected) =>
        Fault(Peek() is 0 && Position == _line.Length ? $"{expected} is missing at the end of the line" : $"{expected} is missing");

    private int TakeDigits()
    {
        var count = _line[Position..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (count < 0) count = _line.Length - Position;
        if (count == 0) throw Fault("a number lacks digits");
        Position += count;
        return count;
    }
}
