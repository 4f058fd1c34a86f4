using System.Security.Cryptography;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Publication;

/// <summary>The data of a backup on its way to the file: hashed and counted, never read.</summary>
internal sealed class PublicationStream(ArchiveFolder folder, FileStream file) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;
    private bool _complete;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_complete;

    public override long Length => _length;

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_complete) throw new InvalidOperationException("The data is complete");
        await folder.WriteAsync(file, buffer, cancellationToken);
        _hash.AppendData(buffer.Span);
        _length += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <summary>Nothing waits here; the disk is flushed when the data is complete.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Forgets everything written so far.</summary>
    public void Restart()
    {
        if (_complete) throw new InvalidOperationException("The data is complete");
        folder.Truncate(file);
        _hash.GetHashAndReset();
        _length = 0;
    }

    /// <summary>Ends the data.</summary>
    /// <returns>Its SHA-256.</returns>
    public string Complete()
    {
        if (_complete) throw new InvalidOperationException("The data is complete");
        _complete = true;
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
