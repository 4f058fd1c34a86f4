using System.IO.Pipelines;
using System.Net.Sockets;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.Sandbox.Tests.Contract;

/// <summary>
/// Sends messages as they are, right or wrong, and shows the answers as they are: for what a well-behaved client never does.
/// </summary>
public sealed class RawBoltClient : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly ChunkedMessageReader _reader;
    private readonly ChunkedMessageWriter _writer;
    private readonly NetworkStream _stream;

    private RawBoltClient(BoltAddress address)
    {
        _socket.Connect(address.Host, address.Port);
        _stream = new NetworkStream(_socket);
        _reader = new ChunkedMessageReader(PipeReader.Create(_stream), int.MaxValue);
        _writer = new ChunkedMessageWriter(PipeWriter.Create(_stream));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Shakes hands over one version.</summary>
    public static async Task<RawBoltClient> ConnectAsync(BoltAddress address, byte major, byte minor)
    {
        var client = await ShakeHandsAsync(address, [0, 0, minor, major, .. new byte[12]]);
        Assert.Equal([0, 0, minor, major], await client.ReadBytesAsync(4));
        return client;
    }

    /// <summary>Sends the magic bytes and proposals, and leaves the answer to the caller.</summary>
    public static async Task<RawBoltClient> ShakeHandsAsync(BoltAddress address, byte[] proposals)
    {
        var client = new RawBoltClient(address);
        await client.WriteBytesAsync([0x60, 0x60, 0xB0, 0x17, .. proposals]);
        return client;
    }

    /// <summary>Shakes hands and logs on.</summary>
    public static async Task<RawBoltClient> LogOnAsync(ServerLogon logon, byte major, byte minor, params (string, object?)[] hello)
    {
        var client = await ConnectAsync(logon.Address, major, minor);
        var credentials = new Dictionary<string, object?>
        {
            ["scheme"] = "basic",
            ["principal"] = logon.User,
            ["credentials"] = logon.Password,
        };
        var greeting = hello.ToDictionary();
        greeting["user_agent"] = "raw/1";
        greeting["bolt_agent"] = new Dictionary<string, object?> { ["product"] = "raw/1" };
        var logsOnApart = (major, minor) is (5, >= 1);
        if (!logsOnApart) foreach (var (key, value) in credentials) greeting[key] = value;
        Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Hello, greeting)).Tag);
        if (logsOnApart) Assert.Equal(MessageTag.Success, (await client.AskAsync(MessageTag.Logon, credentials)).Tag);
        return client;
    }

    /// <summary>Sends a message.</summary>
    public async Task SendAsync(byte tag, params object?[] fields)
    {
        var writer = new PackStreamWriter(_writer);
        writer.WriteStructureHeader(tag, fields.Length);
        foreach (var field in fields) writer.WriteValue(field);
        _writer.EndMessage();
        await _writer.FlushAsync(Cancellation);
    }

    /// <summary>Reads the next message; its tag is 0 when the server has closed the connection.</summary>
    public async Task<RawMessage> ReadAsync()
    {
        ReadOnlyMemory<byte> message;
        try
        {
            message = await _reader.ReadAsync(Cancellation);
        }
        catch (Exception e) when (e is IOException or BoltUnreachableException)
        {
            return new RawMessage(0, []);
        }

        return message.IsEmpty ? new RawMessage(0, []) : Parse(message.Span);
    }

    /// <summary>Sends a message and reads the next.</summary>
    public async Task<RawMessage> AskAsync(byte tag, params object?[] fields)
    {
        await SendAsync(tag, fields);
        return await ReadAsync();
    }

    /// <summary>Runs a statement and reads all its records.</summary>
    public async Task<RawMessage[]> RunAsync(string statement, Dictionary<string, object?>? parameters = null)
    {
        await SendAsync(MessageTag.Run, statement, parameters ?? [], new Dictionary<string, object?>());
        await SendAsync(MessageTag.Pull, new Dictionary<string, object?> { ["n"] = -1L });
        var answers = new List<RawMessage> { await ReadAsync() };
        do answers.Add(await ReadAsync());
        while (answers[^1].Tag == MessageTag.Record);
        return [.. answers];
    }

    /// <summary>Reads bytes outside of any message.</summary>
    public async Task<byte[]> ReadBytesAsync(int count)
    {
        var bytes = new byte[count];
        var read = await _stream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, Cancellation);
        return bytes[..read];
    }

    /// <summary>Writes bytes outside of any message.</summary>
    public async Task WriteBytesAsync(byte[] bytes) => await _stream.WriteAsync(bytes, Cancellation);

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private static RawMessage Parse(ReadOnlySpan<byte> message)
    {
        var reader = new PackStreamReader(message);
        var tag = reader.ReadStructureHeader(out var count);
        return new RawMessage(tag, Fields(ref reader, count));
    }

    private static object?[] Fields(ref PackStreamReader reader, int count)
    {
        var fields = new object?[count];
        for (var i = 0; i < count; i++) fields[i] = Field(ref reader);
        return fields;
    }

    // Structures stay what they are on the wire, so that their shape can be looked at.
    private static object? Field(ref PackStreamReader reader)
    {
        switch (reader.PeekType())
        {
            case PackStreamType.Structure:
                var tag = reader.ReadStructureHeader(out var count);
                return new RawMessage(tag, Fields(ref reader, count));
            case PackStreamType.List:
                return Fields(ref reader, reader.ReadListHeader());
            case PackStreamType.Map:
                var map = new Dictionary<string, object?>();
                for (var left = reader.ReadMapHeader(); left > 0; left--) map[reader.ReadString()] = Field(ref reader);
                return map;
            default:
                return reader.ReadValue();
        }
    }
}

/// <summary>A message or structure as it is on the wire.</summary>
public sealed record RawMessage(byte Tag, object?[] Fields)
{
    /// <summary>The first field, which of most messages is a map.</summary>
    public Dictionary<string, object?> Metadata => Assert.IsType<Dictionary<string, object?>>(Fields[0]);

    /// <summary>The values of a record.</summary>
    public object?[] Values => Assert.IsType<object?[]>(Fields[0]);
}
