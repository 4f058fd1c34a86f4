namespace StreamingTracker.Backup.Scheduler;

/// <summary>Lets a scheduler look again when the next time comes, and every minute, since clocks are set and machines sleep.</summary>
internal sealed class SchedulerService(RunScheduler scheduler, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // What is published in memory before the bus has started is lost.
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
            await started.Task.WaitAsync(stoppingToken);

            scheduler.Introduce();
            while (await scheduler.LookAsync(stoppingToken) is { } wait) await Task.Delay(wait, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A host that ends because it could not start takes this for a failure of ours, and would log it over the real one.
        }
    }
}
