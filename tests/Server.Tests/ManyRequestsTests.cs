using StreamingTracker.Backup.Server.Api.Documents;

namespace StreamingTracker.Backup.Server.Tests;

/// <summary>Two hundred clients at once.</summary>
public sealed class ManyRequestsTests : ServerTest
{
    private const int Clients = 200;
    private const long MemoryOfFew = 16 * 1024 * 1024;

    [Fact]
    public async Task Requests_at_once_are_served_by_the_run_that_is_going_and_at_most_one_more()
    {
        var server = await StartAsync();
        await server.BackUpAsync();
        Sandbox.StallNextBackup();
        var going = await server.AskAsync("/api/backups");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var plain = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => server.AskAsync("/api/backups")));
        var distinct = await Task.WhenAll(
            Enumerable.Range(0, Clients).Select(i => server.AskAsync("/api/backups", new BackupOrder { Note = $"client {i}" })));
        var after = GC.GetTotalMemory(forceFullCollection: true);
        var open = (await server.GetAsync<List<RunDocument>>("/api/runs")).Where(run => !run.HasEnded).ToList();

        Assert.All(plain, ticket => Assert.Equal(going.RunId, ticket.ServedBy));
        var next = Assert.Single(distinct.Select(ticket => ticket.ServedBy).Distinct());
        Assert.Equal([next, going.RunId], open.Select(run => run.RunId));
        Assert.Equal([RunState.Waiting, RunState.Running], open.Select(run => run.State));
        Assert.InRange(after - before, long.MinValue, MemoryOfFew);

        Sandbox.Faults.Clear();
        await server.EndOfAsync(next);
        Assert.Equal(3, (await server.GetAsync<List<BackupDocument>>("/api/backups")).Count);
        Assert.Equal(3, (await server.GetAsync<List<RunDocument>>("/api/runs")).Count);
    }
}
