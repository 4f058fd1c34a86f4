using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Wire;
using Fields = System.Collections.Generic.IReadOnlyDictionary<string, object?>;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>A message of a client.</summary>
internal abstract record Request
{
    /// <summary>Greets; up to Bolt 5.0 with the credentials.</summary>
    public sealed record Hello(Fields Extra) : Request;

    /// <summary>Shows the credentials, from Bolt 5.1.</summary>
    public sealed record Logon(Fields Credentials) : Request;

    /// <summary>Becomes nobody again.</summary>
    public sealed record Logoff : Request;

    /// <summary>Ends whatever is under way, a failure included.</summary>
    public sealed record Reset : Request;

    /// <summary>Leaves.</summary>
    public sealed record Goodbye : Request;

    /// <summary>Runs a statement.</summary>
    /// <param name="Statement">Cypher.</param>
    /// <param name="Parameters">Packed; valid until the next message is read.</param>
    /// <param name="Extra">As in BEGIN, for a statement outside of a transaction.</param>
    public sealed record Run(string Statement, ReadOnlyMemory<byte> Parameters, Fields Extra) : Request;

    /// <summary>Begins a transaction.</summary>
    public sealed record Begin(Fields Extra) : Request;

    /// <summary>Commits it.</summary>
    public sealed record Commit : Request;

    /// <summary>Rolls it back.</summary>
    public sealed record Rollback : Request;

    /// <summary>Asks for records, or to drop them.</summary>
    /// <param name="Extra"><c>n</c>, -1 for all, and <c>qid</c>, -1 for the last statement.</param>
    /// <param name="Discards">Whether they are dropped.</param>
    public sealed record Pull(Fields Extra, bool Discards) : Request;

    /// <summary>Says which of its interfaces a driver uses.</summary>
    public sealed record Telemetry : Request;

    /// <summary>Asks for a routing table.</summary>
    public sealed record Route : Request;

    /// <summary>Reads a message.</summary>
    /// <exception cref="BoltProtocolException">It is none of Bolt's.</exception>
    public static Request Read(ReadOnlyMemory<byte> message)
    {
        var reader = new PackStreamReader(message.Span);
        var tag = reader.ReadStructureHeader(out _);
        return tag switch
        {
            MessageTag.Hello => new Hello(reader.ReadMap()),
            MessageTag.Logon => new Logon(reader.ReadMap()),
            MessageTag.Logoff => new Logoff(),
            MessageTag.Reset => new Reset(),
            MessageTag.Goodbye => new Goodbye(),
            MessageTag.Run => ReadRun(ref reader, message),
            MessageTag.Begin => new Begin(reader.ReadMap()),
            MessageTag.Commit => new Commit(),
            MessageTag.Rollback => new Rollback(),
            MessageTag.Pull => new Pull(reader.ReadMap(), Discards: false),
            MessageTag.Discard => new Pull(reader.ReadMap(), Discards: true),
            MessageTag.Telemetry => new Telemetry(),
            MessageTag.Route => new Route(),
            _ => throw new BoltProtocolException($"0x{tag:X2} is the tag of no message"),
        };
    }

    private static Run ReadRun(ref PackStreamReader reader, ReadOnlyMemory<byte> message)
    {
        var statement = reader.ReadString();
        var start = reader.Position;
        reader.Skip();
        return new Run(statement, message[start..reader.Position], reader.ReadMap());
    }
}
