using System.Net;
using StreamingTracker.Backup.Server.Api.Documents;

namespace StreamingTracker.Backup.Server.Tests.Api;

/// <summary>What the archive holds, and asking for another backup.</summary>
public sealed class BackupRoutesTests : ServerTest
{
    [Fact]
    public async Task A_requested_backup_is_made_listed_and_shown()
    {
        var server = await StartAsync();

        var ticket = await server.AskAsync("/api/backups", new BackupOrder { Note = "before the upgrade" });
        var run = await server.EndOfAsync(ticket.RunId);

        Assert.Equal((RunState.Completed, 61, 192, true), (run.State, run.Outcome!.Nodes, run.Outcome.Relationships, run.Outcome.Exact));
        Assert.Contains(run.Outcome.Phases, phase => phase is { Name: "export.nodes", Entities: 61 });
        var listed = Assert.Single(await server.GetAsync<List<BackupDocument>>("/api/backups"));
        Assert.Equal((run.Outcome.Backup, 61, "before the upgrade"), (listed.Name, listed.Nodes, listed.Note));
        var shown = await server.GetAsync<BackupDetails>($"/api/backups/{listed.Name}");
        Assert.Equal((ticket.RunId, 3), (shown.Manifest!.RunId, shown.Manifest.Schema.Constraints.Count));
    }

    [Fact]
    public async Task A_request_without_a_wish_of_its_own_is_served_by_the_run_that_is_going()
    {
        var server = await StartAsync();
        Sandbox.StallNextBackup();
        var first = await server.AskAsync("/api/backups");

        var second = await server.AskAsync("/api/backups");
        var distinct = await server.AskAsync("/api/backups", new BackupOrder { Note = "of its own" });

        Assert.Equal(first.RunId, second.ServedBy);
        Assert.NotEqual(second.RunId, second.ServedBy);
        Assert.Equal(distinct.RunId, distinct.ServedBy);
        Sandbox.Faults.Clear();
        await server.EndOfAsync(distinct.RunId);
        Assert.Equal(2, (await server.GetAsync<List<BackupDocument>>("/api/backups")).Count);
    }

    [Fact]
    public async Task The_same_key_is_the_same_run_while_it_goes_when_it_has_ended_and_after_a_restart()
    {
        var server = await StartAsync();
        Sandbox.StallNextBackup();
        var first = await server.AskAsync("/api/backups", key: "nightly-1");
        var going = await server.AskAsync("/api/backups", key: "nightly-1");
        Sandbox.Faults.Clear();
        await server.EndOfAsync(first.RunId);
        var ended = await server.AskAsync("/api/backups", key: "nightly-1");
        await StopAsync(server);

        var restarted = await StartAsync();
        var later = await restarted.AskAsync("/api/backups", key: "nightly-1");
        var other = await restarted.AskAsync("/api/backups", key: "nightly-2");

        Assert.All([going, ended, later], ticket => Assert.Equal((first.RunId, first.RunId), (ticket.RunId, ticket.ServedBy)));
        Assert.NotEqual(first.RunId, other.RunId);
        await restarted.EndOfAsync(other.RunId);
        Assert.Equal(2, (await restarted.GetAsync<List<BackupDocument>>("/api/backups")).Count);
    }

    [Theory]
    [InlineData("nightly")]
    [InlineData("1")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData(".stbackup")]
    public async Task What_names_no_backup_is_not_found(string name)
    {
        var server = await StartAsync();
        await server.BackUpAsync();

        foreach (var request in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Post })
        {
            var path = $"/api/backups/{name}{(request == HttpMethod.Get ? "" : request == HttpMethod.Post ? "/verify" : "/pin")}";
            using var message = new HttpRequestMessage(request, path);
            var problem = await RunningServer.ProblemAsync(server.Http.SendAsync(message, TestContext.Current.CancellationToken));
            Assert.Equal((404, "not-found"), (problem.Status, problem.Code));
        }
    }

    [Fact]
    public async Task A_pin_is_set_and_taken_away()
    {
        var server = await StartAsync();
        var name = await server.BackUpAsync();

        using var pinned = await server.Http.PutAsync($"/api/backups/{name}/pin", null, TestContext.Current.CancellationToken);
        var withPin = await server.GetAsync<BackupDetails>($"/api/backups/{name}");
        using var unpinned = await server.Http.DeleteAsync($"/api/backups/{name}/pin", TestContext.Current.CancellationToken);
        var withoutPin = await server.GetAsync<BackupDetails>($"/api/backups/{name}");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (pinned.StatusCode, unpinned.StatusCode));
        Assert.Equal((true, false), (withPin.Backup.Pinned, withoutPin.Backup.Pinned));
    }

    [Fact]
    public async Task A_sound_backup_verifies_and_a_damaged_one_fails_with_its_reason()
    {
        var server = await StartAsync();
        var name = await server.BackUpAsync();

        var sound = await server.EndOfAsync((await server.AskAsync($"/api/backups/{name}/verify")).RunId);
        var restored = await server.EndOfAsync((await server.AskAsync($"/api/backups/{name}/verify?restore=true")).RunId);
        await File.AppendAllTextAsync(Path.Combine(Archive["backups"], name + ".json"), "{", TestContext.Current.CancellationToken);
        var damaged = await server.EndOfAsync((await server.AskAsync($"/api/backups/{name}/verify")).RunId);
        var all = await server.EndOfAsync((await server.AskAsync("/api/verifications")).RunId);

        Assert.Equal((RunState.Completed, RunState.Failed, RunState.Failed), (sound.State, damaged.State, all.State));
        Assert.Equal(RunState.Completed, restored.State);
        Assert.Contains("drill.prove.nodes", restored.Outcome!.Phases.Select(phase => phase.Name));
        Assert.Equal("corrupt", damaged.Outcome!.Failure!.Code);
    }
}
