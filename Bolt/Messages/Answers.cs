using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.Bolt.Messages;

/// <summary>Reads the server's messages (source: neo4j/docs-bolt, "Message").</summary>
internal static class Answers
{
    private const int HeaderSize = 2;
    private const int LongestCode = 200;
    private const int LongestReason = 10_000;

    /// <summary>Whether a message is a record.</summary>
    /// <exception cref="BoltProtocolException">It is no message at all.</exception>
    public static bool IsRecord(ReadOnlySpan<byte> message) => Tag(message) == MessageTag.Record;

    /// <summary>Whether a message is a failure.</summary>
    /// <exception cref="BoltProtocolException">It is no message at all.</exception>
    public static bool IsFailure(ReadOnlySpan<byte> message) => Tag(message) == MessageTag.Failure;

    /// <summary>The metadata of a success.</summary>
    /// <exception cref="BoltProtocolException">It is none, or malformed.</exception>
    public static Dictionary<string, object?> Metadata(ReadOnlySpan<byte> message)
    {
        var tag = Tag(message);
        return tag == MessageTag.Success ? Map(message) : throw new BoltProtocolException($"Expected a success, got message 0x{tag:X2}");
    }

    /// <summary>A failure: its code is called <c>code</c> up to 5.6 and <c>neo4j_code</c> from 5.7.</summary>
    /// <exception cref="BoltProtocolException">It is malformed.</exception>
    public static BoltServerException Failure(ReadOnlySpan<byte> message)
    {
        var failure = Map(message);
        var code = (failure.GetValueOrDefault("neo4j_code") ?? failure.GetValueOrDefault("code")) as string;
        return code is null
            ? throw new BoltProtocolException("The server's failure has no code")
            : new BoltServerException(
                Beginning(code, LongestCode), Beginning(failure.GetValueOrDefault("message") as string ?? "The server gave no reason", LongestReason));
    }

    // It goes on into logs, histories and terminals.
    private static string Beginning(string text, int longest) => text.Length <= longest ? text : text[..longest] + "…";

    private static byte Tag(ReadOnlySpan<byte> message) => message.Length >= HeaderSize && (message[0] & 0xF0) == 0xB0
        ? message[1]
        : throw new BoltProtocolException("A message is no PackStream structure");

    private static Dictionary<string, object?> Map(ReadOnlySpan<byte> message)
    {
        var reader = new PackStreamReader(message[HeaderSize..]);
        return reader.ReadMap();
    }
}
