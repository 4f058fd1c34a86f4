namespace StreamingTracker.Backup.Runner;

/// <summary>Wakes the loops of this process when a run was accepted in it, so that it begins at once.</summary>
public sealed class WakeUp
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = New();

    /// <summary>Completed by the next <see cref="Ring"/>. To be taken before one looks for what there is to do, so that none is missed.</summary>
    public Task Next
    {
        get
        {
            lock (_lock) return _next.Task;
        }
    }

    /// <summary>Wakes whoever waits.</summary>
    public void Ring()
    {
        lock (_lock)
        {
            _next.SetResult();
            _next = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
