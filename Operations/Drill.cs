using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>Restores backups into a scratch database, one after the other: the nearest there is to having needed them.</summary>
/// <param name="settings">How a restore loads.</param>
/// <param name="scratch">The scratch database. Everything in it goes.</param>
/// <param name="time">The clock.</param>
public sealed class Drill(OperationSettings settings, Neo4jSettings scratch, TimeProvider time)
{
    private readonly OperationSettings _settings = settings with { Neo4j = scratch };

    /// <summary>
    /// 1. Loads a backup; what the one before has left is wiped. 2. Reads the scratch database back, and compares counts, schema and
    /// digest with what was verified.
    /// </summary>
    /// <exception cref="DrillMismatchException">What was restored is not what the backup holds.</exception>
    /// <exception cref="DrillBrokenException">The scratch database failed.</exception>
    internal async Task DoAsync(ArchivedBackup backup, VerifiedBackup verified, Run run, CancellationToken cancellationToken)
    {
        try
        {
            // 1.
            await LoadAsync(backup, verified, run, cancellationToken);

            // 2.
            var proof = await RestoreProof.ReadBackAsync(_settings, time, verified, verified.Schema, "drill.prove", run, cancellationToken);
            if (proof.Differences.Count > 0) throw new DrillMismatchException(backup.Name, proof.Named);
        }
        catch (ImportFailedException e) when (e.InnerException is ImportMismatchException or SchemaNotRestoredException)
        {
            throw new DrillMismatchException(backup.Name, e.InnerException.Message);
        }
        catch (Exception e) when (e is BoltException or GraphException)
        {
            throw new DrillBrokenException(backup.Name, e);
        }
    }

    private async Task LoadAsync(ArchivedBackup backup, VerifiedBackup verified, Run run, CancellationToken cancellationToken)
    {
        await using var connection = await DatabaseConnector.ConnectAsync(_settings, preferred: null, time, cancellationToken);
        var progress = run.Graph("drill.import", verified.Counts.Nodes, verified.Counts.Relationships);
        var options = new ImportOptions { OneTransactionUpTo = _settings.RestoreOneTransactionUpTo };
        await GraphImporter.ImportAsync(connection, () => backup.OpenReader(verified), verified, options, progress, cancellationToken);
    }
}
