using System.Net;
using System.Text.Json;
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
    public async Task While_one_makes_a_backup_the_other_makes_none_and_who_holds_the_lock_is_said()
    {
        var system = Keep(await WorkerSystem.PrepareAsync([], crossesProcesses: false));
        system.Faults.Arm(SandboxTrigger.Record, 1, SandboxFault.Stall, Statements.ReadNodes);
        var (one, other) = (await StartAsync(system, "Server"), await StartAsync(system, "Server"));
        var going = await AskForBackupAsync(one);
        await Eventually.HoldsAsync(() => system.Faults.Struck == 1, Limit);

        var served = await AskForBackupAsync(other);
        Assert.Equal(going.RunId, served.ServedBy);
        await using var byHand = await RunningProcess.RunAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "stbackup.dll"), "backup"], system.Environment);
        Assert.Equal(4, byHand.ExitCode);
        Assert.Contains($"The backup {going.RunId} holds the lock", byHand.Error, StringComparison.Ordinal);
        Assert.Contains($"process {one.Id})", byHand.Error, StringComparison.Ordinal);
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
