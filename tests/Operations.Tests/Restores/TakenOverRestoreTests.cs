using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>A restore whose process died, begun again by another with the same run id.</summary>
public sealed class TakenOverRestoreTests : IAsyncLifetime
{
    private static readonly RunOrder Order = new() { Kind = RunKind.Restore };

    private BrokenRestore _restore = null!;

    public async ValueTask InitializeAsync() => _restore = await BrokenRestore.PrepareAsync();

    public ValueTask DisposeAsync() => _restore.DisposeAsync();

    [Fact]
    public async Task It_begins_again_at_the_wipe_without_a_safety_backup_of_half_a_graph()
    {
        await _restore.BreakAsync(Order);

        var result = await SandboxFixture.RestoreAsync(_restore.InBatches, _restore.Backup, order: Order);

        Assert.Equal(_restore.New, await _restore.Sandbox.HeldAsync());
        Assert.Equal(_restore.Journal!.SafetyBackup!.Name, result.SafetyBackup);
        Assert.Equal(2, _restore.Archive.List().Count);
        Assert.Equal(JournalOutcome.Restored, _restore.Journal.Outcome);
    }

    [Fact]
    public async Task What_was_finished_before_its_process_died_is_not_done_twice()
    {
        await SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup, order: Order);
        await _restore.Sandbox.CreateNodeAsync("Since");
        var since = await _restore.Sandbox.HeldAsync();

        var result = await SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup, order: Order);

        Assert.Equal(since, await _restore.Sandbox.HeldAsync());
        Assert.Equal((61, 192), (result.Proven.Nodes, result.Proven.Relationships));
        Assert.Equal(2, _restore.Archive.List().Count);
    }

    [Fact]
    public async Task What_somebody_has_rolled_back_meanwhile_is_not_begun_again()
    {
        await _restore.BreakAsync(Order);
        await SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Rollback);

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup, order: Order));

        Assert.Contains("rolled back", refused.Message, StringComparison.Ordinal);
        Assert.Equal(_restore.Old, await _restore.Sandbox.HeldAsync());
    }
}
