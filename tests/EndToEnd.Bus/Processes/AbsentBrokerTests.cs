using System.Net;
using System.Text.Json;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.ServiceKit;
using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Processes;

/// <summary>A server whose broker comes later than itself, and goes away.</summary>
[Collection(RabbitMqBroker.OneAtATime)]
public sealed class AbsentBrokerTests : DistributedTest
{
    private const string VirtualHost = "own";

    [Fact]
    public async Task A_server_refuses_requests_while_its_broker_is_away_and_takes_them_by_itself_when_it_is_there()
    {
        var broker = Keep(await RabbitMqBroker.StartAsync());
        await broker.AddVirtualHostAsync(VirtualHost);
        var system = await PrepareAsync(broker, VirtualHost);
        await broker.KillAsync();
        var server = await StartAsync(system, "Server");

        await RefusesAsync(server);

        await broker.StartAgainAsync();
        await Eventually.HoldsAsync(async () => await BusAsync(server) == "healthy", Limit);
        var (status, ticket) = await AskAsync(server);
        Assert.Equal(HttpStatusCode.Accepted, status);
        var runId = ticket.GetProperty("runId").GetString()!;
        await Eventually.HoldsAsync(() => system.History.Find(runId)?.Outcome == RunOutcome.Completed, Limit);

        await broker.KillAsync();
        await Eventually.HoldsAsync(async () => await BusAsync(server) == "unhealthy", Limit);
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

    private static async Task<string?> BusAsync(ServiceProcess server)
    {
        using var answer = await server.Http.GetAsync("/health", Cancellation);
        var checks = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).GetProperty("checks");
        return checks.EnumerateArray().Single(check => check.GetProperty("name").GetString() == "bus").GetProperty("status").GetString();
    }
}
