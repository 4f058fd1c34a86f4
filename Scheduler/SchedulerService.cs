namespace StreamingTracker.Backup.Scheduler;

/// <summary>Lets the scheduler look again when the next time comes, and every minute, since clocks are set and machines sleep.</summary>
internal sealed class SchedulerService(BackupScheduler scheduler, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is published in memory before the bus has started is lost.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        scheduler.Introduce();
        while (await scheduler.LookAsync(stoppingToken) is { } wait) await Task.Delay(wait, time, stoppingToken);
    }
}
