using System.IO.Pipelines;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.Sandbox.Execution;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>Writes the server's messages as a version of Bolt has them.</summary>
internal sealed class Responses(PipeWriter output, BoltVersion version)
{
    private const int FlushFrom = 64 * 1024;

    // The general GQL status of a failure that has none of its own, in the real server's words.
    private const string GeneralStatus = "50N42";
    private const string GeneralDescription =
        "error: general processing exception - unexpected error. Unexpected error has occurred. See debug log for details.";

    private static readonly BoltVersion FirstWithGqlStatus = new(5, 7);

    // Announces 32 bytes and sends two: a client is left in the middle of a record.
    private static readonly byte[] BeginningOfRecord = [0, 32, 0xB1, MessageTag.Record];

    private readonly ChunkedMessageWriter _messages = new(output);

    /// <summary>Whether so much is waiting that it should be sent.</summary>
    public bool ShouldFlush => output.UnflushedBytes >= FlushFrom;

    /// <summary>Makes a writer of values that ends up in these messages.</summary>
    public RecordWriter RecordWriter(bool legacyDateTimes, Guid databaseId) => new(_messages, version, legacyDateTimes, databaseId);

    /// <summary>Says that a request succeeded.</summary>
    public void Success(IReadOnlyDictionary<string, object?> metadata) => Write(MessageTag.Success, metadata);

    /// <summary>Says that a request succeeded, and nothing more.</summary>
    public void Success() => Success(new Dictionary<string, object?>());

    /// <summary>Says that a request was passed over, since an earlier one failed.</summary>
    public void Ignored()
    {
        new PackStreamWriter(_messages).WriteStructureHeader(MessageTag.Ignored, 0);
        _messages.EndMessage();
    }

    /// <summary>Says that a request failed.</summary>
    public void Failure(string code, string message) => Write(MessageTag.Failure, version < FirstWithGqlStatus
        ? new Dictionary<string, object?> { ["code"] = code, ["message"] = message }
        : new Dictionary<string, object?>
        {
            ["neo4j_code"] = code,
            ["message"] = message,
            ["gql_status"] = GeneralStatus,
            ["description"] = GeneralDescription,
        });

    /// <summary>Writes the current record of a statement.</summary>
    public void Record(StatementExecution execution, RecordWriter values)
    {
        var writer = new PackStreamWriter(_messages);
        writer.WriteStructureHeader(MessageTag.Record, 1);
        writer.WriteListHeader(execution.Fields.Count);
        execution.WriteRecord(values);
        _messages.EndMessage();
    }

    /// <summary>Sends what was written.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => _messages.FlushAsync(cancellationToken);

    /// <summary>Sends what was written and the beginning of a record that never ends.</summary>
    public async ValueTask BreakOffAsync(CancellationToken cancellationToken) =>
        await output.WriteAsync(BeginningOfRecord, cancellationToken);

    private void Write(byte tag, IReadOnlyDictionary<string, object?> metadata)
    {
        var writer = new PackStreamWriter(_messages);
        writer.WriteStructureHeader(tag, 1);
        writer.WriteValue(metadata);
        _messages.EndMessage();
    }
}
