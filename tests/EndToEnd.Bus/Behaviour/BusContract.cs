using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

/// <summary>What holds for requests and runs, whatever carries the messages.</summary>
public abstract partial class BusContract : IAsyncDisposable
{
    private readonly List<WorkerSystem> _systems = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_accepted_done_and_told_of()
    {
        var system = await StartAsync();

        var runId = await system.AskForBackupAsync();
        var completed = await system.Events.HearAsync<BackupCompleted>(runId);
        await system.SettleAsync();

        var backup = Assert.Single(system.Backups);
        Assert.Equal((backup.Name, 61, 192, true), (completed.Backup, completed.Nodes, completed.Relationships, completed.Exact));
        Assert.Equal((runId, backup.Bytes), (backup.Manifest!.RunId, completed.Bytes));
        Assert.Equal(runId, (await system.Events.HearAsync<RunAccepted>(runId)).ServedBy);
        Assert.Equal(RunOutcome.Completed, Assert.Single(system.History.Read()).Outcome);
    }

    [Fact]
    public async Task Progress_comes_in_order_each_phase_begun_and_ended_before_the_outcome()
    {
        var system = await StartAsync();

        var runId = await system.AskForBackupAsync();
        await system.Events.HearAsync<BackupCompleted>(runId);

        var events = system.Events.Of(runId);
        var progress = events.OfType<RunProgressed>().ToList();
        Assert.Equal(progress.Select(told => told.Sequence).Order(), progress.Select(told => told.Sequence));
        Assert.IsType<BackupCompleted>(events[^1]);
        Assert.Equal(
            system.History.Find(runId)!.Phases.Select(phase => (phase.Name, phase.Entities)),
            progress.Where(told => told.Ended).Select(told => (told.Phase, told.Entities)));
        Assert.All(progress.Where(told => told.Ended), end => Assert.Contains(progress, begin =>
            begin.Phase == end.Phase && !begin.Ended && begin.Sequence < end.Sequence));
    }

    [Fact]
    public async Task A_passing_fault_is_tried_again_and_told_with_its_reason_when_it_stays()
    {
        var system = await StartAsync("--Neo4j:Uri=bolt://127.0.0.1:1");

        var runId = await system.AskForBackupAsync();
        var failed = await system.Events.HearAsync<BackupFailed>(runId);
        await system.SettleAsync();

        Assert.Equal("unreachable", failed.Failure.Code);
        Assert.NotEmpty(failed.Failure.Remedy);
        Assert.Equal((RunOutcome.Failed, 3), (system.History.Find(runId)!.Outcome, system.History.Find(runId)!.Attempts));
        Assert.Empty(system.Backups);
    }

    [Fact]
    public async Task A_fault_that_stays_is_not_tried_again()
    {
        var system = Keep(await WorkerSystem.StartAsync(await TransportAsync(), CrossesProcesses, new BoltCredentials("neo4j", "right")));

        var runId = await system.AskForBackupAsync();

        Assert.Equal("unauthenticated", (await system.Events.HearAsync<BackupFailed>(runId)).Failure.Code);
        Assert.Equal(1, system.History.Find(runId)!.Attempts);
    }

    [Fact]
    public async Task A_request_delivered_many_times_makes_one_backup()
    {
        var system = await StartAsync();
        var runId = RunOrder.NewRunId();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => system.AskForBackupAsync(runId)));
        await system.Events.HearAsync<BackupCompleted>(runId);
        await system.SettleAsync();
        await system.AskForBackupAsync(runId);
        await system.Events.HearAsync<RunAccepted>(runId, nth: 6);
        var next = await system.AskForBackupAsync();
        await system.Events.HearAsync<BackupCompleted>(next);

        Assert.Equal(2, system.Backups.Count);
        Assert.Equal([next, runId], system.History.Read().Select(run => run.RunId));
        Assert.All(system.Events.Of(runId).OfType<RunAccepted>(), accepted => Assert.Equal(runId, accepted.ServedBy));
    }

    [Fact]
    public async Task A_restore_is_done_when_it_names_the_database_that_it_overwrites_and_refused_otherwise()
    {
        var system = await StartAsync();
        var backup = (await system.Events.HearAsync<BackupCompleted>(await system.AskForBackupAsync())).Backup;
        await system.CreateNodeAsync();

        var wrong = await system.AskForRestoreAsync(backup, "other");
        Assert.Equal("refused", (await system.Events.HearAsync<RunRefused>(wrong)).Failure.Code);
        await system.SettleAsync();
        Assert.Equal((62, 192), await system.CountAsync());

        var right = await system.AskForRestoreAsync(backup);
        var completed = await system.Events.HearAsync<RestoreCompleted>(right);
        Assert.Equal((61, 192), await system.CountAsync());
        Assert.Equal((backup, 61, 192), (completed.Backup, completed.Nodes, completed.Relationships));
        Assert.Contains(system.Backups, kept => kept.Name == completed.SafetyBackup && kept.Manifest!.Counts.Nodes == 62);
        Assert.Equal([RunOutcome.Completed, RunOutcome.Refused], system.History.Read().Where(run => run.Kind == RunKind.Restore).Select(run => run.Outcome));
    }

    [Fact]
    public async Task Backups_are_verified_and_restored_elsewhere_and_those_that_are_not_sound_are_named()
    {
        var system = await StartAsync();
        await system.Events.HearAsync<BackupCompleted>(await system.AskForBackupAsync());
        await system.SettleAsync();
        await system.Events.HearAsync<BackupCompleted>(await system.AskForBackupAsync());

        var all = new VerifyRequested { RunId = RunOrder.NewRunId(), RequestedAt = DateTimeOffset.UnixEpoch, Restore = true };
        await system.AskAsync(all);
        Assert.Equal(2, (await system.Events.HearAsync<VerifyCompleted>(all.RunId)).Verified);
        Assert.Contains("drill.prove.nodes", system.History.Find(all.RunId)!.Phases!.Select(phase => phase.Name));
        await system.SettleAsync();

        var damaged = system.Backups[0];
        File.SetUnixFileMode(damaged.DataPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.AppendAllTextAsync(damaged.DataPath, "x", Cancellation);
        var again = all with { RunId = RunOrder.NewRunId() };
        await system.AskAsync(again);
        var failed = await system.Events.HearAsync<VerifyFailed>(again.RunId);
        Assert.Equal((damaged.Name, "corrupt"), (Assert.Single(failed.Unsound), failed.Failure.Code));
    }

    [Fact]
    public async Task A_scheduled_backup_is_refused_and_recorded_while_another_is_going()
    {
        var system = await StartAsync();
        var going = await system.AskForStalledBackupAsync();

        var scheduled = await system.AskForBackupAsync(trigger: "scheduled");
        var refused = await system.Events.HearAsync<RunRefused>(scheduled);
        system.Faults.Clear();
        await system.Events.HearAsync<BackupCompleted>(going);

        Assert.Equal("busy", refused.Failure.Code);
        Assert.Contains(going, refused.Failure.Message, StringComparison.Ordinal);
        Assert.Equal((RunOutcome.Refused, 0), (system.History.Find(scheduled)!.Outcome, system.History.Find(scheduled)!.Attempts));
        Assert.Single(system.Backups);
    }

    [Fact]
    public async Task Many_requests_are_served_by_the_run_that_is_going_and_distinct_ones_by_one_that_waits()
    {
        var system = await StartAsync();
        var going = await system.AskForStalledBackupAsync();

        var alike = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => system.AskForBackupAsync()));
        var distinct = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => system.AskForBackupAsync(distinct: true)));
        foreach (var runId in alike) Assert.Equal(going, (await system.Events.HearAsync<RunAccepted>(runId)).ServedBy);
        var waiting = new HashSet<string>();
        foreach (var runId in distinct) waiting.Add((await system.Events.HearAsync<RunAccepted>(runId)).ServedBy);
        system.Faults.Clear();
        await system.Events.HearAsync<BackupCompleted>(Assert.Single(waiting));
        await system.SettleAsync();

        Assert.Equal([waiting.Single(), going], system.History.Read().Select(run => run.RunId));
        Assert.Equal(2, system.Backups.Count);
    }

    [Fact]
    public async Task From_the_request_to_the_phases_there_is_one_trace()
    {
        using var spans = new SpanLog();
        var system = await StartAsync();

        string runId, trace;
        using (var asking = spans.Start("asking"))
        {
            trace = asking.TraceId.ToHexString();
            runId = await system.AskForBackupAsync();
        }

        await system.Events.HearAsync<BackupCompleted>(runId);
        await system.SettleAsync();

        Assert.Equal(trace, system.History.Find(runId)!.TraceId);
        Assert.Equal(trace, system.Backups.Single().Manifest!.TraceId);
        var names = spans.Of(trace).Select(span => span.OperationName).ToList();
        Assert.Superset(
            new HashSet<string> { "asking", "backup", "connect", "lock", "export.nodes", "export.relationships", "archive.publish", "announce" },
            names.ToHashSet());
        Assert.Contains(names, name => name.EndsWith("BackupRequested send", StringComparison.Ordinal));
        Assert.Contains(names, name => name.EndsWith("backup-requested receive", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var system in _systems) await system.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The settings of the transport, the same for every process of one system.</summary>
    protected abstract Task<IReadOnlyList<string>> TransportAsync();

    /// <summary>Whether the bus reaches other processes.</summary>
    protected abstract bool CrossesProcesses { get; }

    protected async Task<WorkerSystem> StartAsync(params string[] settings) =>
        Keep(await WorkerSystem.StartAsync(await TransportAsync(), CrossesProcesses, credentials: null, settings));

    protected async Task<WorkerSystem> PrepareAsync() => Keep(await WorkerSystem.PrepareAsync(await TransportAsync(), CrossesProcesses));

    private WorkerSystem Keep(WorkerSystem system)
    {
        _systems.Add(system);
        return system;
    }
}
