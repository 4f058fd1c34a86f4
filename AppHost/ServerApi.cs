using System.Net.Http.Json;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.Server.Health;
using StreamingTracker.Backup.Server.Problems;

namespace StreamingTracker.Backup.AppHost;

/// <summary>Asks the server over its HTTP API.</summary>
internal sealed class ServerApi(Uri address) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Asks for a backup, and waits until there is one.</summary>
    /// <returns>What became of the run.</returns>
    /// <exception cref="FirstBackupException">There is none.</exception>
    public async Task<RunOutcomeDocument> BackUpAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync("/api/backups", null, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            var problem = await ReadAsync<FailureProblem>(answer, cancellationToken);
            throw new FirstBackupException(problem.Detail, problem.Remedy);
        }

        var ticket = await ReadAsync<RunTicket>(answer, cancellationToken);
        while (true)
        {
            using var asked = await _http.GetAsync(ticket.Run, cancellationToken);
            var run = asked.IsSuccessStatusCode ? await ReadAsync<RunDocument>(asked, cancellationToken) : null;
            if (run?.Outcome is { Failure: { } failure }) throw new FirstBackupException(failure.Message, failure.Remedy);
            if (run?.Outcome is { } outcome) return outcome;
            await Task.Delay(Interval, cancellationToken);
        }
    }

    /// <summary>How the server is, in a word, and what is to be done about it.</summary>
    public async Task<string> HealthAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync("/health", cancellationToken);
        var health = await ReadAsync<HealthDocument>(answer, cancellationToken);
        return string.Join(" ", health.Checks.Where(check => check.Remedy is not null).Select(check => check.Message).Prepend(health.Status));
    }

    public void Dispose() => _http.Dispose();

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        (await answer.Content.ReadFromJsonAsync<T>(ApiJson.Options, cancellationToken))!;
}

/// <summary>The first backup was not made.</summary>
internal sealed class FirstBackupException(string message, string remedy) : Exception(message)
{
    /// <summary>What the reader of the message can do about it, as a sentence.</summary>
    public string Remedy { get; } = remedy;
}
