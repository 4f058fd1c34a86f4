using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Server.Tests;

/// <summary>Two hundred clients at once.</summary>
[Collection<WeighedHeap>]
public sealed class ManyRequestsTests : ServerTest
{
    private const int Clients = 200;
    private const long MemoryOfFew = 16 * 1024 * 1024;

    [Fact]
    public async Task Requests_at_once_are_served_by_the_run_that_is_going_and_at_most_one_more_and_a_scheduled_one_is_refused()
    {
        var server = await StartAsync();
        await server.BackUpAsync();
        Sandbox.StallNextBackup();
        var going = await server.AskAsync("/api/backups");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var scheduled = new BackupRequested { RunId = RunOrder.NewRunId(), RequestedAt = DateTimeOffset.UnixEpoch, Trigger = "scheduled" };
        var asked = Enumerable.Range(0, Clients).Select(_ => server.AskAsync("/api/backups")).ToList();
        await server.Services.GetRequiredService<IBus>().Publish(scheduled, TestContext.Current.CancellationToken);
        var plain = await Task.WhenAll(asked);
        var distinct = await Task.WhenAll(
            Enumerable.Range(0, Clients).Select(i => server.AskAsync("/api/backups", new BackupOrder { Note = $"client {i}" })));
        var after = GC.GetTotalMemory(forceFullCollection: true);
        var open = (await server.GetAsync<List<RunDocument>>("/api/runs")).Where(run => !run.HasEnded).ToList();

        Assert.All(plain, ticket => Assert.Equal(going.RunId, ticket.ServedBy));
        var next = Assert.Single(distinct.Select(ticket => ticket.ServedBy).Distinct());
        Assert.Equal([next, going.RunId], open.Select(run => run.RunId));
        Assert.Equal([RunState.Waiting, RunState.Running], open.Select(run => run.State));
        Assert.InRange(after - before, long.MinValue, MemoryOfFew);
        RunDocument? refused = null;
        await Eventually.HoldsAsync(
            async () => (refused = (await server.GetAsync<List<RunDocument>>("/api/runs")).SingleOrDefault(run => run.RunId == scheduled.RunId)) is not null,
            RunningServer.Limit);
        Assert.Equal((RunState.Refused, "scheduled", "busy"), (refused!.State, refused.Trigger, refused.Outcome!.Failure!.Code));

        Sandbox.Faults.Clear();
        await server.EndOfAsync(next);
        Assert.Equal(3, (await server.GetAsync<List<BackupDocument>>("/api/backups")).Count);
        Assert.Equal(4, (await server.GetAsync<List<RunDocument>>("/api/runs")).Count);
    }
}
