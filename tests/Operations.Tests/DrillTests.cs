using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Operations.Tests;

public sealed class DrillTests : IAsyncLifetime
{
    private SandboxFixture _sandbox = null!;
    private SandboxFixture _scratch = null!;

    public async ValueTask InitializeAsync()
    {
        (_sandbox, _scratch) = (await SandboxFixture.StartAsync(), await SandboxFixture.StartAsync());
        await _sandbox.BackUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        await _scratch.DisposeAsync();
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(0)]
    public async Task Each_backup_comes_out_of_the_scratch_database_equal_and_the_original_is_not_touched(long oneTransactionUpTo)
    {
        await _sandbox.CreateNodeAsync();
        await _sandbox.BackUpAsync();
        await _sandbox.CreateNodeAsync();

        var outcomes = await VerifyAllAsync(null, oneTransactionUpTo);

        Assert.All(outcomes, outcome => Assert.True(outcome is { Failure: null, IsRestored: true }));
        Assert.Equal([62, 61], outcomes.Select(outcome => outcome.Sound!.Counts.Nodes));
        Assert.Equal((61, 192), await _scratch.CountAsync());
        Assert.Equal((63, 192), await _sandbox.CountAsync());
    }

    [Fact]
    public async Task What_comes_out_otherwise_is_a_mismatch_that_says_how()
    {
        var failure = Assert.Single(await VerifyAllAsync(_scratch.WriteAtBeginningOf("drill.prove.schema"))).Failure!;

        Assert.Equal((ExitCode.Mismatch, "mismatch"), (failure.ExitCode, failure.Kind));
        Assert.Contains("Nodes labelled Later: 0 in the backup, 3 in the database.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scratch_database_that_fails_says_nothing_about_the_backup()
    {
        _scratch.Faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Cut, Statements.CreateNodes);

        var broken = await Assert.ThrowsAsync<DrillBrokenException>(() => VerifyAllAsync(null));

        Assert.Equal(ExitCode.Failed, FailureMap.Explain(broken).ExitCode);
        Assert.Equal(RunOutcome.Failed, new RunHistory(_sandbox.Settings.Archive).Read(1)[0].Outcome);
    }

    private Task<IReadOnlyList<VerifyOutcome>> VerifyAllAsync(IProgress<RunProgress>? progress, long oneTransactionUpTo = 100_000)
    {
        var settings = _sandbox.Settings with { RestoreOneTransactionUpTo = oneTransactionUpTo };
        var drill = new Drill(settings, _scratch.Settings.Neo4j!, TimeProvider.System);
        return new RunRecorder(settings, TimeProvider.System).RecordAsync(
            new() { Kind = RunKind.Verify },
            progress,
            run => new VerifyOperation(settings, TimeProvider.System, drill).VerifyAllAsync(_ => { }, run, TestContext.Current.CancellationToken));
    }
}
