using System.Net;
using System.Net.Sockets;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Sandbox.Faults;
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stopped_while_clients_follow_and_ask_it_ends_their_streams_and_answers_in_time(bool byCtrlC)
    {
        await using var process = await ServiceProcess.StartAsync("Server", Environment);
        await using var stream = await process.Http.GetStreamAsync("/api/runs/events", TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var reading = reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Sandbox.Faults.Arm(SandboxTrigger.Message, 1, SandboxFault.Stall);
        var asking = process.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => Sandbox.Faults.Struck == 1, RunningServer.Limit);

        Assert.Equal(0, byCtrlC ? await process.InterruptAsync(LongestStop) : await process.TerminateAsync(LongestStop));

        Assert.Empty(await reading);
        using var answer = await asking;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Stopped_while_a_request_waits_for_the_bus_it_answers_and_waits_no_longer()
    {
        await using var process = await ServiceProcess.StartAsync("Server", new Dictionary<string, string?>(Environment)
        {
            ["Messaging__Transport"] = "RabbitMq",
            ["Messaging__RabbitMq__Uri"] = "amqp://nobody@127.0.0.1:1",
        });
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", process.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using var connection = client.GetStream();
        using var reader = new StreamReader(connection);
        await connection.WriteAsync(
            "POST /api/backups HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken);

        // The server asks for the body when it has begun to serve the request.
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await connection.WriteAsync("{}"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal(0, await process.TerminateAsync(LongestStop));

        Assert.Contains("HTTP/1.1 503 ", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
