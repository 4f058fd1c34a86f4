using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Graph.Import;

/// <summary>Creates the nodes and relationships of a backup, batch by batch, and keeps which id became which.</summary>
internal sealed class GraphLoader(BatchSender sender, ImportOptions options, IProgress<GraphProgress>? progress)
{
    private readonly IdMap<long> _newIds = new();
    private readonly RowBatch _batch = new();
    private readonly List<long> _oldIdsOfBatch = [];
    private readonly List<long> _newIdsOfBatch = [];
    private bool _batchIsOfRelationships;

    /// <summary>Nodes created.</summary>
    public long Nodes { get; private set; }

    /// <summary>Relationships created.</summary>
    public long Relationships { get; private set; }

    /// <summary>Creates everything a reader has.</summary>
    /// <exception cref="ImportMismatchException">Not everything came to be, or a line does not fit those before it.</exception>
    public async Task LoadAsync(BackupReader reader, CancellationToken cancellationToken)
    {
        Report();
        while (await reader.ReadAsync(cancellationToken))
        {
            var line = reader.Current;
            if (line.IsRelationship != _batchIsOfRelationships)
            {
                await SendAsync(cancellationToken);
                _batchIsOfRelationships = line.IsRelationship;
                Report();
            }

            if (IsFull) await SendAsync(cancellationToken);
            if (line.IsRelationship)
            {
                _batch.AddRelationship(line, NewId(line, line.StartId), NewId(line, line.EndId));
            }
            else
            {
                _batch.AddNode(line);
                _oldIdsOfBatch.Add(line.Id);
            }
        }

        await SendAsync(cancellationToken);
    }

    private bool IsFull => _batch.Rows >= options.BatchRows || _batch.Bytes >= options.BatchBytes;

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        if (_batch.Rows == 0) return;
        if (_batchIsOfRelationships)
        {
            await sender.CreateRelationshipsAsync(_batch, cancellationToken);
            Relationships += _batch.Rows;
        }
        else
        {
            await sender.CreateNodesAsync(_batch, _newIdsOfBatch, cancellationToken);
            RememberIds();
            Nodes += _batch.Rows;
        }

        _batch.Clear();
        Report();
    }

    private void Report() => progress?.Report(new GraphProgress(_batchIsOfRelationships ? "relationships" : "nodes", Nodes, Relationships));

    private void RememberIds()
    {
        for (var i = 0; i < _oldIdsOfBatch.Count; i++)
        {
            if (!_newIds.TryAdd(_oldIdsOfBatch[i], _newIdsOfBatch[i])) throw Misfit($"Node {_oldIdsOfBatch[i]} is in the backup twice");
        }

        _oldIdsOfBatch.Clear();
        _newIdsOfBatch.Clear();
    }

    private long NewId(EntityLine relationship, long nodeId) => _newIds.TryGet(nodeId, out var newId)
        ? newId
        : throw Misfit($"Relationship {relationship.Id} on line {relationship.Number} needs node {nodeId}, which no line before it holds");

    private static ImportMismatchException Misfit(string message) =>
        new(message, "The backup changed after it was verified, or never was: verify it and choose another one.");
}
