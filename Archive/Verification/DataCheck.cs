using StreamingTracker.Backup.Archive.Digests;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Verification;

/// <summary>
/// One pass over a data file, in memory for the ids alone:
/// 1. every line is an entity, every value what its type says;
/// 2. ids are unique, among nodes and among relationships;
/// 3. both ends of a relationship are there, with the labels that it gives them;
/// 4. everything is counted, the file is hashed on the way, and the graph's digest is taken.
/// </summary>
internal sealed class DataCheck
{
    private readonly IdMap<int> _labelSetsByNode = new();
    private readonly IdMap<byte> _relationships = new();
    private readonly GraphCounter _counter = new();
    private readonly GraphHasher _hasher = new();

    private DataCheck()
    {
    }

    /// <summary>Reads the data, and closes it.</summary>
    /// <exception cref="CorruptBackupException">The first fault.</exception>
    public static async Task<DataFindings> ReadAsync(HashingReader data, BackupKind kind, string source, CancellationToken cancellationToken)
    {
        var check = new DataCheck();
        await using var reader = new BackupReader(data, kind, source);
        while (await reader.ReadAsync(cancellationToken)) check.Add(reader.Current);
        check._counter.AddProperties(check._hasher.Properties.Count);
        return new DataFindings(check._counter.ToCounts(), check._hasher.Digest(), data.Position, data.Sha256(), reader.Announced);
    }

    private void Add(EntityLine line)
    {
        if (line.IsRelationship) AddRelationship(line);
        else AddNode(line);
        line.CopyPropertiesTo(_hasher.Properties);
        _hasher.EndEntity();
    }

    private void AddNode(EntityLine line)
    {
        if (!_labelSetsByNode.TryAdd(line.Id, line.Labels.Index)) throw Corruption.AtLine(line.Number, $"node {line.Id} stands there twice");
        _counter.AddNode(line.Labels);
        _hasher.BeginNode(line.Id, line.Labels);
    }

    private void AddRelationship(EntityLine line)
    {
        if (!_relationships.TryAdd(line.Id, 0)) throw Corruption.AtLine(line.Number, $"relationship {line.Id} stands there twice");
        DemandNode(line, line.StartId, line.StartLabels);
        DemandNode(line, line.EndId, line.EndLabels);
        _counter.AddRelationship(line.TypeUtf8);
        _hasher.BeginRelationship(line.TypeUtf8, line.StartId, line.EndId);
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
