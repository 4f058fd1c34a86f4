using System.Net;
using System.Text.Json;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.EndToEnd.Bus.Behaviour;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.ServiceKit;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Processes;

/// <summary>Servers that know nothing of each other, on one archive and one database.</summary>
public sealed class TwoServersTests : DistributedTest
{
    [Fact]
    public async Task While_one_makes_a_backup_nobody_else_makes_one_and_each_is_told_who_does()
    {
        var system = Keep(await WorkerSystem.PrepareAsync([], crossesProcesses: false));
        system.Faults.Arm(SandboxTrigger.Record, 1, SandboxFault.Stall, Statements.ReadNodes);
        var one = await StartAsync(system, "Server");
        var going = await AskForBackupAsync(one);
        await Eventually.HoldsAsync(() => system.Faults.Struck == 1, Limit);

        // The second server catches up the backup that was due last, since it finds none.
        var other = await StartAsync(system, "Server", ("Schedule__Cron__0", "0 2 * * *"));
        await Eventually.HoldsAsync(() => system.History.Read().Count == 1, Limit);
        var refused = Assert.Single(system.History.Read());
        Assert.Equal((RunOutcome.Refused, "scheduled", "busy"), (refused.Outcome, refused.Trigger, refused.Failure!.Code));
        Assert.Contains(going.RunId, refused.Failure.Message, StringComparison.Ordinal);

        // Which of the two does the run is open: any process may that finds it accepted.
        Assert.Matches($@"process ({one.Id}|{other.Id})\)", refused.Failure.Message);

        Assert.Equal(going.RunId, (await AskForBackupAsync(other)).ServedBy);

        await using var byHand = await RunningProcess.RunAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "stbackup.dll"), "backup"], system.Environment);
        Assert.Equal(4, byHand.ExitCode);
        Assert.Contains($"The backup {going.RunId} holds the lock", byHand.Error, StringComparison.Ordinal);
        Assert.Matches($@"process ({one.Id}|{other.Id})\)", byHand.Error);

        system.Faults.Clear();
        await system.SettleAsync();
        Assert.Equal(going.RunId, Assert.Single(system.Backups).Manifest!.RunId);
    }

    private static async Task<(string RunId, string ServedBy)> AskForBackupAsync(ServiceProcess server)
    {
        using var answer = await server.Http.PostAsync("/api/backups", null, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var ticket = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(Cancellation), default, Cancellation);
        return (ticket.RootElement.GetProperty("runId").GetString()!, ticket.RootElement.GetProperty("servedBy").GetString()!);
    }
}
