using System.Buffers;

namespace StreamingTracker.Backup.Archive.Lines;

/// <summary>
/// Splits a stream into lines at each <c>\n</c>, and nowhere else, in memory as large as the longest line. A line is valid until the
/// next is taken.
/// </summary>
internal sealed class LineReader(Stream stream, long firstNumber, bool lastEndsToo, int longestLine = LineReader.LongestLine) : IAsyncDisposable
{
    /// <summary>How many bytes a line may have, its <c>\n</c> included: 1 GiB, about half of what the largest array holds.</summary>
    public const int LongestLine = 1 << 30;

    private const int Chunk = 1 << 20;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Chunk);
    private int _start;
    private int _searched;
    private int _end;
    private bool _atEnd;

    /// <summary>The number of the line that was taken last.</summary>
    public long Number { get; private set; } = firstNumber - 1;

    /// <summary>Whether the stream has ended and every line was taken.</summary>
    public bool IsDone => _atEnd && _start == _end;

    /// <summary>Takes the next line, without its <c>\n</c>.</summary>
    /// <returns>False when <see cref="FillAsync"/> must come first, or nothing is left.</returns>
    public bool TryTake(out ReadOnlyMemory<byte> line)
    {
        var length = _buffer.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n');
        var next = _searched + length + 1;
        if (length < 0)
        {
            _searched = next = _end;
            if (!_atEnd || _start == _end)
            {
                line = default;
                return false;
            }
            if (lastEndsToo) throw Corruption.AtLine(Number + 1, "the file ends in the middle of the line");
        }
        line = _buffer.AsMemory(_start, (length < 0 ? next : next - 1) - _start);
        _start = _searched = next;
        Number++;
        return true;
    }

    /// <summary>Reads more of the stream.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _atEnd = read == 0;
    }

    public ValueTask DisposeAsync()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        (_start, _searched, _end) = (0, 0, 0);
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        return stream.DisposeAsync();
    }

    private void MakeRoom()
    {
        var kept = _buffer.AsSpan(_start, _end - _start);
        if (kept.Length >= longestLine) throw Corruption.AtLine(Number + 1, $"the line is longer than {longestLine} bytes");
        if (kept.Length > _buffer.Length / 2)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(2L * kept.Length, longestLine + Chunk));
            kept.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else kept.CopyTo(_buffer);
        (_start, _searched, _end) = (0, _searched - _start, kept.Length);
    }
}
