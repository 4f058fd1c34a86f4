namespace StreamingTracker.Backup.Archive.Locks;

/// <summary>
/// Takes a lock:
/// 1. looks at the highest number; one that is new begins a watch;
/// 2. what nobody holds, or what has not changed for the lease, is taken; what is empty is not held yet, and is waited for no longer
///    than a heartbeat: whoever made it was ended, or is slow and finds the higher number;
/// 3. what has changed is held by somebody who lives;
/// 4. taking it is making the file of the next number, which one alone can do, writing it, and only then finding it the highest still
///    and an empty one before it still empty: of two who take at once, one sees the other;
/// 5. the files before it go.
/// </summary>
internal sealed class LockTaking(LockFolder locks, LockHolder holder, LockOptions options, TimeProvider time)
{
    public async Task<DatabaseLock> TakeAsync(CancellationToken cancellationToken)
    {
        locks.Files.Create();
        LockSight? watched = null;
        long since = 0;
        while (true)
        {
            // 1.
            cancellationToken.ThrowIfCancellationRequested();
            var seen = locks.Look();
            if (watched?.Number != seen.Number) (watched, since) = (seen, time.GetTimestamp());

            // 2.
            var hasChanged = !seen.Bytes.AsSpan().SequenceEqual(watched.Bytes);
            if (locks.IsFree(seen) || (!hasChanged && time.GetElapsedTime(since) >= PatienceWith(seen)))
            {
                if (await TryMakeAsync(seen, cancellationToken) is { } taken) return taken;
                continue;
            }

            // 3.
            if (hasChanged && seen.Record is { } living) throw Held(living.Holder);
            if (hasChanged) (watched, since) = (seen, time.GetTimestamp());
            await Task.Delay(options.Watch, time, cancellationToken);
        }
    }

    private static LockedException Held(LockHolder by) => new(
        by,
        $"The {by.Purpose} {by.RunId} holds the lock of the database since {by.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC ({by.Process})",
        "Wait until it has ended, or end it.");

    /// <returns>Null when somebody else was first.</returns>
    private async Task<DatabaseLock?> TryMakeAsync(LockSight before, CancellationToken cancellationToken)
    {
        // 4.
        var number = before.Number + 1;
        var (files, name) = (locks.Files, locks.FileOf(number));
        if (files.TryCreate(name) is not { } file) return null;
        DatabaseLock? taken = null;
        try
        {
            var renewed = time.GetTimestamp();
            var record = new LockRecord(LockRecord.Held, holder, ThisMachine.Id, LocksWork: locks.IsOpen(number), options.Lease, Beat: 0);
            await files.WriteAsync(file, record.ToBytes(), cancellationToken);
            files.Flush(file);
            files.FlushFolder();
            if (locks.Highest() != number || (before.Bytes.Length == 0 && locks.IsWritten(before.Number))) return null;

            // 5.
            foreach (var old in locks.Numbers().Where(other => other < number)) files.Delete(locks.FileOf(old));
            return taken = new DatabaseLock(new LockKeeping(locks, file, number, record, renewed, options, time));
        }
        finally
        {
            if (taken is null) await WithdrawAsync(file, name);
        }
    }

    private async Task WithdrawAsync(FileStream file, string name)
    {
        await file.DisposeAsync();
        try
        {
            locks.Files.Delete(name);
        }
        catch (ArchiveUnavailableException)
        {
            // Closed, it holds nothing for long; the next holder removes it.
        }
    }

    private TimeSpan PatienceWith(LockSight seen) => seen.Bytes.Length == 0 ? options.Beat
        : seen.Record is { } record && record.Lease > options.Lease ? record.Lease
        : options.Lease;
}
