using System.Diagnostics;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Health;

namespace StreamingTracker.Backup.Server.Tests.Requests;

/// <summary>A server whose broker is not there; EndToEnd.Bus lets one come back.</summary>
public sealed class BusDownTests : ServerTest
{
    // Five seconds for the bus, and as many for a machine that is busy with other tests.
    private static readonly TimeSpan AFewSeconds = TimeSpan.FromSeconds(30);

    private static readonly (string Key, string Value)[] NoBroker =
        [("Messaging:Transport", "RabbitMq"), ("Messaging:RabbitMq:Uri", "amqp://nobody@127.0.0.1:1")];

    [Fact]
    public async Task A_request_is_answered_within_seconds_with_the_cause_and_the_remedy()
    {
        var server = await StartAsync(NoBroker);
        var asked = Stopwatch.GetTimestamp();

        var problem = await RunningServer.ProblemAsync(server.PostAsync("/api/backups", key: "nightly"));

        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, AFewSeconds);
        Assert.Equal((503, "bus-unavailable"), (problem.Status, problem.Code));
        Assert.Contains("/health", problem.Remedy, StringComparison.Ordinal);
        Assert.Equal(32, problem.RunId!.Length);
        Assert.Empty(await server.GetAsync<List<RunDocument>>("/api/runs"));
    }

    [Fact]
    public async Task It_says_so_on_health_and_still_tells_what_it_knows()
    {
        var server = await StartAsync(NoBroker);

        using var answer = await server.Http.GetAsync("/health", TestContext.Current.CancellationToken);
        var bus = (await RunningServer.ReadAsync<HealthDocument>(answer)).Checks.Single(check => check.Name == "bus");

        Assert.Equal((503, "unhealthy"), ((int)answer.StatusCode, bus.Status));
        Assert.Contains("Messaging:RabbitMq", bus.Remedy, StringComparison.Ordinal);
        Assert.Equal("alive", await server.Http.GetStringAsync("/alive", TestContext.Current.CancellationToken));
        Assert.Empty(await server.GetAsync<List<BackupDocument>>("/api/backups"));
    }
}
