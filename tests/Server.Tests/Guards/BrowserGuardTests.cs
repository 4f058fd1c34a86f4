using StreamingTracker.Backup.Server.Api.Documents;

namespace StreamingTracker.Backup.Server.Tests.Guards;

/// <summary>What a web page in somebody's browser can't do.</summary>
public sealed class BrowserGuardTests : ServerTest
{
    [Theory]
    [InlineData("evil.example")]
    [InlineData("192.168.1.7")]
    [InlineData("localhost.evil.example")]
    public async Task A_page_whose_name_was_made_to_lead_here_is_turned_away(string host)
    {
        var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/backups") { Headers = { Host = host } };

        var problem = await RunningServer.ProblemAsync(server.Http.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal((421, "host-refused"), (problem.Status, problem.Code));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:3000")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_site_starts_no_restore_and_no_backup_and_moves_no_pin(string header, string value)
    {
        var server = await StartAsync();
        var backup = await server.BackUpAsync();

        foreach (var (method, path) in new[]
            { (HttpMethod.Post, "/api/restores"), (HttpMethod.Post, "/api/backups"), (HttpMethod.Put, $"/api/backups/{backup}/pin") })
        {
            using var request = new HttpRequestMessage(method, path) { Headers = { { header, value } } };
            var problem = await RunningServer.ProblemAsync(server.Http.SendAsync(request, TestContext.Current.CancellationToken));
            Assert.Equal((403, "cross-site"), (problem.Status, problem.Code));
        }

        Assert.Single(await server.GetAsync<List<RunDocument>>("/api/runs"));
    }

    [Fact]
    public async Task A_page_of_the_server_itself_and_a_page_typed_into_the_address_bar_may()
    {
        var server = await StartAsync();
        using var own = new HttpRequestMessage(HttpMethod.Post, "/api/backups")
        {
            Headers = { { "Origin", server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority) }, { "Sec-Fetch-Site", "same-origin" } },
        };
        using var typed = new HttpRequestMessage(HttpMethod.Get, "/api/runs") { Headers = { { "Sec-Fetch-Site", "none" } } };
        using var named = new HttpRequestMessage(HttpMethod.Get, "/api/runs") { Headers = { Host = "localhost" } };

        foreach (var request in new[] { own, typed, named })
        {
            using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        }
    }
}
