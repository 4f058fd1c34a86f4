using System.Buffers;
using System.Buffers.Binary;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.TestKit.Peers;

/// <summary>The bytes of a server's side of a conversation, message by message.</summary>
public sealed class ServerScript
{
    private readonly List<byte> _bytes = [];

    /// <summary>How many bytes of data a chunk holds at most.</summary>
    public int ChunkSize { get; init; } = ushort.MaxValue;

    /// <summary>A server that takes one version and lets anybody in.</summary>
    public static ServerScript LoggedOn(BoltVersion version)
    {
        var script = new ServerScript().Agree(version);
        script = version == BoltVersion.V44
            ? script.Success(("server", "Neo4j/4.4.40"), ("patch_bolt", new[] { "utc" }))
            : script.Success(("server", "Neo4j/5.26.30"));
        return version > new BoltVersion(5, 0) ? script.Success() : script;
    }

    public ServerScript Agree(BoltVersion version) => Raw(0, 0, version.Minor, version.Major);

    public ServerScript Success(params (string Name, object? Value)[] metadata) => Message(MessageTag.Success, Map(metadata));

    public ServerScript Fields(params string[] names) => Success(("fields", names), ("t_first", 1L));

    public ServerScript Record(params object?[] values) => Message(MessageTag.Record, (object)values);

    public ServerScript Ignored() => Message(MessageTag.Ignored);

    public ServerScript Failure(string code, string message) => Message(MessageTag.Failure, Map([("code", code), ("message", message)]));

    /// <summary>What a server says to a failed RUN with a PULL behind it, and to the RESET that follows.</summary>
    public ServerScript RunFails(string code, string message) => Failure(code, message).Ignored().Success();

    public ServerScript Noop() => Raw(0, 0);

    public ServerScript Message(byte tag, params object?[] fields)
    {
        var message = new ArrayBufferWriter<byte>();
        var pack = new PackStreamWriter(message);
        pack.WriteStructureHeader(tag, fields.Length);
        foreach (var field in fields) pack.WriteValue(field);
        Span<byte> header = stackalloc byte[2];
        foreach (var chunk in message.WrittenSpan.ToArray().Chunk(ChunkSize))
        {
            BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)chunk.Length);
            _bytes.AddRange(header);
            _bytes.AddRange(chunk);
        }

        return Noop();
    }

    public ServerScript Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    public static Dictionary<string, object?> Map(params (string Name, object? Value)[] entries) => entries.ToDictionary(e => e.Name, e => e.Value);
}
