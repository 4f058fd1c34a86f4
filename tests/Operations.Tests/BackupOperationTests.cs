using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Operations.Tests;

public sealed class BackupOperationTests : IAsyncLifetime
{
    private SandboxFixture _sandbox = null!;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxFixture.StartAsync();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_backup_of_a_quiet_database_is_exact_at_the_first_attempt()
    {
        var result = await _sandbox.BackUpAsync();

        Assert.Equal((61, 192), (result.Manifest.Counts.Nodes, result.Manifest.Counts.Relationships));
        Assert.Equal((true, 1, 0), (result.Manifest.Consistency.Exact, result.Manifest.Consistency.Attempts, result.Manifest.Consistency.DroppedRelationships));
        Assert.Matches("^[0-9a-f]{32}$", result.RunId);
        Assert.Equal(result.RunId, result.Manifest.RunId);
        Assert.Equal(
            ["connect", "lock", "export.connect", "export.schema", "export.nodes", "export.relationships", "archive.write", "verify", "archive.publish"],
            result.Phases.Select(phase => phase.Name));
        Assert.Equal([61, 192], result.Phases.Where(phase => phase.Name is "export.nodes" or "export.relationships").Select(phase => phase.Entities));
        Assert.True((await _sandbox.VerifyNewestAsync()).Failure is null);
    }

    [Fact]
    public async Task A_database_that_is_written_to_again_and_again_gives_a_fuzzy_backup_of_the_last_attempt()
    {
        var result = await _sandbox.BackUpAsync(_sandbox.WriteAtBeginningOf("export.nodes"));

        Assert.Equal((false, 3), (result.Manifest.Consistency.Exact, result.Manifest.Consistency.Attempts));
        Assert.Equal(2, _sandbox.ArchiveFiles.Count());
    }

    [Fact]
    public async Task Where_an_exact_backup_is_demanded_a_fuzzy_one_is_not_published()
    {
        var settings = _sandbox.Settings with { Consistency = new() { Attempts = 2, Demand = ConsistencyDemand.Exact } };

        var failure = await Assert.ThrowsAsync<InexactBackupException>(
            () => SandboxFixture.BackUpAsync(settings, _sandbox.WriteAtBeginningOf("export.nodes")));
        Assert.Contains("2 times", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_sandbox.ArchiveFiles);

        Assert.True((await SandboxFixture.BackUpAsync(settings)).Manifest.Consistency.Exact);
    }

    [Fact]
    public async Task No_further_attempt_begins_when_the_time_for_them_is_over()
    {
        var settings = _sandbox.Settings with { Consistency = new() { Attempts = 100, MaxDuration = TimeSpan.Zero } };

        var result = await SandboxFixture.BackUpAsync(settings, _sandbox.WriteAtBeginningOf("export.nodes"));

        Assert.Equal((false, 1), (result.Manifest.Consistency.Exact, result.Manifest.Consistency.Attempts));
    }

    [Fact]
    public async Task What_vanishes_while_it_is_read_makes_the_export_begin_again()
    {
        _sandbox.Faults.Arm(SandboxTrigger.Record, 30, SandboxFault.Outdated, Statements.ReadNodes);

        var result = await _sandbox.BackUpAsync();

        Assert.Equal((true, 2), (result.Manifest.Consistency.Exact, result.Manifest.Consistency.Attempts));
        Assert.Equal(61, result.Manifest.Counts.Nodes);
    }

    [Fact]
    public async Task What_vanishes_takes_no_attempt_away_so_that_what_is_fuzzy_can_be_published()
    {
        var settings = _sandbox.Settings with { Consistency = new() { Attempts = 1 } };
        for (var attempt = 1; attempt <= 9; attempt++) _sandbox.Faults.Arm(SandboxTrigger.Statement, attempt, SandboxFault.Outdated, Statements.ReadNodes);

        var result = await SandboxFixture.BackUpAsync(settings, _sandbox.WriteAtBeginningOf("export.nodes"));

        Assert.Equal((false, 10), (result.Manifest.Consistency.Exact, result.Manifest.Consistency.Attempts));
    }

    [Fact]
    public async Task What_vanishes_again_and_again_fails_the_backup_and_leaves_nothing()
    {
        for (var attempt = 1; attempt <= 10; attempt++) _sandbox.Faults.Arm(SandboxTrigger.Statement, attempt, SandboxFault.Outdated, Statements.ReadNodes);

        await Assert.ThrowsAsync<BoltServerException>(() => _sandbox.BackUpAsync());

        Assert.Empty(_sandbox.ArchiveFiles);
    }

    [Theory]
    [InlineData(Statements.ReadNodes)]
    [InlineData(Statements.ReadRelationships)]
    public async Task A_lost_connection_fails_the_backup_and_leaves_nothing(string statement)
    {
        _sandbox.Faults.Arm(SandboxTrigger.Record, 20, SandboxFault.Cut, statement);

        await Assert.ThrowsAsync<BoltUnreachableException>(() => _sandbox.BackUpAsync());

        Assert.Empty(_sandbox.ArchiveFiles);
    }

    [Fact]
    public async Task A_cancelled_backup_leaves_nothing()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _sandbox.Faults.Arm(SandboxTrigger.Record, 20, SandboxFault.Stall, Statements.ReadRelationships);
        var backup = SandboxFixture.BackUpAsync(_sandbox.Settings, cancellationToken: cancellation.Token);
        await TestKit.Eventually.HoldsAsync(() => _sandbox.Faults.Struck == 1, TimeSpan.FromSeconds(10));

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backup);
        Assert.Empty(_sandbox.ArchiveFiles);
    }

    [Fact]
    public async Task Verification_is_left_out_when_it_is_switched_off()
    {
        var result = await SandboxFixture.BackUpAsync(
            _sandbox.Settings with { VerifyBackups = false }, order: new() { Kind = RunKind.Backup, Trigger = "scheduled" });

        Assert.False(result.Verified);
        Assert.DoesNotContain(result.Phases, phase => phase.Name == "verify");
        Assert.Equal("scheduled", result.Manifest.Reason);
    }

    [Fact]
    public async Task An_archive_that_cannot_be_made_is_unavailable()
    {
        var settings = _sandbox.Settings with { Archive = new BackupArchiveOptions("/dev/null/backups") };

        await Assert.ThrowsAsync<ArchiveUnavailableException>(() => SandboxFixture.BackUpAsync(settings));
    }
}
