using System.Security.Cryptography;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Verification;

/// <summary>Hashes and counts what is read through it, and ends what has no end.</summary>
/// <param name="inner">The data.</param>
/// <param name="bytes">How many there are to be: more are a fault.</param>
/// <param name="leaveOpen">Whether the data stays open when this is closed.</param>
internal sealed class HashingReader(Stream inner, long bytes, bool leaveOpen) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    /// <summary>The SHA-256 that was found in the data before: at its end, anything else is a fault. Null (the default) when nobody knows.</summary>
    public string? Expected { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    /// <summary>The SHA-256 of everything read, in lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Says that data is not what was verified.</summary>
    public static CorruptBackupException OtherData() => new(
        "The data is not what it was when it was verified: somebody has changed or replaced the file since",
        "Let no other program write into the archive's folder. Verify the backup again before you rely on it.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Count(buffer.Span, read);
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(buffer.AsSpan(offset), inner.Read(buffer, offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            if (!leaveOpen) inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Count(ReadOnlySpan<byte> buffer, int read)
    {
        _hash.AppendData(buffer[..read]);
        _length += read;
        if (_length > bytes) throw Expected is null ? Corruption.Found($"The data goes on after its {bytes} bytes") : OtherData();
        if (read == 0 && Expected is not null && Expected != Sha256()) throw OtherData();
        return read;
    }
}
