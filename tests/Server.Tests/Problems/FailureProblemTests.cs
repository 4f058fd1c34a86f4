using System.Net.Http.Headers;
using System.Text;

namespace StreamingTracker.Backup.Server.Tests.Problems;

/// <summary>Wrong input, and what is said of it.</summary>
public sealed class FailureProblemTests : ServerTest
{
    [Theory]
    [InlineData("{\"nota\":\"x\"}", "application/json", 400, "$.nota")]
    [InlineData("{\"note\":1}", "application/json", 400, "$.note")]
    [InlineData("{\"note\":\"x\",\"note\":\"s3cr3t\"}", "application/json", 400, "body")]
    [InlineData("{\"note\":", "application/json", 400, "body")]
    [InlineData("note=x", "application/x-www-form-urlencoded", 415, "Content-Type")]
    public async Task A_body_that_does_not_fit_gets_a_problem_that_repeats_nothing_of_it(string body, string type, int status, string message)
    {
        var server = await StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));

        var problem = await RunningServer.ProblemAsync(server.Http.PostAsync("/api/backups", content, TestContext.Current.CancellationToken));

        Assert.Equal(status, problem.Status);
        Assert.Contains(message, problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_notes_and_headers_have_limits()
    {
        var server = await StartAsync();
        using var large = new StringContent(new string('x', 20_000), Encoding.UTF8, "application/json");
        using var withHeader = new HttpRequestMessage(HttpMethod.Get, "/api/runs") { Headers = { { "X-Large", new string('x', 20_000) } } };

        var body = await RunningServer.ProblemAsync(server.Http.PostAsync("/api/backups", large, TestContext.Current.CancellationToken));
        var note = await RunningServer.ProblemAsync(server.PostAsync("/api/backups", new { note = new string('x', 1001) }));
        using var header = await server.Http.SendAsync(withHeader, TestContext.Current.CancellationToken);

        Assert.Equal((413, 400, 431), (body.Status, note.Status, (int)header.StatusCode));
    }

    [Theory]
    [InlineData("GET", "/api/nothing", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("DELETE", "/api/backups", 405)]
    public async Task An_address_that_is_no_route_is_answered_with_a_problem(string method, string path, int status)
    {
        var server = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var problem = await RunningServer.ProblemAsync(server.Http.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(status, problem.Status);
    }
}
