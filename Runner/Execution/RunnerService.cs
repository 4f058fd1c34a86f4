using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Runner.Execution;

/// <summary>
/// Runs the loops. They begin when everything has started, and end before anything stops, so that a run that is stopped can still
/// tell so on the bus.
/// </summary>
internal sealed partial class RunnerService : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<RunnerLoop> _loops;
    private readonly ILogger _logger;
    private readonly string _what;
    private Task _running = Task.CompletedTask;

    public RunnerService(
        IEnumerable<IRunExecutor> executors,
        CurrentSettings settings,
        RunnerSettings limits,
        RunState state,
        RunExecution execution,
        WakeUp wakeUp,
        TimeProvider time,
        ILogger<RunnerLoop> logger)
    {
        _loops = [.. executors.Select(executor => new RunnerLoop(executor, settings, limits, state, execution, wakeUp, time, logger))];
        _what = string.Join(", ", executors.Select(executor => RunTelemetry.Word(executor.Kind)));
        _logger = logger;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(_loops.Select(loop => Task.Run(() => loop.RunAsync(_stop.Token), CancellationToken.None)));
        LogReady(_what, ThisProcess.Name);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
        LogStopped();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();

    [LoggerMessage(3302, LogLevel.Information, "Ready for requests ({kinds}), as {process}")]
    private partial void LogReady(string kinds, string process);

    [LoggerMessage(3303, LogLevel.Information, "No run is going any more; stopping")]
    private partial void LogStopped();
}
