using StreamingTracker.Backup.Server.Api.Documents;

namespace StreamingTracker.Backup.Server.Tests.Api;

/// <summary>Asking for a restore.</summary>
public sealed class RestoreRoutesTests : ServerTest
{
    [Fact]
    public async Task A_confirmed_restore_is_done_and_proven_after_a_safety_backup()
    {
        var server = await StartAsync();
        var backup = await server.BackUpAsync();

        var ticket = await server.AskAsync("/api/restores", new RestoreOrder { Backup = backup, ConfirmDatabase = "neo4j" });
        var run = await server.EndOfAsync(ticket.RunId);

        Assert.Equal((RunState.Completed, 61, "neo4j"), (run.State, run.Outcome!.Nodes, run.Outcome.Database));
        Assert.Equal("safety", (await server.GetAsync<BackupDetails>($"/api/backups/{run.Outcome.SafetyBackup}")).Backup.Reason);
    }

    [Fact]
    public async Task A_confirmation_of_another_database_ends_as_refused_and_nothing_is_touched()
    {
        var server = await StartAsync();
        var backup = await server.BackUpAsync();

        var ticket = await server.AskAsync("/api/restores", new RestoreOrder { Backup = backup, ConfirmDatabase = "other" });
        var run = await server.EndOfAsync(ticket.RunId);

        Assert.Equal((RunState.Refused, "refused"), (run.State, run.Outcome!.Failure!.Code));
        Assert.Single(await server.GetAsync<List<BackupDocument>>("/api/backups"));
    }

    [Fact]
    public async Task Where_the_database_is_configured_a_wrong_confirmation_is_a_conflict_at_once()
    {
        var server = await StartAsync(("Neo4j:Database", "neo4j"));
        var backup = await server.BackUpAsync();

        var problem = await RunningServer.ProblemAsync(server.PostAsync("/api/restores", new RestoreOrder { Backup = backup, ConfirmDatabase = "other" }));

        Assert.Equal((409, "refused"), (problem.Status, problem.Code));
        Assert.Single(await server.GetAsync<List<RunDocument>>("/api/runs"));
    }

    [Fact]
    public async Task Without_a_confirmation_or_a_backup_it_is_no_request()
    {
        var server = await StartAsync();
        var backup = await server.BackUpAsync();

        var unconfirmed = await RunningServer.ProblemAsync(server.PostAsync("/api/restores", new RestoreOrder { Backup = backup }));
        var ofNothing = await RunningServer.ProblemAsync(server.PostAsync("/api/restores", new RestoreOrder { ConfirmDatabase = "neo4j" }));
        var ofUnknown = await RunningServer.ProblemAsync(
            server.PostAsync("/api/restores", new RestoreOrder { Backup = "nightly", ConfirmDatabase = "neo4j" }));
        var ofNumber = await RunningServer.ProblemAsync(server.PostAsync("/api/restores", new RestoreOrder { Backup = "1", ConfirmDatabase = "neo4j" }));

        Assert.Equal((400, 400, 404, 404), (unconfirmed.Status, ofNothing.Status, ofUnknown.Status, ofNumber.Status));
        Assert.Contains("confirmDatabase", unconfirmed.Detail, StringComparison.Ordinal);
    }
}
