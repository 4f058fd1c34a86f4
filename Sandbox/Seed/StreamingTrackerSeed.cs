using System.Buffers;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Sandbox.Store;
using StreamingTracker.Backup.Sandbox.Values;

namespace StreamingTracker.Backup.Sandbox.Seed;

/// <summary>
/// Plants the small Streaming Tracker graph, always the same: 61 nodes, 192 relationships, three constraints, five indexes.
/// </summary>
internal sealed class StreamingTrackerSeed
{
    private readonly GraphStore _store;
    private readonly StoreTransaction _transaction;

    private StreamingTrackerSeed(GraphStore store)
    {
        _store = store;
        _transaction = store.Begin();
    }

    /// <summary>Plants schema and graph, in the two transactions that the real server would ask for.</summary>
    public static void Plant(GraphStore store)
    {
        var schema = store.Begin();
        foreach (var rule in StreamingTrackerSchema.Rules) schema.AddSchemaRule(rule);
        store.CommitAtOnce(schema);
        new StreamingTrackerSeed(store).PlantGraph();
    }

    private void PlantGraph()
    {
        var genres = StreamingTrackerNodes.Genres.Select(genre => Node(["Genre"], genre)).ToArray();
        var services = StreamingTrackerNodes.Services.Select(service => Node(["StreamingService"], service)).ToArray();
        var users = StreamingTrackerNodes.Users.Select(user => Node(["User"], user)).ToArray();
        var titles = StreamingTrackerNodes.Titles.Select((title, i) => Node(["Title", i % 2 == 0 ? "Movie" : "Series"], title)).ToArray();
        var lists = StreamingTrackerNodes.WatchLists.Select(list => Node(["WatchList"], list)).ToArray();
        foreach (var (start, type, end, properties) in StreamingTrackerLinks.All(genres, services, users, titles, lists))
        {
            _transaction.CreateRelationship(new RelationshipRecord(start, end, _store.Tokens.Learn(type), Pack(properties)));
        }

        _store.CommitAtOnce(_transaction);
    }

    private long Node(string[] labels, Dictionary<string, object?> properties)
    {
        foreach (var label in labels) _store.Tokens.Learn(label);
        return _transaction.CreateNode(new NodeRecord(_store.Tokens.Share(labels), Pack(properties)));
    }

    private byte[] Pack(Dictionary<string, object?> properties)
    {
        var packed = new ArrayBufferWriter<byte>();
        new PackStreamWriter(packed).WriteValue(properties);
        return PropertyMap.Pack(ParameterNormalizer.Normalize(packed.WrittenSpan, legacyDateTimes: false), _store.Tokens);
    }
}
