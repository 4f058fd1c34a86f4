using System.Buffers;
using System.IO.Pipelines;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Bolt.Tests.Peers;

/// <summary>What a peer does when its script is over.</summary>
internal enum AfterTheScript
{
    /// <summary>It closes the connection.</summary>
    Close,

    /// <summary>It says nothing more, and goes on listening.</summary>
    Silence,
}

/// <summary>A peer in memory that plays its script, whatever the client says, in fragments of a given length, and keeps what it was sent.</summary>
internal sealed class ReplayStream(byte[] script, AfterTheScript after = AfterTheScript.Close) : Stream
{
    private readonly MemoryStream _sent = new();
    private readonly TaskCompletionSource<int> _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReplayStream(ServerScript script, AfterTheScript after = AfterTheScript.Close)
        : this(script.ToArray(), after) { }

    /// <summary>How many bytes one read gives at most.</summary>
    public int FragmentSize { get; init; } = int.MaxValue;

    /// <summary>No read goes across this position.</summary>
    public int SplitAt { get; init; } = int.MaxValue;

    /// <summary>Whether each read makes the client wait first.</summary>
    public bool Waits { get; init; }

    /// <summary>How many bytes were read.</summary>
    public int Played { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>The bytes the client sent.</summary>
    public byte[] Sent => _sent.ToArray();

    /// <summary>The messages the client sent after its offer of versions.</summary>
    public async Task<List<(byte Tag, List<object?> Fields)>> SentMessagesAsync(int handshakeBytes = 20)
    {
        var reader = new ChunkedMessageReader(PipeReader.Create(new ReadOnlySequence<byte>(Sent.AsMemory(handshakeBytes))), int.MaxValue);
        var messages = new List<(byte, List<object?>)>();
        while (await reader.ReadAsync(CancellationToken.None) is { IsEmpty: false } message) messages.Add(Parse(message.Span));
        return messages;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (Waits) await Task.Yield();
        if (Played == script.Length && after == AfterTheScript.Silence) return await _silence.Task.WaitAsync(cancellationToken);
        var end = Played < SplitAt ? Math.Min(SplitAt, script.Length) : script.Length;
        var count = Math.Min(Math.Min(FragmentSize, buffer.Length), end - Played);
        script.AsSpan(Played, count).CopyTo(buffer.Span);
        Played += count;
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _sent.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        _silence.TrySetException(new ObjectDisposedException(nameof(ReplayStream)));
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    private static (byte Tag, List<object?> Fields) Parse(ReadOnlySpan<byte> message)
    {
        var reader = new PackStreamReader(message);
        var tag = reader.ReadStructureHeader(out var count);
        var fields = new List<object?>();
        for (var i = 0; i < count; i++) fields.Add(reader.ReadValue());
        return (tag, fields);
    }
}
