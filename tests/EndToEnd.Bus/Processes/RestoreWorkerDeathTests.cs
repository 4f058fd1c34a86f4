using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.EndToEnd.Bus.Behaviour;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Processes;

/// <summary>Restore workers that end while the database holds a part of a graph.</summary>
[Collection<RealBroker>]
public sealed class RestoreWorkerDeathTests(RabbitMqFixture fixture) : DistributedTest
{
    [Theory]
    [InlineData("batch by batch", "0", Statements.CreateRelationships)]
    [InlineData("in one transaction", "100000", Statements.CreateRelationships)]
    [InlineData("in the wipe", "0", Statements.DeleteSomeNodes)]
    public async Task A_worker_killed_in_the_middle_of_a_restore_is_replaced_by_another_that_brings_it_to_its_end(
        string where, string oneTransactionUpTo, string statement)
    {
        var (broker, virtualHost) = await fixture.VirtualHostAsync();
        var system = await PrepareAsync(broker, virtualHost);
        await StartAsync(system, "BackupWorker");
        await system.Events.HearAsync<BackupCompleted>(await system.AskForBackupAsync());
        await system.SettleAsync();
        var backup = Assert.Single(system.Backups);
        await system.CreateNodeAsync();
        var first = await StartAsync(system, "RestoreWorker", ("Restore__OneTransactionUpTo", oneTransactionUpTo));
        system.Faults.Arm(SandboxTrigger.Statement, 1, SandboxFault.Stall, statement);
        var runId = await system.AskForRestoreAsync(backup.Name);
        await Eventually.HoldsAsync(() => system.Faults.Struck == 1, Limit, () => $"a restore was {where}:\n{first.Output}");
        await StartAsync(system, "RestoreWorker", ("Restore__OneTransactionUpTo", oneTransactionUpTo));
        Assert.True(Journal(system) is { IsOpen: true });

        await first.KillAsync();
        system.Faults.Clear();
        await system.Events.HearAsync<RestoreCompleted>(runId);

        await system.SettleAsync();
        Assert.Equal(HeldGraph.Of(backup.Manifest!.Digest!, backup.Manifest.Schema), await system.HeldAsync());
        Assert.Equal((runId, JournalOutcome.Restored), (Journal(system)!.RunId, Journal(system)!.Outcome));
        Assert.Equal([62, 61], system.Backups.Select(kept => kept.Manifest!.Counts.Nodes));
        var run = Assert.Single(system.History.Read(), run => run.Kind == RunKind.Restore);
        Assert.Equal((runId, RunOutcome.Completed, 2), (run.RunId, run.Outcome, run.Attempts));
        Assert.Single(system.Events.Of(runId), heard => heard is RestoreCompleted or RestoreFailed);
    }

    private static RestoreJournal? Journal(WorkerSystem system) => new RestoreJournals(system.Archive).Find("neo4j");
}
