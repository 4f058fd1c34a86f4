using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Problems;
using StreamingTracker.Backup.ServiceDefaults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Server.Tests;

/// <summary>The whole server in this process, on a free port, put together as its program does it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly WebApplication _application;

    private RunningServer(WebApplication application)
    {
        _application = application;
        Http = new() { BaseAddress = new Uri(application.Urls.Single()), Timeout = Limit };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _application.Services;

    /// <summary>Starts it.</summary>
    /// <param name="neo4j">Where Neo4j is or will be.</param>
    /// <param name="archive">The archive's folder.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<RunningServer> StartAsync(string neo4j, string archive, params (string Key, string Value)[] settings)
    {
        string[] arguments =
        [
            "--Server:Urls=http://127.0.0.1:0",
            $"--Neo4j:Uri={neo4j}",
            $"--Backup:Directory={archive}",
            "--Logging:LogLevel:StreamingTracker.Backup=Error",
            .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var application = ServiceProgram.BuildWeb(arguments, ServerHost.Name, ServerHost.Add, ServerHost.Map);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new(application);
    }

    public static Task<RunningServer> StartAsync(TestSandbox sandbox, TemporaryFolder archive, params (string Key, string Value)[] settings) =>
        StartAsync(sandbox.Address.ToString(), archive["backups"], settings);

    public async Task<T> GetAsync<T>(string path)
    {
        using var answer = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        return await ReadAsync<T>(answer);
    }

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Asks for a run that is taken.</summary>
    public async Task<RunTicket> AskAsync(string path, object? body = null, string? key = null)
    {
        using var answer = await PostAsync(path, body, key);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var ticket = await ReadAsync<RunTicket>(answer);
        Assert.True(ticket.Accepted, ticket.Message);
        Assert.Equal(ticket.Run, answer.Headers.Location?.OriginalString);
        return ticket;
    }

    /// <summary>Waits until a run has ended.</summary>
    public async Task<RunDocument> EndOfAsync(string runId)
    {
        RunDocument? run = null;
        await Eventually.HoldsAsync(
            async () => (run = await GetAsync<RunDocument>($"/api/runs/{runId}")).State is not (RunState.Waiting or RunState.Running), Limit);
        return run!;
    }

    /// <summary>Makes a backup.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> BackUpAsync()
    {
        var run = await EndOfAsync((await AskAsync("/api/backups")).RunId);
        Assert.Equal(RunState.Completed, run.State);
        return run.Outcome!.Backup!;
    }

    /// <summary>The problem that a request is answered with.</summary>
    public static async Task<FailureProblem> ProblemAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        Assert.Equal(FailureProblem.ContentType, answer.Content.Headers.ContentType?.MediaType);
        var problem = await ReadAsync<FailureProblem>(answer);
        Assert.Equal((int)answer.StatusCode, problem.Status);
        Assert.NotEmpty(problem.Remedy);
        return problem;
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<T>(ApiJson.Options, TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }
}
