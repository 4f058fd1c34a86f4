using System.Buffers;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Wire;

namespace StreamingTracker.Backup.Bolt.Messages;

/// <summary>Writes the client's messages (source: neo4j/docs-bolt, "Message").</summary>
internal sealed class RequestWriter(ChunkedMessageWriter output)
{
    /// <summary>The name of the patch by which Bolt 4.4 carries datetimes in UTC.</summary>
    public const string UtcPatch = "utc";

    private const long Everything = -1;

    private static readonly string Product = $"StreamingTracker.Backup/{typeof(RequestWriter).Assembly.GetName().Version?.ToString(3)}";

    private readonly PackStreamWriter _pack = new(output);

    /// <summary>Introduces the client. Up to 5.0 the credentials go along; from 5.2 the server is told to send no notifications.</summary>
    public void Hello(BoltVersion version, BoltCredentials credentials)
    {
        var hello = new Dictionary<string, object?> { ["user_agent"] = Product };
        if (version == BoltVersion.V44) hello["patch_bolt"] = new[] { UtcPatch };
        if (version >= new BoltVersion(5, 2)) hello["notifications_minimum_severity"] = "OFF";
        if (version >= new BoltVersion(5, 3)) hello["bolt_agent"] = new Dictionary<string, object?> { ["product"] = Product };
        if (version <= new BoltVersion(5, 0)) AddCredentials(hello, credentials);
        Message(MessageTag.Hello, hello);
    }

    /// <summary>Logs on, from 5.1.</summary>
    public void Logon(BoltCredentials credentials)
    {
        var logon = new Dictionary<string, object?>();
        AddCredentials(logon, credentials);
        Message(MessageTag.Logon, logon);
    }

    /// <summary>Runs a statement, in the open transaction or in one of its own.</summary>
    /// <param name="statement">Cypher.</param>
    /// <param name="parameters">A PackStream map; no bytes for no parameters.</param>
    /// <param name="extra">What its own transaction is told; empty in an open one.</param>
    public void Run(string statement, ReadOnlySpan<byte> parameters, Dictionary<string, object?> extra)
    {
        _pack.WriteStructureHeader(MessageTag.Run, 3);
        _pack.WriteString(statement);
        if (parameters.IsEmpty) _pack.WriteMapHeader(0);
        else output.Write(parameters);
        _pack.WriteValue(extra);
        output.EndMessage();
    }

    /// <summary>Begins a transaction.</summary>
    public void Begin(Dictionary<string, object?> extra) => Message(MessageTag.Begin, extra);

    /// <summary>Asks for so many more records.</summary>
    public void Pull(int count) => Message(MessageTag.Pull, new Dictionary<string, object?> { ["n"] = count });

    /// <summary>Gives up all further records.</summary>
    public void Discard() => Message(MessageTag.Discard, new Dictionary<string, object?> { ["n"] = Everything });

    /// <summary>Commits the open transaction.</summary>
    public void Commit() => Message(MessageTag.Commit);

    /// <summary>Rolls the open transaction back.</summary>
    public void Rollback() => Message(MessageTag.Rollback);

    /// <summary>Ends whatever is under way, failed or not, and rolls back.</summary>
    public void Reset() => Message(MessageTag.Reset);

    /// <summary>Takes leave; there is no answer.</summary>
    public void Goodbye() => Message(MessageTag.Goodbye);

    private static void AddCredentials(Dictionary<string, object?> message, BoltCredentials credentials)
    {
        message["scheme"] = credentials.User.Length == 0 ? "none" : "basic";
        if (credentials.User.Length == 0) return;
        message["principal"] = credentials.User;
        message["credentials"] = credentials.Password;
    }

    private void Message(byte tag, Dictionary<string, object?>? field = null)
    {
        _pack.WriteStructureHeader(tag, field is null ? 0 : 1);
        if (field is not null) _pack.WriteValue(field);
        output.EndMessage();
    }
}
