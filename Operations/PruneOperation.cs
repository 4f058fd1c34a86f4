using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>What a prune has done.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Plans">What was decided, for each database.</param>
/// <param name="Removed">The names of the backups that are gone, in the order in which they went.</param>
public sealed record PruneResult(string RunId, IReadOnlyList<RetentionPlan> Plans, IReadOnlyList<string> Removed);

/// <summary>Removes the backups that no rule keeps. No server is needed.</summary>
/// <remarks>
/// For each database in turn: 1. Takes its lock, as every run of it does. On a full disk the reserve is given up for that.
/// 2. Ends what runs that are no more have left in the archive. 3. Decides anew, and removes what goes.
/// </remarks>
/// <param name="settings">The settings.</param>
/// <param name="database">The configured database; null for all that the archive has backups of under its name.</param>
/// <param name="time">The clock.</param>
public sealed class PruneOperation(OperationSettings settings, string? database, TimeProvider time)
{
    private readonly BackupArchive _archive = new(settings.Archive, time);
    private readonly BackupRetention _retention = new(settings.Archive, time);

    private IReadOnlyList<string> Databases => database is null ? _retention.Databases() : [database];

    /// <summary>Says what would stay and what would go; changes nothing.</summary>
    /// <returns>A plan for each database.</returns>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public IReadOnlyList<RetentionPlan> Plan() => [.. Databases.Select(name => _retention.Plan(name, settings.Retention))];

    /// <summary>Removes what goes.</summary>
    /// <param name="trustClock">Whether somebody has said that the clock is right, if it is in doubt.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends it, between two removals.</param>
    /// <exception cref="LockedException">Another run of the database is going.</exception>
    /// <exception cref="ClockDoubtedException">The clock is in doubt; nothing more was removed.</exception>
    /// <exception cref="ArchiveException">The archive cannot be read or written.</exception>
    public async Task<PruneResult> RunAsync(bool trustClock, Run run, CancellationToken cancellationToken)
    {
        var databases = Databases;
        if (databases is [var only]) run.Facts = run.Facts with { Database = only };
        var plans = new List<RetentionPlan>();
        foreach (var name in databases) plans.Add(await PruneAsync(name, trustClock, run, cancellationToken));
        return new(run.Order.RunId, plans, run.Facts.Removed ?? []);
    }

    private async Task<RetentionPlan> PruneAsync(string name, bool trustClock, Run run, CancellationToken cancellationToken)
    {
        try
        {
            return await LockedAsync();
        }
        catch (ArchiveUnavailableException fault) when (fault.IsDiskFull && _retention.ReleaseReserve())
        {
            return await LockedAsync();
        }

        // 1.
        Task<RetentionPlan> LockedAsync() => LockedRun.DoAsync(
            settings,
            name,
            run,
            time,
            async (held, cancel) =>
            {
                // 2.
                await _archive.SettleLeftoversAsync(cancel);

                // 3.
                return await RetentionPhase.RunAsync(settings, name, made: null, trustClock, run, held, time, cancel);
            },
            cancellationToken);
    }
}
