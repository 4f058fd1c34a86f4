using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Cli.Tests;

/// <summary>
/// Processes that hold the database's lock, stand still past their lease while another takes it over, and then go on from where they
/// were: what they do next is too late.
/// </summary>
public sealed class StoppedHolderTests : IAsyncLifetime
{
    private const string InBatches = "--Restore:OneTransactionUpTo=0";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Stbackup _stbackup = new();

    private RestoreJournal? Journal => new RestoreJournals(new(_stbackup.Archive)).Find("neo4j");

    public async ValueTask InitializeAsync()
    {
        await _stbackup.InitializeAsync();
        _stbackup.Sandbox.SeedStreamingTracker();

        // Nobody loses it by being slow on a busy machine, and nobody waits long for one that stands still.
        _stbackup.Environment["Lock__Lease"] = "10s";
    }

    public ValueTask DisposeAsync() => _stbackup.DisposeAsync();

    [Fact]
    public async Task A_backup_that_goes_on_after_another_was_made_publishes_nothing()
    {
        await using var stopped = await StopAsync(SandboxTrigger.Record, 20, Statements.ReadNodes, "backup");
        var made = await _stbackup.BackUpAsync();

        stopped.Resume();

        await AssertLostAsync(stopped, "has taken it");
        await AssertOneBackupAsync(made);
        Assert.Single(new RunHistory(new(_stbackup.Archive)).Read(), run => (run.Outcome, run.Failure?.Code) == (RunOutcome.Failed, "lock-lost"));
        await _stbackup.BackUpAsync();
    }

    [Fact]
    public async Task A_backup_that_goes_on_while_another_is_made_names_it_and_leaves_it_alone()
    {
        await using var stopped = await StopAsync(SandboxTrigger.Record, 20, Statements.ReadRelationships, "backup");
        await using var other = await StallAsync(SandboxTrigger.Statement, 1, Statements.ReadNodes, "backup");

        stopped.Resume();

        await AssertLostAsync(stopped, $"process {other.Id})");
        await EndAsync(other);
        await AssertOneBackupAsync(Assert.Single(new BackupArchive(new(_stbackup.Archive), TimeProvider.System).List()).Name);
    }

    public static TheoryData<string, string> Batches => LongRun.IsAsked
        ? new(from statement in (string[])[Statements.DeleteSomeRelationships, Statements.DeleteSomeNodes, Statements.CreateNodes, Statements.CreateRelationships]
              from way in (string[])["--resume", "--rollback"]
              select (statement, way))
        : new((Statements.CreateNodes, "--resume"), (Statements.CreateRelationships, "--rollback"));

    [Theory]
    [MemberData(nameof(Batches))]
    public async Task A_restore_that_goes_on_among_its_batches_sends_no_more_of_them(string statement, string way)
    {
        var (backup, newGraph, oldGraph) = await PrepareAsync();
        await using var stopped = await StopAsync(SandboxTrigger.Statement, 1, statement, "restore", backup, "--yes", InBatches);
        await _stbackup.RunJsonAsync("restore", way, "--yes");
        var closed = Journal;

        stopped.Resume();

        await AssertLostAsync(stopped, "has taken it", "another run");
        Assert.Equal(way == "--resume" ? newGraph : oldGraph, await _stbackup.HeldAsync());
        Assert.Equal(way == "--resume" ? JournalOutcome.Restored : JournalOutcome.RolledBack, closed!.Outcome);
        Assert.Equivalent(closed, Journal);
    }

    [Fact]
    public async Task A_restore_that_goes_on_while_another_brings_it_to_an_end_disturbs_nothing()
    {
        var (backup, newGraph, _) = await PrepareAsync();
        await using var stopped = await StopAsync(SandboxTrigger.Statement, 1, Statements.CreateNodes, "restore", backup, "--yes", InBatches);
        await using var other = await StallAsync(SandboxTrigger.Statement, 1, Statements.CreateRelationships, "restore", "--resume", "--yes", InBatches);

        stopped.Resume();

        await AssertLostAsync(stopped, $"process {other.Id})");
        await EndAsync(other);
        Assert.Equal((newGraph, JournalOutcome.Restored), (await _stbackup.HeldAsync(), Journal!.Outcome));
    }

    [Fact]
    public async Task A_restore_that_goes_on_with_its_proof_does_not_open_a_journal_again_that_another_has_closed()
    {
        var (backup, _, oldGraph) = await PrepareAsync();

        // The first time they are read for the safety backup.
        await using var stopped = await StallAsync(SandboxTrigger.Statement, 2, Statements.ReadNodes, "restore", backup, "--yes");
        await _stbackup.CreateNodesAsync("Foreign", 1);
        stopped.Pause();
        _stbackup.Faults.Clear();
        await _stbackup.RunJsonAsync("restore", "--rollback", "--yes");
        var closed = Journal;

        stopped.Resume();

        await AssertLostAsync(stopped, "has taken it");
        Assert.Equal((JournalOutcome.RolledBack, oldGraph), (closed!.Outcome, await _stbackup.HeldAsync()));
        Assert.Equivalent(closed, Journal);
    }

    /// <summary>A command that stands still since the sandbox does.</summary>
    private async Task<RunningProcess> StallAsync(SandboxTrigger trigger, int nth, string statement, params string[] command)
    {
        var struck = _stbackup.Faults.Struck;
        _stbackup.Faults.Arm(trigger, nth, SandboxFault.Stall, statement);
        var process = _stbackup.Start(command);
        process.Input.Close();
        await Eventually.HoldsAsync(() => process.HasExited || _stbackup.Faults.Struck > struck, Limit);
        Assert.False(process.HasExited, process.Output + process.Error);
        return process;
    }

    /// <summary>A command that stands still by itself: the sandbox has answered, and nobody reads it.</summary>
    private async Task<RunningProcess> StopAsync(SandboxTrigger trigger, int nth, string statement, params string[] command)
    {
        var process = await StallAsync(trigger, nth, statement, command);
        process.Pause();
        _stbackup.Faults.Clear();
        return process;
    }

    private async Task EndAsync(RunningProcess stalled)
    {
        _stbackup.Faults.Clear();
        Assert.True(await stalled.WaitForExitAsync(Limit) == 0, stalled.Error);
    }

    private static async Task AssertLostAsync(RunningProcess stopped, params string[] said)
    {
        await stopped.WaitForExitAsync(Limit);
        Stbackup.AssertFailed(stopped, 1, ["The lock of the database was lost", .. said]);
    }

    private async Task AssertOneBackupAsync(string name)
    {
        Assert.Equal(2, _stbackup.ArchiveFiles.Count());
        var backup = Assert.Single(new BackupArchive(new(_stbackup.Archive), TimeProvider.System).List());
        Assert.Equal(name, backup.Name);
        await BackupVerifier.VerifyAsync(backup, TestContext.Current.CancellationToken);
    }

    /// <summary>A backup, and a database that holds more than it.</summary>
    private async Task<(string Backup, HeldGraph New, HeldGraph Old)> PrepareAsync()
    {
        var backup = await _stbackup.BackUpAsync();
        var newGraph = await _stbackup.HeldAsync();
        await _stbackup.CreateNodesAsync("Later", 1);
        return (backup, newGraph, await _stbackup.HeldAsync());
    }
}
