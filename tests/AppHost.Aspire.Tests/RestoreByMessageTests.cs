using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.AppHost.Aspire.Tests;

/// <summary>The whole system in containers and processes.</summary>
public sealed class RestoreByMessageTests
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_backup_and_its_restore_travel_over_the_broker()
    {
        RealParts.Program("docker");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--messaging", "rabbitmq"], TestContext.Current.CancellationToken);
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await application.StartAsync(TestContext.Current.CancellationToken);
        await application.ResourceNotifications.WaitForResourceAsync("server", KnownResourceStates.Running, TestContext.Current.CancellationToken)
            .WaitAsync(StartLimit, TestContext.Current.CancellationToken);
        using var http = application.CreateHttpClient("server");

        var backup = await RunAsync(http, "/api/backups", new());
        var restore = await RunAsync(
            http, "/api/restores", new() { ["backup"] = (string)backup["outcome"]!["backup"]!, ["confirmDatabase"] = "neo4j" });

        Assert.Equal(("completed", "completed"), ((string)backup["state"]!, (string)restore["state"]!));
        Assert.NotEqual((string)backup["runId"]!, (string)restore["runId"]!);
    }

    private static async Task<JsonObject> RunAsync(HttpClient http, string path, JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var ticket = (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        JsonObject? run = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                using var asked = await http.GetAsync((string)ticket["run"]!, TestContext.Current.CancellationToken);
                run = asked.IsSuccessStatusCode ? await asked.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken) : null;
                return run?["outcome"] is not null;
            },
            RunLimit);
        return run!;
    }
}
