using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Verification;

/// <summary>
/// One pass over a data file, in memory for the ids alone:
/// 1. every line is an entity, every value what its type says;
/// 2. ids are unique, among nodes and among relationships;
/// 3. both ends of a relationship are there, with the labels that it gives them;
/// 4. everything is counted, and hashed on the way.
/// </summary>
internal sealed class DataCheck
{
    private readonly IdMap<int> _labelSetsByNode = new();
    private readonly IdMap<byte> _relationships = new();
    private readonly GraphCounter _counter = new();
    private readonly PropertyCounter _properties = new();

    private DataCheck()
    {
    }

    /// <summary>Reads the data.</summary>
    /// <exception cref="CorruptBackupException">The first fault.</exception>
    public static async Task<DataFindings> ReadAsync(Stream data, BackupKind kind, string source, bool leaveOpen, CancellationToken cancellationToken)
    {
        var check = new DataCheck();
        var hashed = new HashingReader(data, leaveOpen);
        await using var reader = new BackupReader(hashed, kind, source);
        while (await reader.ReadAsync(cancellationToken)) check.Add(reader.Current);
        check._counter.AddProperties(check._properties.Count);
        return new DataFindings(check._counter.ToCounts(), hashed.Position, hashed.Sha256(), reader.Announced);
    }

    private void Add(EntityLine line)
    {
        line.CopyPropertiesTo(_properties);
        if (line.IsRelationship) AddRelationship(line);
        else AddNode(line);
    }

    private void AddNode(EntityLine line)
    {
        if (!_labelSetsByNode.TryAdd(line.Id, line.Labels.Index)) throw Corruption.AtLine(line.Number, $"node {line.Id} stands there twice");
        _counter.AddNode(line.Labels);
    }

    private void AddRelationship(EntityLine line)
    {
        if (!_relationships.TryAdd(line.Id, 0)) throw Corruption.AtLine(line.Number, $"relationship {line.Id} stands there twice");
        DemandNode(line, line.StartId, line.StartLabels);
        DemandNode(line, line.EndId, line.EndLabels);
        _counter.AddRelationship(line.TypeUtf8);
    }

    private void DemandNode(EntityLine line, long id, LabelSet labels)
    {
        if (!_labelSetsByNode.TryGet(id, out var index))
        {
            throw Corruption.AtLine(line.Number, $"relationship {line.Id} ends at node {id}, which is not in the backup");
        }
        if (index != labels.Index) throw Corruption.AtLine(line.Number, $"relationship {line.Id} gives node {id} other labels than it has");
    }
}
