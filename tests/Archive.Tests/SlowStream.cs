namespace StreamingTracker.Backup.Archive.Tests;

/// <summary>Gives one byte a read.</summary>
internal sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
}
