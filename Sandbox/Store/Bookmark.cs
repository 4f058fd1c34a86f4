using System.Buffers;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Sandbox.Store;

/// <summary>
/// A transaction of a database, written as the real server does: <c>FB:</c> and, in base64, the header of a list of one, the
/// database's id in 16 bytes, the transaction, and an empty list.
/// </summary>
internal readonly record struct Bookmark(Guid DatabaseId, long Transaction)
{
    private const string Prefix = "FB:";
    private const int IdBytes = 16;

    /// <inheritdoc/>
    public override string ToString()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PackStreamWriter(output);
        writer.WriteListHeader(1);
        writer.WriteBytes(DatabaseId.ToByteArray(bigEndian: true));
        writer.WriteInteger(Transaction);
        writer.WriteListHeader(0);
        return Prefix + Convert.ToBase64String(output.WrittenSpan);
    }

    /// <summary>Reads a bookmark.</summary>
    /// <exception cref="ServerFailureException">It is none.</exception>
    public static Bookmark Parse(string text)
    {
        try
        {
            if (!text.StartsWith(Prefix, StringComparison.Ordinal)) throw new FormatException($"it does not begin with {Prefix}");
            var reader = new PackStreamReader(Convert.FromBase64String(text[Prefix.Length..]));
            reader.ReadListHeader();
            var id = reader.ReadBytes();
            if (id.Length != IdBytes) throw new FormatException($"its database id has {id.Length} bytes");
            return new Bookmark(new Guid(id, bigEndian: true), reader.ReadInteger());
        }
        catch (Exception e) when (e is FormatException or BoltProtocolException)
        {
            throw new ServerFailureException(StatusCode.InvalidBookmark, $"Parsing of supplied bookmarks failed with message: {e.Message}");
        }
    }
}
