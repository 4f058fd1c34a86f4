using System.Text.Json;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.ServiceKit;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.RestoreWorker.Tests;

public sealed class RestoreExecutorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private BackupArchiveOptions Archive => new(_folder["backups"]);

    [Theory]
    [InlineData("other")]
    [InlineData("")]
    public async Task A_wrong_confirmation_is_refused_before_anything_is_touched(string confirmed)
    {
        await using var sandbox = await SandboxServer.StartAsync(new(), TestContext.Current.CancellationToken);
        sandbox.SeedStreamingTracker();
        var settings = new OperationSettings { Archive = Archive, Neo4j = new() { Address = sandbox.Address } };
        var backup = await RecordAsync(settings, RunKind.Backup, run =>
            new BackupOperation(settings, TimeProvider.System).RunAsync(new(), run, TestContext.Current.CancellationToken));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => RestoreAsync(settings, backup.Backup.Name, confirmed));

        Assert.Contains("neo4j", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.Refused, new RunHistory(Archive).Read()[0].Outcome);
        Assert.Single(new BackupArchive(Archive, TimeProvider.System).List());
    }

    [Theory]
    [InlineData("neo4j", true)]
    [InlineData("NEO4J", false)]
    public async Task The_right_one_restores_with_a_safety_backup_unless_none_is_wanted(string confirmed, bool safety)
    {
        await using var sandbox = await SandboxServer.StartAsync(new(), TestContext.Current.CancellationToken);
        sandbox.SeedStreamingTracker();
        var settings = new OperationSettings { Archive = Archive, Neo4j = new() { Address = sandbox.Address } };
        var backup = await RecordAsync(settings, RunKind.Backup, run =>
            new BackupOperation(settings, TimeProvider.System).RunAsync(new(), run, TestContext.Current.CancellationToken));

        await RestoreAsync(settings, backup.Backup.Name, confirmed, safety);

        var restored = new RunHistory(Archive).Read()[0];
        Assert.Equal((RunOutcome.Completed, 61, 192), (restored.Outcome, restored.Nodes, restored.Relationships));
        Assert.Equal(safety, restored.SafetyBackup is not null);
    }

    [Fact]
    public async Task The_program_starts_and_ends_in_order()
    {
        await using var worker = await ServiceProcess.StartAsync(
            "RestoreWorker", new Dictionary<string, string?> { ["Neo4j__Uri"] = "bolt://127.0.0.1:1", ["Backup__Directory"] = Archive.Directory });

        await Eventually.HoldsAsync(() => worker.Output.Contains("Ready for requests (restore)", StringComparison.Ordinal), ServiceProcess.StartLimit);
        Assert.Equal(0, await worker.TerminateAsync(TimeSpan.FromSeconds(30)));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<bool> RestoreAsync(OperationSettings settings, string backup, string confirmed, bool safety = true)
    {
        var request = new RestoreRequested
        {
            RunId = RunOrder.NewRunId(),
            RequestedAt = DateTimeOffset.UnixEpoch,
            Backup = backup,
            ConfirmDatabase = confirmed,
            SafetyBackup = safety,
        };
        var accepted = new AcceptedRun
        {
            RunId = request.RunId,
            Kind = RunKind.Restore,
            AcceptedAt = DateTimeOffset.UnixEpoch,
            Trigger = "manual",
            Request = JsonSerializer.Serialize(request),
        };
        return RecordAsync(settings, RunKind.Restore, async run =>
        {
            await new RestoreExecutor(TimeProvider.System).ExecuteAsync(accepted, settings, run, TestContext.Current.CancellationToken);
            return true;
        });
    }

    private static Task<T> RecordAsync<T>(OperationSettings settings, RunKind kind, Func<Run, Task<T>> body) =>
        new RunRecorder(settings, TimeProvider.System).RecordAsync(new() { Kind = kind }, null, body);
}
