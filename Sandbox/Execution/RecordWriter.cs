using System.Buffers;
using System.Globalization;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.PackStream;
using StreamingTracker.Backup.Sandbox.Store;
using StreamingTracker.Backup.Sandbox.Values;

namespace StreamingTracker.Backup.Sandbox.Execution;

/// <summary>
/// Writes the values of records as a connection's protocol version has them: with element ids from 5.0, with legacy datetimes
/// before the UTC patch.
/// </summary>
internal sealed class RecordWriter(IBufferWriter<byte> output, BoltVersion version, bool legacyDateTimes, Guid databaseId)
{
    private const string NodeElement = "4";
    private const string RelationshipElement = "5";

    private readonly bool _hasElementIds = version.Major >= 5;
    private readonly PackStreamWriter _writer = new(output);

    /// <summary>Writes a value that is no graph entity.</summary>
    public void WriteValue(object? value) => _writer.WriteValue(value);

    /// <summary>Writes an integer.</summary>
    public void WriteInteger(long value) => _writer.WriteInteger(value);

    /// <summary>Writes a node.</summary>
    public void WriteNode(long id, NodeRecord node)
    {
        _writer.WriteStructureHeader(StructureTag.Node, _hasElementIds ? 4 : 3);
        _writer.WriteInteger(id);
        _writer.WriteListHeader(node.Labels.Length);
        foreach (var label in node.Labels) _writer.WriteString(label);
        WriteProperties(node.Properties);
        if (_hasElementIds) WriteElementId(NodeElement, id);
    }

    /// <summary>Writes a relationship.</summary>
    public void WriteRelationship(long id, RelationshipRecord relationship)
    {
        _writer.WriteStructureHeader(StructureTag.Relationship, _hasElementIds ? 8 : 5);
        _writer.WriteInteger(id);
        _writer.WriteInteger(relationship.Start);
        _writer.WriteInteger(relationship.End);
        _writer.WriteString(relationship.Type);
        WriteProperties(relationship.Properties);
        if (!_hasElementIds) return;
        WriteElementId(RelationshipElement, id);
        WriteElementId(NodeElement, relationship.Start);
        WriteElementId(NodeElement, relationship.End);
    }

    private void WriteProperties(byte[] properties)
    {
        if (legacyDateTimes) LegacyDateTimes.Write(properties, output);
        else output.Write(properties);
    }

    private void WriteElementId(string kind, long id) =>
        _writer.WriteString(string.Create(CultureInfo.InvariantCulture, $"{kind}:{databaseId:D}:{id}"));
}
