using System.Net.ServerSentEvents;
using StreamingTracker.Backup.Server.Api.Documents;

namespace StreamingTracker.Backup.Server.Tests.Api;

/// <summary>What is going on, and its progress as it happens.</summary>
public sealed class RunRoutesTests : ServerTest
{
    [Fact]
    public async Task Progress_comes_in_its_order_and_the_outcome_last()
    {
        var server = await StartAsync();
        Sandbox.StallNextBackup();
        var ticket = await server.AskAsync("/api/backups");

        var events = await ReadAsync(server, ticket.Events, atFirst: Sandbox.Faults.Clear);

        Assert.Equal(("state", "completed"), (events[0].EventType, events[^1].EventType));
        Assert.Equal("archive.publish", events[^2].Data.Progress!.Phase);
        var sequence = events.Select(item => item.Data.Progress?.Sequence).OfType<long>().ToList();
        Assert.Equal(sequence.Order().Distinct(), sequence);
        Assert.Equal(61, events[^1].Data.Outcome!.Nodes);
    }

    [Fact]
    public async Task Who_comes_late_gets_the_state_first_and_who_comes_too_late_the_outcome()
    {
        var server = await StartAsync();
        Sandbox.StallNextBackup();
        var ticket = await server.AskAsync("/api/backups");
        await TestKit.Eventually.HoldsAsync(
            async () => (await server.GetAsync<RunDocument>(ticket.Run)).Progress is { Phase: "export.relationships" }, RunningServer.Limit);

        var late = await ReadAsync(server, ticket.Events, atFirst: Sandbox.Faults.Clear);
        var first = late[0];
        var tooLate = await ReadAsync(server, ticket.Events);

        Assert.Equal(("state", RunState.Running, "export.relationships"), (first.EventType, first.Data.State, first.Data.Progress!.Phase));
        Assert.Equal("completed", Assert.Single(tooLate).EventType);
    }

    [Fact]
    public async Task Whenever_somebody_comes_progress_never_goes_back()
    {
        var server = await StartAsync();
        Sandbox.StallNextBackup();
        var ticket = await server.AskAsync("/api/backups");
        var sequence = 1_000;

        foreach (var path in Enumerable.Repeat(new[] { ticket.Events, "/api/runs/events" }, 15).SelectMany(paths => paths))
        {
            // Told as it comes, so that some of it is heard between the beginning to listen and the reading of the state.
            var coming = server.Http.GetStreamAsync(path, TestContext.Current.CancellationToken);
            while (!coming.IsCompleted)
            {
                RunEvents.Tell(server, ticket.RunId, ++sequence, 1);
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            RunEvents.Tell(server, ticket.RunId, ++sequence, 1);
            await using var stream = await coming;
            var last = 0L;
            await foreach (var item in RunEvents.Parse(stream).EnumerateAsync(TestContext.Current.CancellationToken))
            {
                var told = item.Data.Progress?.Sequence ?? 0;
                Assert.True(item.EventType == "progress" ? told > last : told >= last, $"{item.EventType} {told} comes after {last}.");
                last = told;
                if (last == sequence) break;
            }
        }
    }

    [Fact]
    public async Task All_runs_can_be_followed_together()
    {
        var server = await StartAsync();
        using var watching = new CancellationTokenSource(RunningServer.Limit);
        await using var stream = await server.Http.GetStreamAsync("/api/runs/events", watching.Token);

        var backup = await server.AskAsync("/api/backups");
        var outcomes = new List<SseItem<RunDocument>>();
        await foreach (var item in RunEvents.Parse(stream).EnumerateAsync(watching.Token))
        {
            if (!item.Data.HasEnded) continue;
            outcomes.Add(item);
            if (outcomes.Count == 1) await server.AskAsync("/api/verifications");
            else break;
        }

        Assert.Equal(["completed", "completed"], outcomes.Select(outcome => outcome.EventType));
        Assert.Equal(backup.RunId, outcomes[0].Data.RunId);
    }

    [Fact]
    public async Task Runs_are_listed_with_those_that_go_first_and_outlive_the_server()
    {
        var server = await StartAsync();
        await server.BackUpAsync();
        await StopAsync(server);
        var restarted = await StartAsync();
        Sandbox.StallNextBackup();
        var going = await restarted.AskAsync("/api/backups");

        var runs = await restarted.GetAsync<List<RunDocument>>("/api/runs");
        var last = await restarted.GetAsync<List<RunDocument>>("/api/runs?last=1");

        Assert.Equal([going.RunId], last.Select(run => run.RunId));
        Assert.Equal([false, true], runs.Select(run => run.HasEnded));
        Assert.Equal(RunState.Completed, runs[1].State);
    }

    [Theory]
    [InlineData("/api/runs/0123456789abcdef0123456789abcdef", 404)]
    [InlineData("/api/runs/0123456789abcdef0123456789abcdef/events", 404)]
    [InlineData("/api/runs/nonsense", 404)]
    [InlineData("/api/runs?last=0", 400)]
    [InlineData("/api/runs?last=many", 400)]
    [InlineData("/api/schedule?next=0", 400)]
    public async Task What_is_no_run_or_number_gets_a_problem(string path, int status)
    {
        var server = await StartAsync();

        var problem = await RunningServer.ProblemAsync(server.Http.GetAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal(status, problem.Status);
    }

    [Fact]
    public async Task The_schedule_says_its_lines_and_next_times()
    {
        var server = await StartAsync(("Schedule:Cron", "30 3 * * *"), ("Schedule:TimeZone", "Europe/Paris"));

        var schedule = await server.GetAsync<ScheduleDocument>("/api/schedule?next=2");

        Assert.Equal(("30 3 * * *", "Europe/Paris", 2), (Assert.Single(schedule.Cron), schedule.TimeZone, schedule.Next.Count));
        Assert.All(schedule.Next, next => Assert.Equal(new TimeSpan(3, 30, 0), next.TimeOfDay));
    }

    private static async Task<List<SseItem<RunDocument>>> ReadAsync(RunningServer server, string path, Action? atFirst = null)
    {
        await using var stream = await server.Http.GetStreamAsync(path, TestContext.Current.CancellationToken);
        var items = new List<SseItem<RunDocument>>();
        await foreach (var item in RunEvents.Parse(stream).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            items.Add(item);
            if (items.Count == 1) atFirst?.Invoke();
        }

        return items;
    }
}
