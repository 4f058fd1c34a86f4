using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>Does what only one run of a database may do at a time, among all processes and machines that share the archive.</summary>
internal static class LockedRun
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// 1. Takes the database's lock, in the phase <c>lock</c>. 2. Asks whether the run is still due. 3. Does it, and stops it when the
    /// lock is lost. 4. Gives the lock back.
    /// </summary>
    /// <exception cref="LockedException">Another run holds it, and this one does not wait.</exception>
    /// <exception cref="LockLostException">The lock was lost on the way.</exception>
    /// <exception cref="RunSupersededException">Another process has done the run.</exception>
    public static async Task<T> DoAsync<T>(
        OperationSettings settings,
        string database,
        Run run,
        TimeProvider time,
        Func<DatabaseLock, CancellationToken, Task<T>> body,
        CancellationToken cancellationToken)
    {
        // 1.
        run.Enter("lock");
        await using var held = await TakeAsync(settings, database, run, time, cancellationToken);

        // 2.
        if (!await run.Order.IsStillDue(cancellationToken)) throw new RunSupersededException(run.Order.RunId);

        // 3.
        using var whileHeld = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        try
        {
            return await body(held, whileHeld.Token);
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            held.DemandHeld();
            throw;
        }
    }

    private static async Task<DatabaseLock> TakeAsync(
        OperationSettings settings, string database, Run run, TimeProvider time, CancellationToken cancellationToken)
    {
        var holder = new LockHolder(run.Order.RunId, RunTelemetry.Word(run.Order.Kind), ThisProcess.Name, run.StartedAt);
        while (true)
        {
            try
            {
                return await DatabaseLock.AcquireAsync(settings.Archive, database, holder, settings.Lock, time, cancellationToken);
            }
            catch (LockedException) when (run.Order.WaitsForLock)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
