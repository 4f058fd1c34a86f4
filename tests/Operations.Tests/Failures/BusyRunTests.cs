using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Failures;

public sealed class BusyRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private BackupArchiveOptions Archive => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    /// <summary>A verification holds no database's lock, only its worker's turn, and other runs may hold theirs beside it.</summary>
    [Theory]
    [InlineData(RunKind.Backup, "neo4j")]
    [InlineData(RunKind.Verify, ":verify")]
    public async Task It_names_the_process_that_does_the_run_whatever_lock_that_holds(RunKind kind, string heldAs)
    {
        var going = Run(kind);
        await using var others = await HoldAsync(RunOrder.NewRunId(), ":backup", "another process");
        await using var its = await HoldAsync(going.RunId, heldAs, "machine, process 7");

        var failure = BusyRun.Explain(going, "manual", Archive);

        Assert.Equal(("busy", ExitCode.Refused), (failure.Kind, failure.ExitCode));
        Assert.EndsWith("has not ended yet (machine, process 7).", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_names_no_process_for_a_run_that_nobody_does_at_the_moment()
    {
        await using var others = await HoldAsync(RunOrder.NewRunId(), "neo4j", "another process");

        Assert.EndsWith("has not ended yet.", BusyRun.Explain(Run(RunKind.Backup), "manual", Archive).Message, StringComparison.Ordinal);
    }

    private static AcceptedRun Run(RunKind kind) =>
        new() { RunId = RunOrder.NewRunId(), Kind = kind, AcceptedAt = DateTimeOffset.UnixEpoch, Trigger = "manual", Request = "" };

    private Task<DatabaseLock> HoldAsync(string runId, string database, string process) => DatabaseLock.AcquireAsync(
        Archive, database, new(runId, "any", process, DateTimeOffset.UnixEpoch), new(), TimeProvider.System, TestContext.Current.CancellationToken);
}
