using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.ServiceKit;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Server.Tests;

/// <summary>A server as a process that is stopped.</summary>
public sealed class StopTests : ServerTest
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    private Dictionary<string, string?> Environment => new()
    {
        ["ConnectionStrings__neo4j"] = Sandbox.Address.ToString(),
        ["Backup__Directory"] = Archive["backups"],
    };

    [Fact]
    public async Task Terminated_in_the_middle_of_a_backup_it_ends_in_time_leaves_nothing_behind_and_records_it()
    {
        await using var process = await ServiceProcess.StartAsync("Server", Environment);
        Sandbox.StallNextBackup();
        using var asked = await process.Http.PostAsync("/api/backups", null, TestContext.Current.CancellationToken);
        var ticket = await RunningServer.ReadAsync<RunTicket>(asked);
        await Eventually.HoldsAsync(() => ArchiveFiles.Any(file => file.EndsWith(".partial", StringComparison.Ordinal)), RunningServer.Limit);

        var exitCode = await process.TerminateAsync(LongestStop);

        Assert.Equal(0, exitCode);
        Assert.Empty(ArchiveFiles);
        var options = new BackupArchiveOptions(Archive["backups"]);
        var run = Assert.Single(new RunHistory(options).Read());
        Assert.Equal((ticket.RunId, RunOutcome.Interrupted), (run.RunId, run.Outcome));
        Assert.Empty(new AcceptedRuns(options, null).List());
    }

    [Fact]
    public async Task Terminated_while_clients_follow_it_ends_their_streams()
    {
        await using var process = await ServiceProcess.StartAsync("Server", Environment);
        await using var stream = await process.Http.GetStreamAsync("/api/runs/events", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var reading = reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await process.TerminateAsync(LongestStop));

        Assert.Empty(await reading);
    }
}
