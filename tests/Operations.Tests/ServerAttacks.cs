using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Operations.Tests;

/// <summary>What a server that breaks the protocol may send instead of a message.</summary>
internal static class ServerAttacks
{
    /// <summary>Each with its name and its bytes on the wire.</summary>
    public static readonly IReadOnlyList<(string Name, byte[] Instead)> All =
    [
        ("half a chunk", [0x01, 0x00, 0xB1]),
        ("no structure", [0, 1, 0x01, 0, 0]),
        ("a record", new ServerScript().Record("x").ToArray()),
        ("a success of nothing", new ServerScript().Success().ToArray()),
        ("a success of other types", new ServerScript().Success(("fields", 1L), ("bookmark", 1L), ("has_more", "yes"), ("server", 1L)).ToArray()),
        ("ignored", new ServerScript().Ignored().ToArray()),
        ("a failure of other types", new ServerScript().Message(MessageTag.Failure, ServerScript.Map(("code", 1L))).ToArray()),
        ("a value of 2 GB", [0, 9, 0xB1, MessageTag.Record, 0x91, 0xD2, 0x7F, 0xFF, 0xFF, 0xFF, 0, 0, 0]),
        ("nothing", []),
    ];

    /// <summary>A message with one to three damaged bytes. Its tag stays: an answer of another kind is an attack of its own.</summary>
    public static byte[] Damaged(ReadOnlyMemory<byte> message, Random random)
    {
        var damaged = message.ToArray();
        for (var hits = random.Next(1, 4); hits > 0; hits--)
        {
            var at = random.Next(2, damaged.Length);
            damaged[at] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(damaged[at] ^ (1 << random.Next(8)));
        }

        return Chunked(damaged);
    }

    /// <summary>A message of less than 64 KiB as it goes over the wire.</summary>
    public static byte[] Chunked(ReadOnlyMemory<byte> message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message.Span, 0, 0];
}
