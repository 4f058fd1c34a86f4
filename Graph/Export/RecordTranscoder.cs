using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;

namespace StreamingTracker.Backup.Graph.Export;

/// <summary>Turns records of one node or relationship each into a backup's lines, straight from PackStream and without an object each.</summary>
internal sealed class RecordTranscoder(EntityLineWriter writer)
{
    private readonly LabelSetCache _labelSets = new();
    private readonly NodeLabels _nodeLabels = new();

    /// <summary>Nodes written.</summary>
    public long Nodes { get; private set; }

    /// <summary>Relationships written.</summary>
    public long Relationships { get; private set; }

    /// <summary>Nodes that came a second time and were left out: a scan under writes may meet one twice.</summary>
    public long RepeatedNodes { get; private set; }

    /// <summary>Relationships left out since an end of theirs was not among the nodes.</summary>
    public long DroppedRelationships { get; private set; }

    /// <summary>Writes a node. Bolt 5 sends an element id after the properties, which nobody needs.</summary>
    public void WriteNode(PackStreamReader record)
    {
        if (record.ReadStructureHeader(out var fields) != StructureTag.Node || fields is not (3 or 4)) throw NotA("node");
        var id = ReadId(ref record);
        var labels = _labelSets.Find(record.ReadRaw());
        if (!_nodeLabels.TryAdd(id, labels.Index))
        {
            RepeatedNodes++;
            return;
        }

        writer.BeginNode(id, labels);
        new PropertyTranscoder(record, writer, "node", id).Copy();
        writer.EndEntity();
        Nodes++;
    }

    /// <summary>Writes a relationship, whose ends must have been written before; else it is dropped and counted.</summary>
    public void WriteRelationship(PackStreamReader record)
    {
        if (record.ReadStructureHeader(out var fields) != StructureTag.Relationship || fields is not (5 or 8)) throw NotA("relationship");
        var id = ReadId(ref record);
        var startId = record.ReadInteger();
        var endId = record.ReadInteger();
        if (!_nodeLabels.TryGet(startId, out var startLabels) || !_nodeLabels.TryGet(endId, out var endLabels))
        {
            DroppedRelationships++;
            return;
        }

        writer.BeginRelationship(id, record.ReadStringUtf8(), startId, _labelSets[startLabels], endId, _labelSets[endLabels]);
        new PropertyTranscoder(record, writer, "relationship", id).Copy();
        writer.EndEntity();
        Relationships++;
    }

    private static long ReadId(ref PackStreamReader record)
    {
        var id = record.ReadInteger();
        return id >= 0 ? id : throw new BoltProtocolException($"The server sent the id {id}, which no entity has");
    }

    private static BoltProtocolException NotA(string entity) => new($"The server sent something else where a {entity} was due");
}
