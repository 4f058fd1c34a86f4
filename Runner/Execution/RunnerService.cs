using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Runner.Execution;

/// <summary>
/// Runs the loops. They begin when everything has started, and end before anything stops, so that a run that is stopped can still
/// tell so on the bus.
/// </summary>
internal sealed class RunnerService : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<RunnerLoop> _loops;
    private Task _running = Task.CompletedTask;

    public RunnerService(
        IEnumerable<IRunExecutor> executors,
        CurrentSettings settings,
        RunnerSettings limits,
        RunState state,
        RunExecution execution,
        WakeUp wakeUp,
        TimeProvider time,
        ILogger<RunnerLoop> logger) =>
        _loops = [.. executors.Select(executor => new RunnerLoop(executor, settings, limits, state, execution, wakeUp, time, logger))];

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(_loops.Select(loop => Task.Run(() => loop.RunAsync(_stop.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();
}
