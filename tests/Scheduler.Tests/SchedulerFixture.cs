using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.ServiceDefaults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Scheduler.Tests;

/// <summary>A scheduler on a clock that the test moves, and a worker beside it that ends every run as the test wants.</summary>
internal sealed class SchedulerFixture : IRunRequests, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string[] _arguments;
    private readonly List<IHost> _hosts = [];
    private readonly RunKind _kind;
    private RunScheduler _scheduler;

    public SchedulerFixture(string start, params string[] settings)
        : this(RunKind.Backup, start, settings)
    {
    }

    public SchedulerFixture(RunKind kind, string start, params string[] settings)
    {
        _kind = kind;
        Clock = new FakeTimeProvider(DateTimeOffset.Parse(start, null));
        _arguments = [$"--Backup:Directory={_folder.Path}", "--Neo4j:Database=neo4j", "--Schedule:TimeZone=Europe/Paris", .. settings];
        _scheduler = NewScheduler();
    }

    public FakeTimeProvider Clock { get; }

    /// <summary>When each backup was asked for, UTC.</summary>
    public List<string> AskedAt { get; } = [];

    public List<RunRequested> Asked { get; } = [];

    /// <summary>How runs end; null while no worker is there.</summary>
    public RunOutcome? Outcome { get; set; } = RunOutcome.Completed;

    /// <summary>What verifications find unsound; null for nothing.</summary>
    public IReadOnlyList<string>? Unsound { get; set; }

    /// <summary>What asking fails with; null for nothing.</summary>
    public Exception? BrokerFault { get; set; }

    public RunHistory History => new(new BackupArchiveOptions(_folder.Path));

    public AcceptedRuns Accepted => new(new BackupArchiveOptions(_folder.Path), "neo4j");

    public string Folder => _folder.Path;

    /// <summary>Every look asks the archive anew, so a second scheduler beside the first is nothing but another one of these.</summary>
    public RunScheduler NewScheduler()
    {
        var host = ServiceProgram.Build(_arguments, "scheduler-test", builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            builder.AddScheduler();

            // The test takes them itself.
            ServiceSetup.Of(builder).Takes<BackupRequested>();
            ServiceSetup.Of(builder).Takes<VerifyRequested>();
            builder.Services.Replace(ServiceDescriptor.Singleton<IRunRequests>(this));
        });
        _hosts.Add(host);
        return host.Services.GetRequiredKeyedService<RunScheduler>(_kind);
    }

    /// <summary>Ends the scheduler and starts another.</summary>
    public void Restart() => _scheduler = NewScheduler();

    /// <summary>One look.</summary>
    public Task<TimeSpan?> LookAsync() => _scheduler.LookAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets the scheduler look as often as it wants to, until the clock has reached a time.</summary>
    public async Task RunUntilAsync(string end)
    {
        var until = DateTimeOffset.Parse(end, null);
        while (Clock.GetUtcNow() < until)
        {
            var wait = (await LookAsync())!.Value;
            Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromMinutes(1));
            Clock.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.FromTicks(1));
        }

        await LookAsync();
    }

    /// <summary>Sets the clock, as somebody who corrects it does: no time passes.</summary>
    public void SetClock(string time) => Clock.AdjustTime(DateTimeOffset.Parse(time, null));

    public async Task AskAsync(RunRequested request, CancellationToken cancellationToken)
    {
        if (BrokerFault is not null) throw BrokerFault;
        Asked.Add(request);
        AskedAt.Add($"{Clock.GetUtcNow():yyyy-MM-dd HH:mm:ss}");
        if (Outcome is { } outcome && History.Find(request.RunId) is null) await History.AppendAsync(Record(request.RunId, request.Trigger, outcome), cancellationToken);
    }

    /// <summary>Ends a run by hand, well.</summary>
    public Task EndAsync(string runId) =>
        History.AppendAsync(Record(runId, "manual", RunOutcome.Completed), TestContext.Current.CancellationToken);

    public void Dispose()
    {
        foreach (var host in _hosts) host.Dispose();
        _folder.Dispose();
    }

    private RunRecord Record(string runId, string trigger, RunOutcome outcome) => new()
    {
        RunId = runId,
        Kind = _kind,
        Outcome = outcome,
        Trigger = trigger,
        StartedAt = Clock.GetUtcNow(),
        Duration = TimeSpan.FromSeconds(1),
        RunBy = "worker",
        Unsound = Unsound,
        Backup = outcome == RunOutcome.Completed && _kind == RunKind.Backup ? "streaming-tracker-backup-20260119_222349" : null,
        Failure = outcome == RunOutcome.Completed ? null : new("unreachable", "It is away.", "Start it."),
    };
}
