using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Tests.Requests;

/// <summary>Servers whose bus reaches nobody who would do what they are asked for.</summary>
public sealed class NoWorkerTests : ServerTest
{
    [Fact]
    public async Task What_no_worker_could_take_is_refused_with_the_setting_that_changes_it()
    {
        var maker = await StartAsync();
        var backup = await maker.BackUpAsync();
        await StopAsync(maker);
        var server = await StartAsync(("Server:Roles", "None"));

        foreach (var (path, body) in new (string, object?)[]
        {
            ("/api/backups", null),
            ("/api/verifications", null),
            ($"/api/backups/{backup}/verify", null),
            ("/api/restores", new RestoreOrder { Backup = backup, ConfirmDatabase = "neo4j" }),
        })
        {
            var problem = await RunningServer.ProblemAsync(server.PostAsync(path, body));
            Assert.Equal((503, "no-worker"), (problem.Status, problem.Code));
            Assert.Contains("Server:Roles", problem.Remedy, StringComparison.Ordinal);
        }

        Assert.Single(await server.GetAsync<List<RunDocument>>("/api/runs"));
        Assert.Single(await server.GetAsync<List<BackupDocument>>("/api/backups"));
    }

    [Fact]
    public async Task A_server_with_one_workers_role_does_what_that_one_does()
    {
        var server = await StartAsync(("Server:Roles", "BackupWorker"));

        var backup = await server.BackUpAsync();
        var problem = await RunningServer.ProblemAsync(
            server.PostAsync("/api/restores", new RestoreOrder { Backup = backup, ConfirmDatabase = "neo4j" }));

        Assert.Equal("no-worker", problem.Code);
    }

    [Fact]
    public async Task A_request_that_was_done_before_is_answered_even_so()
    {
        var maker = await StartAsync();
        var ticket = await maker.AskAsync("/api/backups", key: "nightly");
        await maker.EndOfAsync(ticket.RunId);
        await StopAsync(maker);

        var server = await StartAsync(("Server:Roles", "None"));

        Assert.Equal(ticket.RunId, (await server.AskAsync("/api/backups", key: "nightly")).ServedBy);
    }

    [Theory]
    [InlineData("Scheduler")]
    [InlineData("Scheduler,RestoreWorker")]
    public void A_scheduler_that_would_ask_nobody_is_a_fault_of_the_configuration(string roles)
    {
        var invalid = Assert.Throws<InvalidConfigurationException>(() => ServiceProgram.BuildWeb(
            [$"--Neo4j:Uri={Sandbox.Address}", $"--Backup:Directory={Archive["backups"]}", $"--Server:Roles={roles}"],
            ServerHost.Name,
            ServerHost.Add,
            ServerHost.Map));

        var fault = Assert.Single(invalid.Faults);
        Assert.Equal("Messaging:Transport", fault.Key);
        Assert.Contains("BackupRequested or VerifyRequested", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Server:Roles", fault.Message, StringComparison.Ordinal);
    }
}
