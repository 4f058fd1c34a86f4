using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>The connection is lost when a drop of a constraint, or the one transaction that changes everything, is to be committed.</summary>
public sealed class LostCommitTests : IAsyncLifetime
{
    // The three constraints of the seed and the old rule are dropped before the swap, in transactions of their own.
    private const int TheSwap = 5;

    private BrokenRestore _restore = null!;

    public async ValueTask InitializeAsync() => _restore = await BrokenRestore.PrepareAsync();

    public ValueTask DisposeAsync() => _restore.DisposeAsync();

    [Fact]
    public async Task A_commit_that_was_done_is_found_out_and_the_restore_goes_on()
    {
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Committed, TheSwap, SandboxFault.Cut);

        var result = await SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup);

        Assert.Equal(1, _restore.Sandbox.Faults.Struck);
        Assert.True(result.Import.InOneTransaction);
        Assert.Equal(_restore.New, await _restore.Sandbox.HeldAsync());
        Assert.Equal(JournalOutcome.Restored, _restore.Journal!.Outcome);
    }

    [Fact]
    public async Task A_commit_that_was_not_done_is_found_out_and_the_old_schema_comes_back()
    {
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Commit, TheSwap, SandboxFault.Cut);

        var interrupted = await Assert.ThrowsAsync<RestoreInterruptedException>(() => SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup));

        Assert.Contains("is as it was before", interrupted.Message, StringComparison.Ordinal);
        Assert.Equal("unreachable", FailureMap.Explain(interrupted).Kind);
        Assert.Equal(_restore.Old, await _restore.Sandbox.HeldAsync());
        Assert.Equal(JournalOutcome.Undone, _restore.Journal!.Outcome);
        await _restore.Sandbox.BackUpAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(TheSwap - 1)]
    public async Task A_drop_that_was_done_and_not_answered_is_taken_back(int drop)
    {
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Committed, drop, SandboxFault.Cut);

        var interrupted = await Assert.ThrowsAsync<RestoreInterruptedException>(() => SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup));

        Assert.Contains("is as it was before", interrupted.Message, StringComparison.Ordinal);
        Assert.Equal(_restore.Old, await _restore.Sandbox.HeldAsync());
        Assert.Equal(JournalOutcome.Undone, _restore.Journal!.Outcome);
    }

    [Fact]
    public async Task A_commit_that_goes_on_without_its_client_is_waited_for()
    {
        // Whoever looks too early sees the old graph, and then the commit comes.
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Commit, TheSwap, SandboxFault.Stall);
        using var cut = new ConnectionCutter(_restore.Settings.Neo4j!.Address);
        var settings = _restore.Settings with { Neo4j = new() { Address = cut.Address } };
        var restoring = SandboxFixture.RestoreAsync(settings, _restore.Backup);
        await Eventually.HoldsAsync(() => _restore.Sandbox.Faults.Struck == 1, TimeSpan.FromMinutes(1));

        cut.CutAll();
        await Eventually.HoldsAsync(() => cut.HasSeen("SHOW TRANSACTIONS"), TimeSpan.FromMinutes(1));
        Assert.False(restoring.IsCompleted);
        _restore.Sandbox.Faults.Clear();

        await restoring;
        Assert.Equal(_restore.New, await _restore.Sandbox.HeldAsync());
    }

    [Fact]
    public async Task Where_nobody_can_look_it_is_said_that_it_is_not_known_and_the_journal_stays_open()
    {
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Committed, TheSwap, SandboxFault.Cut);
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, Statements.ReadRelationships);
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Statement, 2, SandboxFault.Cut, Statements.ReadRelationships);
        var options = new RestoreOptions { SafetyBackup = false };

        var interrupted = await Assert.ThrowsAsync<RestoreInterruptedException>(
            () => SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup, options: options));

        Assert.Contains("is not known", interrupted.Message, StringComparison.Ordinal);
        Assert.True(_restore.Journal!.IsOpen);
        _restore.Sandbox.Faults.Clear();
        await SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Resume);
        Assert.Equal(_restore.New, await _restore.Sandbox.HeldAsync());
    }

    [Fact]
    public async Task A_constraint_that_is_refused_for_a_passing_reason_is_made_at_the_next_attempt()
    {
        var constraint = SchemaStatements.Create(_restore.Archive.Find(_restore.Backup).Manifest!.Schema.Constraints[0]);
        var notReady = SandboxFault.Failure("Neo.TransientError.General.DatabaseUnavailable", "The test is not ready.");
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Statement, 1, notReady, constraint.Text);

        await SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup);

        Assert.Equal(1, _restore.Sandbox.Faults.Struck);
        Assert.Equal(_restore.New, await _restore.Sandbox.HeldAsync());
        Assert.Equal(JournalOutcome.Restored, _restore.Journal!.Outcome);
    }

    [Fact]
    public async Task A_passing_trouble_in_a_large_restore_begins_it_again_where_retries_are_wanted()
    {
        var settings = _restore.InBatches with { Retry = new RetrySettings { Retries = 1, Pause = TimeSpan.Zero } };
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, Statements.CreateRelationships);

        var result = await SandboxFixture.RestoreAsync(settings, _restore.Backup);

        Assert.Contains(result.Phases, phase => phase.Name == "retry.wait");
        Assert.Equal(_restore.New, await _restore.Sandbox.HeldAsync());
        Assert.Equal(2, _restore.Archive.List().Count);
    }
}
