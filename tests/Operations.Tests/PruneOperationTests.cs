using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests;

public sealed class PruneOperationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private OperationSettings Settings => new()
    {
        Archive = new(_folder["backups"]),
        Retention = new RetentionPolicy { Days = 7 },
        Lock = new() { Lease = TimeSpan.FromSeconds(2) },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEnumerable<string> Backups => new ListOperation(Settings, TimeProvider.System).List().Select(backup => backup.Name).Reverse();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_no_rule_keeps_is_removed_and_the_history_names_it()
    {
        var names = await DatedBackups.AddNightlyAsync(Settings.Archive, 10, Cancel);

        var result = await PruneAsync();

        Assert.Equal(names[..3], result.Removed);
        Assert.Equal(names[3..], Backups);
        var run = Assert.Single(new RunHistory(Settings.Archive).Read());
        Assert.Equal((RunKind.Prune, RunOutcome.Completed, "neo4j"), (run.Kind, run.Outcome, run.Database));
        Assert.Equal(names[..3], run.Removed);
        Assert.Equal(["lock", "retention"], run.Phases.Select(phase => phase.Name));
    }

    [Fact]
    public async Task Each_database_is_judged_on_its_own_and_only_the_configured_one_where_one_is()
    {
        var names = await DatedBackups.AddNightlyAsync(Settings.Archive, 8, Cancel);
        var other = await DatedBackups.AddAsync(Settings.Archive, TimeProvider.System.GetUtcNow().AddDays(-8), Cancel, database: "other");

        Assert.Equal(names[..1], (await PruneAsync()).Removed);
        Assert.Contains(other.Name, Backups);
        Assert.Equal([("neo4j", 7), ("other", 1)], Plan(null));
        Assert.Equal([("OTHER", 1)], Plan("OTHER"));
    }

    [Fact]
    public async Task It_is_refused_while_another_run_of_the_database_is_going()
    {
        await DatedBackups.AddNightlyAsync(Settings.Archive, 10, Cancel);
        var holder = new LockHolder("another run", "backup", "another process", TimeProvider.System.GetUtcNow());
        await using (await DatabaseLock.AcquireAsync(Settings.Archive, "neo4j", holder, Settings.Lock, TimeProvider.System, Cancel))
            await Assert.ThrowsAsync<LockedException>(() => PruneAsync());

        Assert.Equal(10, Backups.Count());
        Assert.Equal(RunOutcome.Refused, Assert.Single(new RunHistory(Settings.Archive).Read()).Outcome);
    }

    [Fact]
    public async Task While_a_restore_is_not_finished_nothing_is_removed()
    {
        var names = await DatedBackups.AddNightlyAsync(Settings.Archive, 10, Cancel);
        Directory.CreateDirectory(_folder["backups/.stbackup/journals"]);
        await File.WriteAllTextAsync(_folder["backups/.stbackup/journals/streaming-tracker@neo4j.json"], "torn", Cancel);

        await Assert.ThrowsAsync<UnfinishedRestoreException>(() => PruneAsync());

        Assert.Equal(names, Backups);
    }

    [Fact]
    public async Task What_a_removal_has_left_is_finished_though_no_rule_removes_anything()
    {
        var names = await DatedBackups.AddNightlyAsync(Settings.Archive, 2, Cancel);
        var manifest = _folder[$"backups/{names[0]}.manifest.json"];
        File.Move(manifest, $"{manifest}.{RunOrder.NewRunId()}.removed");

        Assert.Empty((await PruneAsync()).Removed);

        Assert.Equal(2, Directory.GetFiles(_folder["backups"]).Length);
        Assert.Equal(names[1..], Backups);
    }

    [Fact]
    public async Task Doubt_of_the_clock_refuses_it_unless_somebody_trusts_it()
    {
        var old = await DatedBackups.AddAsync(Settings.Archive, TimeProvider.System.GetUtcNow().AddDays(-40), Cancel);
        for (var i = 0; i < 3; i++) await DatedBackups.AddAsync(Settings.Archive, TimeProvider.System.GetUtcNow(), Cancel);

        Assert.Contains("Nothing ran from", (await Assert.ThrowsAsync<ClockDoubtedException>(() => PruneAsync())).Message, StringComparison.Ordinal);
        Assert.Equal([old.Name], (await PruneAsync(trustClock: true)).Removed);
    }

    private IEnumerable<(string Database, int Backups)> Plan(string? database) =>
        new PruneOperation(Settings, database, TimeProvider.System).Plan().Select(plan => (plan.Database, plan.Verdicts.Count));

    private Task<PruneResult> PruneAsync(bool trustClock = false) => new RunRecorder(Settings, TimeProvider.System).RecordAsync(
        new() { Kind = RunKind.Prune }, null, run => new PruneOperation(Settings, null, TimeProvider.System).RunAsync(trustClock, run, Cancel));
}
