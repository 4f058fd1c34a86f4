using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Runner.Events;
using StreamingTracker.Backup.Runner.Execution;
using StreamingTracker.Backup.ServiceDefaults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Runner.Tests;

/// <summary>An archive with accepted runs, what does them, and a bus; the test moves the clock.</summary>
internal sealed class TestRunner : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    private TestRunner(TestBus bus)
    {
        Bus = bus;
        Settings = new(
            new() { Archive = Archive },
            null,
            () => new ConfigurationBuilder().AddInMemoryCollection([new("Backup:Directory", Archive.Directory)]).Build());
        State = new(Settings, Time);
        Events = new(bus.Bus, Time, Logger<EventPublisher>());
        Execution = new(Settings, Limits, State, Events, Time, Logger<RunExecution>());
    }

    public FakeTimeProvider Time { get; } = new(new(2026, 1, 19, 22, 0, 0, TimeSpan.Zero));

    public RunnerSettings Limits { get; } = new();

    public BackupArchiveOptions Archive => new(_folder["backups"]);

    public CurrentSettings Settings { get; }

    public RunState State { get; }

    public TestBus Bus { get; }

    public EventPublisher Events { get; }

    public RunExecution Execution { get; }

    public WakeUp WakeUp { get; } = new();

    public FakeLogCollector Log { get; } = new();

    public static async Task<TestRunner> StartAsync() => new(await TestBus.StartAsync());

    public ILogger<T> Logger<T>() => new FakeLogger<T>(Log);

    public IReadOnlyList<FakeLogRecord> Logged(int id) => [.. Log.GetSnapshot().Where(record => record.Id.Id == id)];

    public RunnerLoop Loop(IRunExecutor executor) =>
        new(executor, Settings, Limits, State, Execution, WakeUp, Time, Logger<RunnerLoop>());

    public Task<bool> DoAsync(AcceptedRun run, TestExecutor executor, CancellationToken? stop = null) =>
        Execution.DoAsync(run, executor, stop ?? TestContext.Current.CancellationToken);

    /// <summary>Records a run as accepted, and as begun so many times.</summary>
    public async Task<AcceptedRun> AcceptAsync(RunKind kind = RunKind.Backup, int attempts = 0)
    {
        var run = new AcceptedRun { RunId = RunOrder.NewRunId(), Kind = kind, AcceptedAt = Time.GetUtcNow(), Trigger = "manual", Request = "{}" };
        await State.Accepted.AcceptAsync(run, AcceptedRuns.MostOfAKind, TestContext.Current.CancellationToken);
        for (var attempt = 0; attempt < attempts; attempt++) await State.Accepted.BeginAttemptAsync(run, TestContext.Current.CancellationToken);
        return State.Accepted.List().Single(recorded => recorded.RunId == run.RunId);
    }

    /// <summary>Writes the outcome of a run as another process would.</summary>
    public Task EndAsync(AcceptedRun run) => State.History.AppendAsync(
        new()
        {
            RunId = run.RunId,
            Kind = run.Kind,
            Outcome = RunOutcome.Completed,
            Trigger = run.Trigger,
            StartedAt = Time.GetUtcNow(),
            Duration = TimeSpan.FromSeconds(1),
            RunBy = "another process",
            Backup = "by-another",
        },
        TestContext.Current.CancellationToken);

    /// <summary>Puts a file where a folder of the state is or would be, so that nobody can read or write it.</summary>
    public void Break(string folder)
    {
        var path = Path.Combine(Archive.Directory, ".stbackup", folder);
        if (Directory.Exists(path)) Directory.Move(path, path + ".away");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }

    /// <summary>Puts things right again.</summary>
    public void Mend(string folder)
    {
        var path = Path.Combine(Archive.Directory, ".stbackup", folder);
        File.Delete(path);
        if (Directory.Exists(path + ".away")) Directory.Move(path + ".away", path);
    }

    /// <summary>Lets time pass until a condition holds.</summary>
    public Task PassUntilAsync(Func<bool> condition, TimeSpan step, string what) => Eventually.HoldsAsync(
        () =>
        {
            if (condition()) return true;
            Time.Advance(step);
            return condition();
        },
        Limit,
        () => what);

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        _folder.Dispose();
    }
}
