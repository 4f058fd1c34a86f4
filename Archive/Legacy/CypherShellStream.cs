using System.Buffers;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Legacy;

/// <summary>
/// Turns a version 1.0 file, which is what cypher-shell printed, back into APOC's JSON lines while it is read. In the quoted column
/// every <c>"</c> of the data got exactly one backslash, whatever stood before it, and nothing else was changed: so a backslash right
/// before a quote goes, and a quote without one ends the data.
/// </summary>
internal sealed class CypherShellStream(Stream file) : Stream
{
    /// <summary>The number of the file's line on which the data begins.</summary>
    public const int FirstLine = 2;

    private const int LongestHeader = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private int _start;
    private int _end;
    private bool _fileEnded;
    private bool _dataEnded;
    private CypherShellHeader? _header;

    /// <summary>How many nodes and relationships the row says it has, known after the first read.</summary>
    public (long Nodes, long Relationships)? Announced => _header?.Announced;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_header is null) await ReadHeaderAsync(cancellationToken);
        while (true)
        {
            var written = _header!.IsQuoted ? Decode(buffer.Span) : CopyPlain(buffer.Span);
            if (written > 0 || buffer.IsEmpty) return written;
            if (_fileEnded)
            {
                if (_header.IsQuoted && !_dataEnded) throw Corruption.Found("The file ends before the quote that closes its data: it was cut");
                return 0;
            }
            await FillAsync(cancellationToken);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            var buffer = Interlocked.Exchange(ref _buffer, []);
            if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
            (_start, _end) = (0, 0);
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    private ReadOnlySpan<byte> Rest => _buffer.AsSpan(_start, _end - _start);

    private async ValueTask ReadHeaderAsync(CancellationToken cancellationToken)
    {
        while ((_header = CypherShellHeader.TryRead(Rest, _fileEnded)) is null)
        {
            if (_end > LongestHeader) throw Corruption.AtLine(FirstLine, "the columns before the data don't end");
            await FillAsync(cancellationToken);
        }
        _start += _header.Length;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        Rest.CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = await file.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _fileEnded = read == 0;
    }

    private int CopyPlain(Span<byte> output)
    {
        var count = Math.Min(output.Length, _end - _start);
        Rest[..count].CopyTo(output);
        _start += count;
        return count;
    }

    private int Decode(Span<byte> output)
    {
        var written = 0;
        while (!_dataEnded && written < output.Length && _start < _end)
        {
            var quote = Rest.IndexOf((byte)'"');
            var escaped = quote > 0 && Rest[quote - 1] == '\\';
            var run = quote < 0 ? Rest.Length : escaped ? quote - 1 : quote;

            // A backslash at the end of what was read may belong to a quote that was not.
            if (quote < 0 && Rest[^1] == '\\' && !_fileEnded && --run == 0) break;
            var count = Math.Min(run, output.Length - written);
            Rest[..count].CopyTo(output[written..]);
            written += count;
            _start += count;
            if (count < run || quote < 0) continue;
            if (!escaped) EndData();
            else if (written < output.Length)
            {
                output[written++] = (byte)'"';
                _start += 2;
            }
        }
        if (_dataEnded) DemandNothingMore();
        return written;
    }

    private void EndData()
    {
        _dataEnded = true;
        _start++;
    }

    private void DemandNothingMore()
    {
        if (Rest.ContainsAnyExcept((byte)'\n', (byte)'\r')) throw Corruption.Found("Something follows the quote that closes the file's data");
        _start = _end;
    }
}
