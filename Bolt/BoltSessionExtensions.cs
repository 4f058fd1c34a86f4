using System.Buffers;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Bolt;

/// <summary>The short ways to run a statement whose result is small.</summary>
public static class BoltSessionExtensions
{
    // Thirty thousand indexes, say; as objects they take up to forty times as much.
    private const int LargestResult = 32 * 1024 * 1024;

    /// <summary>Runs a statement with parameters given as objects (see <see cref="ValueWriter"/>).</summary>
    public static ValueTask<BoltCursor> RunAsync(
        this IBoltSession session, string statement, IReadOnlyDictionary<string, object?>? parameters, CancellationToken cancellationToken)
    {
        if (parameters is null) return session.RunAsync(statement, ReadOnlyMemory<byte>.Empty, cancellationToken);
        var packed = new ArrayBufferWriter<byte>();
        new PackStreamWriter(packed).WriteValue(parameters);
        return session.RunAsync(statement, packed.WrittenMemory, cancellationToken);
    }

    /// <summary>Runs a statement and reads every record into objects (see <see cref="ValueReader"/>).</summary>
    /// <exception cref="BoltProtocolException">The records are more than 32 MiB, or none that can be read.</exception>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, object?>>> QueryAsync(
        this IBoltSession session, string statement, IReadOnlyDictionary<string, object?>? parameters, CancellationToken cancellationToken)
    {
        await using var cursor = await session.RunAsync(statement, parameters, cancellationToken);
        var records = new List<IReadOnlyDictionary<string, object?>>();
        var left = LargestResult;
        try
        {
            while (await cursor.ReadAsync(cancellationToken)) records.Add(Record(cursor, ref left));
        }
        catch (BoltProtocolException e)
        {
            cursor.Break(e);
            throw;
        }

        return records;
    }

    /// <summary>Runs a statement to its end without looking at its records.</summary>
    /// <returns>The server's closing metadata.</returns>
    public static async Task<IReadOnlyDictionary<string, object?>> ExecuteAsync(
        this IBoltSession session, string statement, IReadOnlyDictionary<string, object?>? parameters, CancellationToken cancellationToken)
    {
        await using var cursor = await session.RunAsync(statement, parameters, cancellationToken);
        return await cursor.ConsumeAsync(cancellationToken);
    }

    private static Dictionary<string, object?> Record(BoltCursor cursor, ref int bytesLeft)
    {
        var reader = cursor.OpenRecord();
        bytesLeft -= reader.Length;
        if (bytesLeft < 0) throw new BoltProtocolException($"The server answers a small question with more than {LargestResult} bytes");
        var record = new Dictionary<string, object?>(cursor.Fields.Count);
        foreach (var field in cursor.Fields) record[field] = reader.ReadValue();
        return record;
    }
}
