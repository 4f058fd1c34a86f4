using System.Net;
using System.Text.Json;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.ServiceKit;
using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Processes;

/// <summary>A server and a worker whose broker comes later than themselves, and goes away.</summary>
[Collection(RabbitMqBroker.OneAtATime)]
public sealed class AbsentBrokerTests : DistributedTest
{
    private const string VirtualHost = "own";

    [Fact]
    public async Task A_server_refuses_requests_while_its_broker_is_away_and_takes_them_by_itself_when_it_is_there_and_a_worker_says_how_it_is()
    {
        var broker = Keep(await RabbitMqBroker.StartAsync());
        await broker.AddVirtualHostAsync(VirtualHost);
        var system = await PrepareAsync(broker, VirtualHost);
        await broker.KillAsync();
        var server = await StartAsync(system, "Server");
        var worker = await StartAsync(system, "BackupWorker");

        await RefusesAsync(server);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(worker));

        await broker.StartAgainAsync();
        await Eventually.HoldsAsync(async () => await BusAsync(server) == "healthy", Limit);
        await Eventually.HoldsAsync(async () => await HealthAsync(worker) == HttpStatusCode.OK, Limit);
        var (status, ticket) = await AskAsync(server);
        Assert.Equal(HttpStatusCode.Accepted, status);
        var runId = ticket.GetProperty("runId").GetString()!;
        await Eventually.HoldsAsync(() => system.History.Find(runId)?.Outcome == RunOutcome.Completed, Limit);

        await broker.KillAsync();
        await Eventually.HoldsAsync(async () => await BusAsync(server) == "unhealthy", Limit);
        await Eventually.HoldsAsync(async () => await HealthAsync(worker) == HttpStatusCode.ServiceUnavailable, Limit);
        await RefusesAsync(server);

        // What was refused was never done.
        Assert.Equal(runId, Assert.Single(system.History.Read()).RunId);
        Assert.Single(system.Backups);
    }

    private static async Task RefusesAsync(ServiceProcess server)
    {
        var (status, problem) = await AskAsync(server);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "bus-unavailable"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal("unhealthy", await BusAsync(server));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(ServiceProcess server)
    {
        using var answer = await server.Http.PostAsync("/api/backups", null, Cancellation);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)));
    }

    private static async Task<HttpStatusCode> HealthAsync(ServiceProcess worker)
    {
        using var answer = await worker.Http.GetAsync("/health", Cancellation);
        return answer.StatusCode;
    }

    private static async Task<string?> BusAsync(ServiceProcess server)
    {
        using var answer = await server.Http.GetAsync("/health", Cancellation);
        var checks = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).GetProperty("checks");
        return checks.EnumerateArray().Single(check => check.GetProperty("name").GetString() == "bus").GetProperty("status").GetString();
    }
}
