namespace StreamingTracker.Backup.Archive.Locks;

/// <summary>Keeps a lock that was taken: renews its file, finds out when it is lost, and at last gives it back.</summary>
internal sealed class LockKeeping : IAsyncDisposable
{
    private readonly LockFolder _locks;
    private readonly FileStream _file;
    private readonly LockOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _beating;
    private LockRecord _record;
    private long _renewed;
    private string? _taken;

    /// <summary>Begins at once.</summary>
    /// <param name="locks">Where the lock lies.</param>
    /// <param name="file">Its file; owned by this from now on.</param>
    /// <param name="number">Its number.</param>
    /// <param name="record">What the file says.</param>
    /// <param name="renewed">When that was written: a timestamp of the clock.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="time">The clock.</param>
    public LockKeeping(
        LockFolder locks, FileStream file, long number, LockRecord record, long renewed, LockOptions options, TimeProvider time)
    {
        (_locks, _file, Number, _record, _renewed, _options, _time) = (locks, file, number, record, renewed, options, time);
        _lost = new CancellationTokenSource(Remaining, time);
        Lost = _lost.Token;
        _beating = BeatAsync();
    }

    public long Number { get; }

    public LockHolder Holder => _record.Holder;

    /// <summary>Cancelled when the lock is lost; by itself when it is not renewed in time.</summary>
    public CancellationToken Lost { get; }

    private TimeSpan Remaining =>
        TimeSpan.FromTicks(Math.Max(0, (_options.GiveUp - _time.GetElapsedTime(Volatile.Read(ref _renewed))).Ticks));

    /// <summary>
    /// Looks how the lock was lost; null when it is held. A process that was stopped may ask before its timers have told it.
    /// </summary>
    public string? HowLost() => Lost.IsCancellationRequested || Remaining == TimeSpan.Zero
        ? _taken ?? TryHowTaken() ?? $"it was not renewed for {_options.GiveUp.TotalSeconds:0.#} s"
        : HowTaken();

    /// <summary>Gives the lock back, unless it is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        try
        {
            await _beating;
            if (!Lost.IsCancellationRequested) await WriteAsync(_record with { State = LockRecord.Free });
        }
        catch (ArchiveUnavailableException)
        {
            // Whatever the lock was for is done. Others on this machine find the file closed, those on others wait for the lease.
        }
        finally
        {
            await _file.DisposeAsync();
            _lost.Dispose();
            _ended.Dispose();
        }
    }

    /// <summary>How the lock was taken; null when it was not. When its own file is gone, anybody can take it at any moment.</summary>
    private string? HowTaken()
    {
        var seen = _locks.Look();
        if (seen.Number < Number) return $"its file {_locks.FileOf(Number)} was removed";
        if (seen.Record?.Holder is { } by && by != Holder) return $"the {by.Purpose} {by.RunId} has taken it ({by.Process})";
        return seen.Number > Number ? "another run has taken it" : null;
    }

    // Lost it is in any case; who has it now is only good to know.
    private string? TryHowTaken()
    {
        try
        {
            return HowTaken();
        }
        catch (ArchiveUnavailableException)
        {
            return null;
        }
    }

    /// <summary>Renews the lock until it is given back or lost. A heartbeat that fails is tried again with the next.</summary>
    private async Task BeatAsync()
    {
        using var ticks = new PeriodicTimer(_options.Beat, _time);
        try
        {
            while (await ticks.WaitForNextTickAsync(_ended.Token) && !Lost.IsCancellationRequested) await TryBeatAsync();
        }
        catch (OperationCanceledException)
        {
            // Given back.
        }
    }

    private async Task TryBeatAsync()
    {
        try
        {
            var began = _time.GetTimestamp();
            _taken = HowTaken();
            if (_taken is not null || Remaining == TimeSpan.Zero)
            {
                await _lost.CancelAsync();
                return;
            }
            await WriteAsync(_record with { Beat = _record.Beat + 1 });
            Volatile.Write(ref _renewed, began);
            _lost.CancelAfter(Remaining);
        }
        catch (ArchiveUnavailableException)
        {
            // Lost is cancelled by itself unless one of the next succeeds in time.
        }
    }

    private async Task WriteAsync(LockRecord record)
    {
        _record = record;
        _file.Position = 0;
        await _locks.Files.WriteAsync(_file, record.ToBytes(), CancellationToken.None);
        await Task.Run(() => _locks.Files.Flush(_file));
    }
}
