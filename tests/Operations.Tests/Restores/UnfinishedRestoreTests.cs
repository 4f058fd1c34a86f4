using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

public sealed class UnfinishedRestoreTests : IAsyncLifetime
{
    private BrokenRestore _restore = null!;

    public async ValueTask InitializeAsync() => _restore = await BrokenRestore.PrepareAsync();

    public ValueTask DisposeAsync() => _restore.DisposeAsync();

    [Fact]
    public async Task While_one_is_unfinished_no_backup_and_no_other_restore_is_made_and_looking_goes_on()
    {
        await _restore.BreakAsync();

        var noBackup = await Assert.ThrowsAsync<UnfinishedRestoreException>(() => _restore.Sandbox.BackUpAsync());
        await Assert.ThrowsAsync<UnfinishedRestoreException>(() => SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup));

        var failure = FailureMap.Explain(noBackup);
        Assert.Equal(("journal", ExitCode.Refused), (failure.Kind, failure.ExitCode));
        Assert.Contains(_restore.Backup, failure.Message, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Refused, new RunHistory(_restore.Settings.Archive).Read()[0].Outcome);
        Assert.Equal(2, new ListOperation(_restore.Settings, TimeProvider.System).List().Count);
        Assert.NotNull((await _restore.Sandbox.VerifyNewestAsync()).Sound);
        Assert.Equal(failure.Message, Assert.Single(UnfinishedRestores.Find(_restore.Settings.Archive, "neo4j")).Message);
        Assert.Empty(UnfinishedRestores.Find(_restore.Settings.Archive, "other"));
    }

    [Theory]
    [InlineData(RestoreWay.Resume)]
    [InlineData(RestoreWay.Rollback)]
    public async Task It_is_brought_to_either_end_and_doing_that_again_does_nothing(RestoreWay way)
    {
        await _restore.BreakAsync();
        Assert.NotEqual(_restore.Old, await _restore.Sandbox.HeldAsync());
        var safety = _restore.Journal!.SafetyBackup!.Name;
        Assert.True(_restore.Archive.Find(safety).Pinned);

        var result = await SandboxFixture.EndAsync(_restore.Settings, way);

        Assert.Equal(way == RestoreWay.Resume ? _restore.New : _restore.Old, await _restore.Sandbox.HeldAsync());
        Assert.Equal(way == RestoreWay.Resume ? JournalOutcome.Restored : JournalOutcome.RolledBack, _restore.Journal!.Outcome);
        Assert.False(_restore.Archive.Find(safety).Pinned);
        Assert.Equal(safety, result!.SafetyBackup);
        Assert.Equal(2, _restore.Archive.List().Count);
        Assert.Equal(way == RestoreWay.Resume ? "resume" : "rollback", new RunHistory(_restore.Settings.Archive).Find(result.RunId)!.Recovery);
        Assert.Null(await SandboxFixture.EndAsync(_restore.Settings, way));
        await _restore.Sandbox.BackUpAsync();
    }

    [Theory]
    [InlineData(RestoreWay.Resume, true)]
    [InlineData(RestoreWay.Resume, false)]
    [InlineData(RestoreWay.Rollback, true)]
    [InlineData(RestoreWay.Rollback, false)]
    public async Task What_brings_it_to_an_end_may_break_off_itself_and_be_repeated(RestoreWay way, bool atOnce)
    {
        await _restore.BreakAsync();
        var settings = atOnce ? _restore.Settings : _restore.InBatches;
        var wipe = atOnce ? Statements.DeleteNodes : Statements.DeleteSomeNodes;
        foreach (var statement in (string[])[wipe, Statements.CreateNodes, Statements.CreateRelationships])
        {
            foreach (var fault in (SandboxFault[])[SandboxFault.Cut, SandboxFault.Failure("Neo.ClientError.Statement.ArgumentError", "The test refuses.")])
            {
                _restore.Sandbox.Faults.Arm(SandboxTrigger.Statement, 1, fault, statement);
                await Assert.ThrowsAsync<RestoreInterruptedException>(() => SandboxFixture.EndAsync(settings, way));
                Assert.True(_restore.Journal!.IsOpen);
            }
        }

        await SandboxFixture.EndAsync(settings, way);

        Assert.Equal(way == RestoreWay.Resume ? _restore.New : _restore.Old, await _restore.Sandbox.HeldAsync());
        Assert.Equal(2, _restore.Archive.List().Count);
    }

    [Fact]
    public async Task Where_there_was_nothing_a_rollback_empties_the_database()
    {
        await using var empty = await Sandbox.SandboxServer.StartAsync(new() { Faults = _restore.Sandbox.Faults }, TestContext.Current.CancellationToken);
        var settings = _restore.InBatches with { Neo4j = new() { Address = empty.Address } };
        _restore.Sandbox.Faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, Statements.CreateRelationships);
        await Assert.ThrowsAsync<RestoreInterruptedException>(() => SandboxFixture.RestoreAsync(settings, _restore.Backup));
        Assert.True(_restore.Journal!.DatabaseWasEmpty);

        var result = await SandboxFixture.EndAsync(settings, RestoreWay.Rollback);

        Assert.Equal((0, 0), (result!.Proven.Nodes, result.Proven.Relationships));
        Assert.Null(result.Plan.Backup);
        Assert.True((await SandboxFixture.PlanAsync(settings, _restore.Backup)).DatabaseIsEmpty);
    }

    [Fact]
    public async Task Where_no_safety_backup_was_wanted_there_is_nothing_to_go_back_to()
    {
        await _restore.BreakAsync(options: new() { SafetyBackup = false });

        var refused = await Assert.ThrowsAsync<RefusedException>(() => SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Rollback));

        Assert.Contains("nothing to go back to", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--resume", refused.Remedy, StringComparison.Ordinal);
        await SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Resume);
        Assert.Equal(_restore.New, await _restore.Sandbox.HeldAsync());
    }

    [Theory]
    [InlineData(RestoreWay.Resume)]
    [InlineData(RestoreWay.Rollback)]
    public async Task Without_an_unfinished_restore_there_is_nothing_to_end(RestoreWay way)
    {
        await Assert.ThrowsAsync<RefusedException>(() => SandboxFixture.EndAsync(_restore.Settings, way));
        Assert.Equal(_restore.Old, await _restore.Sandbox.HeldAsync());
    }

    [Fact]
    public async Task Another_file_of_the_same_name_is_not_taken_for_the_backup()
    {
        await _restore.BreakAsync();
        var second = Path.Combine(_restore.Settings.Archive.Directory, _restore.Journal!.SafetyBackup!.Name);
        var first = Path.Combine(_restore.Settings.Archive.Directory, _restore.Backup);
        foreach (var extension in (string[])[".json", ".manifest.json"]) File.Delete(first + extension);
        await File.WriteAllBytesAsync(first + ".json", await File.ReadAllBytesAsync(second + ".json", TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        var corrupt = await Assert.ThrowsAsync<CorruptBackupException>(() => SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Resume));

        Assert.Contains("not the file any more", corrupt.Message, StringComparison.Ordinal);
        await SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Rollback);
        Assert.Equal(_restore.Old, await _restore.Sandbox.HeldAsync());
    }

    [Theory]
    [InlineData(RestoreWay.Resume)]
    [InlineData(RestoreWay.Rollback)]
    public async Task What_others_wrote_meanwhile_is_saved_before_it_goes(RestoreWay way)
    {
        await Assert.ThrowsAsync<RestoreMismatchException>(
            () => SandboxFixture.RestoreAsync(_restore.Settings, _restore.Backup, _restore.Sandbox.WriteAtBeginningOf("prove.schema")));
        Assert.True(_restore.Journal is { IsOpen: true, UnsavedWrites: true });
        var foreign = await _restore.Sandbox.HeldAsync();

        await SandboxFixture.EndAsync(_restore.Settings, way);

        Assert.Equal(way == RestoreWay.Resume ? _restore.New : _restore.Old, await _restore.Sandbox.HeldAsync());
        var copy = _restore.Archive.List()[0];
        Assert.Equal("safety", copy.Manifest!.Reason);
        Assert.Equal(HeldGraph.Of(copy.Manifest.Digest!, copy.Manifest.Schema), foreign);
        Assert.Equal(3, _restore.Archive.List().Count);
    }

    [Fact]
    public async Task A_backup_that_was_pinned_before_stays_so()
    {
        await _restore.BreakAsync();
        _restore.Archive.Pin(_restore.Backup);

        await SandboxFixture.EndAsync(_restore.Settings, RestoreWay.Rollback);

        Assert.True(_restore.Archive.Find(_restore.Backup).Pinned);
    }
}
