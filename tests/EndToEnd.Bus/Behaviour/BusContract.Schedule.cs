using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

/// <content>What holds for backups that are due, with the scheduler on the same bus.</content>
public abstract partial class BusContract
{
    private const string EveryMinute = "--Schedule:Cron:0=* * * * *";

    private static readonly TimeSpan DueLimit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_backup_that_is_due_is_asked_for_made_and_told_of()
    {
        var system = await StartAsync(EveryMinute);

        // The next minute may begin meanwhile, and its backup be refused or made.
        RunRecord? run = null;
        await Eventually.HoldsAsync(() => (run = system.History.Read().LastOrDefault(ended => ended.Outcome == RunOutcome.Completed)) is not null, DueLimit);
        var completed = await system.Events.HearAsync<BackupCompleted>(run!.RunId);

        Assert.Equal(("scheduled", 1), (run.Trigger, run.Attempts));
        var backup = Assert.Single(system.Backups, backup => backup.Manifest!.RunId == run.RunId);
        Assert.Equal((completed.Backup, "scheduled", 61), (backup.Name, backup.Manifest!.Reason, backup.Manifest.Counts.Nodes));
    }

    [Fact]
    public async Task A_backup_that_is_due_while_a_run_is_in_its_way_is_refused_and_that_is_recorded()
    {
        var system = await PrepareAsync();
        var going = RunOrder.NewRunId();
        await system.AcceptAsync(going);
        system.StallNextBackup();
        await system.StartWorkersAsync(EveryMinute);

        await Eventually.HoldsAsync(() => system.History.Read().Count > 0, DueLimit);
        var refused = system.History.Read()[^1];
        Assert.Equal((RunOutcome.Refused, "scheduled", 0), (refused.Outcome, refused.Trigger, refused.Attempts));
        Assert.Equal("busy", refused.Failure!.Code);
        Assert.Contains(going, refused.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(system.Backups);

        system.Faults.Clear();
        await system.Events.HearAsync<BackupCompleted>(going);
        Assert.DoesNotContain(system.Backups, backup => backup.Manifest!.RunId == refused.RunId);
    }
}
