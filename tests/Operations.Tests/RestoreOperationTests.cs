using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Operations.Tests;

public sealed class RestoreOperationTests : IAsyncLifetime
{
    private static readonly (long, long) Seed = (61, 192);
    private static readonly (long, long) Changed = (62, 192);

    private SandboxFixture _sandbox = null!;
    private string _backup = "";

    private OperationSettings Batches => _sandbox.Settings with { RestoreOneTransactionUpTo = 0 };

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxFixture.StartAsync();
        _backup = (await _sandbox.BackUpAsync()).Backup.Name;
        await _sandbox.CreateNodeAsync();
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_plan_says_what_goes_and_what_comes_and_touches_nothing()
    {
        var plan = await SandboxFixture.PlanAsync(_sandbox.Settings, _backup);

        Assert.Equal(Changed, (plan.Database.Nodes, plan.Database.Relationships));
        Assert.Equal(Seed, (plan.Verified.Counts.Nodes, plan.Verified.Counts.Relationships));
        Assert.False(plan.DatabaseIsEmpty);
        Assert.True(plan.InOneTransaction);
        Assert.Contains(RestorePlan.UsersNotice, plan.Notices);
        Assert.Equal(Changed, await _sandbox.CountAsync());
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(0)]
    public async Task A_restore_is_proven_and_can_be_undone_by_its_safety_backup(long oneTransactionUpTo)
    {
        var settings = _sandbox.Settings with { RestoreOneTransactionUpTo = oneTransactionUpTo };

        var result = await SandboxFixture.RestoreAsync(settings, _backup);

        Assert.Equal(oneTransactionUpTo > 0, result.Import.InOneTransaction);
        Assert.Equal(Seed, (result.Proven.Nodes, result.Proven.Relationships));
        Assert.Equal("safety", new ListOperation(settings, TimeProvider.System).Find(result.SafetyBackup!).Manifest!.Reason);
        Assert.Contains(result.Phases, phase => phase.Name == "prove.nodes" && phase.Entities == 61);
        await SandboxFixture.RestoreAsync(settings, result.SafetyBackup!);
        Assert.Equal(Changed, await _sandbox.CountAsync());
    }

    [Fact]
    public async Task An_empty_database_needs_no_safety_backup()
    {
        await using var empty = await SandboxServer.StartAsync(new(), TestContext.Current.CancellationToken);
        var settings = _sandbox.Settings with { Neo4j = new() { Address = empty.Address } };

        var result = await SandboxFixture.RestoreAsync(settings, _backup);

        Assert.True(result.Plan.DatabaseIsEmpty);
        Assert.Null(result.SafetyBackup);
        Assert.Equal(2, _sandbox.ArchiveFiles.Count());
    }

    [Fact]
    public async Task What_another_client_writes_meanwhile_is_found_and_named()
    {
        var mismatch = await Assert.ThrowsAsync<RestoreMismatchException>(
            () => SandboxFixture.RestoreAsync(_sandbox.Settings, _backup, _sandbox.WriteAtBeginningOf("prove.schema")));

        var failure = FailureMap.Explain(mismatch);
        Assert.Equal(ExitCode.Mismatch, failure.ExitCode);
        Assert.Contains("Nodes labelled Later: 0 in the backup, 3 in the database.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Another client has written to it since it was loaded", failure.Message, StringComparison.Ordinal);
        Assert.Contains("stbackup restore --rollback", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_writes_does_not_prevent_a_restore_though_an_exact_backup_is_demanded()
    {
        var settings = _sandbox.Settings with { Consistency = new() { Demand = ConsistencyDemand.Exact } };

        var restored = await SandboxFixture.RestoreAsync(settings, _backup, _sandbox.WriteAtBeginningOf("safety.export.nodes"));

        Assert.False(new ListOperation(settings, TimeProvider.System).Find(restored.SafetyBackup!).Manifest!.Consistency.Exact);
    }

    [Fact]
    public async Task A_small_restore_that_fails_leaves_the_database_as_it_was()
    {
        _sandbox.Faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Deadlock, Statements.DeleteNodes);

        var interrupted = await Assert.ThrowsAsync<RestoreInterruptedException>(() => SandboxFixture.RestoreAsync(_sandbox.Settings, _backup));

        var failure = FailureMap.Explain(interrupted);
        Assert.Equal("server", failure.Kind);
        Assert.Contains("database neo4j is as it was before", failure.Message, StringComparison.Ordinal);
        Assert.Equal(Changed, await _sandbox.CountAsync());
    }

    [Fact]
    public async Task A_large_restore_that_is_cut_off_says_so_and_its_rollback_brings_everything_back()
    {
        _sandbox.Faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, Statements.CreateRelationships);

        var interrupted = await Assert.ThrowsAsync<RestoreInterruptedException>(() => SandboxFixture.RestoreAsync(Batches, _backup));

        var failure = FailureMap.Explain(interrupted);
        Assert.IsType<BoltUnreachableException>(interrupted.InnerException);
        Assert.Equal(ExitCode.Unreachable, failure.ExitCode);
        Assert.Contains("may be empty or hold a part", failure.Message, StringComparison.Ordinal);
        Assert.Contains("stbackup restore --rollback", failure.Remedy, StringComparison.Ordinal);
        await SandboxFixture.EndAsync(Batches, RestoreWay.Rollback);
        Assert.Equal(Changed, await _sandbox.CountAsync());
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_before_the_server_is_asked()
    {
        var path = Path.Combine(_sandbox.Settings.Archive.Directory, _backup + ".json");
        await File.AppendAllTextAsync(path, "x", TestContext.Current.CancellationToken);
        var unreachable = _sandbox.Settings with { Neo4j = new() { Address = new("127.0.0.1", 1, BoltEncryption.None) } };

        await Assert.ThrowsAsync<CorruptBackupException>(() => SandboxFixture.RestoreAsync(unreachable, _backup));
    }

    [Fact]
    public async Task No_safety_backup_no_restore()
    {
        _sandbox.Faults.Arm(SandboxTrigger.Record, 1, SandboxFault.Cut, Statements.ReadRelationships);

        await Assert.ThrowsAsync<BoltUnreachableException>(() => SandboxFixture.RestoreAsync(_sandbox.Settings, _backup));

        Assert.Equal(Changed, await _sandbox.CountAsync());
        Assert.Equal(2, _sandbox.ArchiveFiles.Count());
    }
}
