using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using StreamingTracker.Backup.Server.Api.Documents;

namespace StreamingTracker.Backup.Server.Tests.Api;

/// <summary>Requests that are none: each is told what is wrong, and none sees the inside of the server.</summary>
public sealed class WrongRequestTests : ServerTest
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("/api/backups", "text/plain", "hello", 415, "application/json")]
    [InlineData("/api/backups", "application/x-www-form-urlencoded", "note=x", 415, "application/json")]
    [InlineData("/api/restores", "application/xml", "<backup/>", 415, "application/json")]
    [InlineData("/api/backups", Json, "hello", 400, "$")]
    [InlineData("/api/backups", Json, "[]", 400, "$")]
    [InlineData("/api/backups", Json, "{\"note\":1}", 400, "$.note")]
    [InlineData("/api/backups", Json, "{\"noote\":\"x\"}", 400, "$.noote")]
    [InlineData("/api/backups", Json, "{\"note\":\"a\",\"note\":\"b\"}", 400, "$.note")]
    [InlineData("/api/backups", Json, "{\"note\":\"x\"", 400, "$")]
    [InlineData("/api/restores", Json, "null", 400, "\"backup\"")]
    [InlineData("/api/restores", Json, "", 400, "\"backup\"")]
    [InlineData("/api/restores", Json, "{\"backup\":\"x\",\"confirmDatabase\":true}", 400, "$.confirmDatabase")]
    public async Task A_body_that_is_none_is_named(string path, string type, string body, int status, string named)
    {
        var server = await StartAsync();
        using var content = new StringContent(body, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

        var problem = await RunningServer.ProblemAsync(server.Http.PostAsync(path, content, TestContext.Current.CancellationToken));

        Assert.Equal((status, "usage"), (problem.Status, problem.Code));
        Assert.Contains(named, problem.Detail + problem.Remedy, StringComparison.Ordinal);
        Assert.Empty(await server.GetAsync<List<RunDocument>>("/api/runs"));
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_not_read_and_a_note_that_is_too_long_not_taken()
    {
        var server = await StartAsync();

        var body = await RunningServer.ProblemAsync(server.PostAsync("/api/backups", new BackupOrder { Note = new('x', 20_000) }));
        var note = await RunningServer.ProblemAsync(server.PostAsync("/api/backups", new BackupOrder { Note = new('x', 1_001) }));

        Assert.Equal((413, 400), (body.Status, note.Status));
        Assert.Contains("1000", note.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE", "/api/backups", "GET, POST")]
    [InlineData("OPTIONS", "/api/backups", "GET, POST")]
    [InlineData("HEAD", "/api/restores", "POST")]
    [InlineData("HEAD", "/api/runs/events", "GET")]
    [InlineData("TRACE", "/health", "GET")]
    [InlineData("BREW", "/api/runs", "GET")]
    public async Task A_method_that_an_address_does_not_take_is_told_with_those_it_takes(string method, string path, string allowed)
    {
        var server = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, string.Join(", ", answer.Content.Headers.Allow.Order(StringComparer.Ordinal)));
        if (method != "HEAD") Assert.Contains("header Allow", (await RunningServer.ReadAsync<Server.Problems.FailureProblem>(answer)).Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/alive")]
    [InlineData("/health")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/backups")]
    [InlineData("/api/runs")]
    [InlineData("/api/nothing")]
    public async Task Asked_for_the_head_alone_it_answers_as_it_would_otherwise_without_the_body(string path)
    {
        var server = await StartAsync();
        using var head = new HttpRequestMessage(HttpMethod.Head, path);

        using var whole = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
        using var answer = await server.Http.SendAsync(head, TestContext.Current.CancellationToken);

        Assert.Equal((whole.StatusCode, whole.Content.Headers.ContentType), (answer.StatusCode, answer.Content.Headers.ContentType));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/api/runs?last=many", "last=many")]
    [InlineData("/api/schedule?next=1.5", "next=1.5")]
    [InlineData("/api/runs?last=99999999999999999999", "last=9999")]
    public async Task A_query_that_is_none_is_repeated(string path, string named)
    {
        var server = await StartAsync();

        var problem = await RunningServer.ProblemAsync(server.Http.GetAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal((400, "usage"), (problem.Status, problem.Code));
        Assert.Contains(named, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/backups HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: {long}\r\n\r\n", 431)]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414)]
    [InlineData("GET /api/backups HTTP/1.1\r\n\r\n", 400)]
    [InlineData("nonsense\r\n\r\n", 400)]
    public async Task What_is_hardly_HTTP_gets_a_status_and_nothing_else(string request, int status)
    {
        var server = await StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var bytes = Encoding.ASCII.GetBytes(request.Replace("{long}", new('x', 20_000), StringComparison.Ordinal));
        await client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);

        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(RunningServer.Limit, TestContext.Current.CancellationToken);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        await server.BackUpAsync();
    }
}
