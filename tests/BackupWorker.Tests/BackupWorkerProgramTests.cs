using System.Net;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.ServiceKit;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.BackupWorker.Tests;

public sealed class BackupWorkerProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_starts_says_how_it_is_and_ends_in_order_when_it_is_told_to()
    {
        await using var sandbox = await SandboxServer.StartAsync(new(), TestContext.Current.CancellationToken);
        await using var worker = await ServiceProcess.StartAsync("BackupWorker", new Dictionary<string, string?>
        {
            ["Neo4j__Uri"] = $"bolt://127.0.0.1:{sandbox.Address.Port}",
            ["Backup__Directory"] = _folder["backups"],
        });

        await Eventually.HoldsAsync(() => worker.Output.Contains("Ready for requests (backup, verify)", StringComparison.Ordinal), ServiceProcess.StartLimit);
        Assert.Contains("\"bus\":\"Healthy\"", await worker.Http.GetStringAsync("health", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, await worker.TerminateAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task With_a_broker_that_is_away_it_lives_and_says_so()
    {
        await using var worker = await ServiceProcess.StartAsync("BackupWorker", new Dictionary<string, string?>
        {
            ["Neo4j__Uri"] = "bolt://127.0.0.1:1",
            ["Backup__Directory"] = _folder["backups"],
            ["Messaging__Transport"] = "RabbitMq",
            ["ConnectionStrings__messaging"] = "amqp://me:hunter2@127.0.0.1:1",
        });

        using var health = await worker.Http.GetAsync("health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(0, await worker.TerminateAsync(TimeSpan.FromSeconds(30)));
        Assert.DoesNotContain("hunter2", worker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_settings_that_cannot_be_used_it_does_not_start_and_says_all_that_is_wrong()
    {
        var run = await RunningProcess.RunAsync(
            "dotnet",
            [ServiceProgram.Assembly("BackupWorker"), "--Backup:Name=../up", "--Runner:Poll=often"],
            new Dictionary<string, string?> { ["ConnectionStrings__neo4j"] = null },
            _folder.Path);
        await using var ended = run;

        Assert.Equal(2, run.ExitCode);
        Assert.All(["Backup:Name:", "Runner:Poll:", "ConnectionStrings:neo4j:", "Remedy:"], part => Assert.Contains(part, run.Error, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
