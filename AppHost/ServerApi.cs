using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace StreamingTracker.Backup.AppHost;

/// <summary>Asks the server over its HTTP API.</summary>
internal sealed class ServerApi(Uri address) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Asks for a backup, and waits until there is one.</summary>
    /// <returns>What the run's outcome says.</returns>
    /// <exception cref="ServerRefusalException">There is none.</exception>
    public Task<JsonObject> BackUpAsync(CancellationToken cancellationToken) => RunAsync("/api/backups", null, cancellationToken);

    /// <summary>Asks for the newest backup to be verified, and waits until it has been.</summary>
    /// <inheritdoc cref="BackUpAsync"/>
    public async Task<JsonObject> VerifyNewestAsync(CancellationToken cancellationToken) =>
        await RunAsync($"/api/backups/{await NewestAsync(cancellationToken)}/verify", null, cancellationToken);

    /// <summary>Asks for the newest backup to be restored, and waits until it has been.</summary>
    /// <param name="database">The name of the database that will be overwritten.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <inheritdoc cref="BackUpAsync"/>
    public async Task<JsonObject> RestoreNewestAsync(string database, CancellationToken cancellationToken)
    {
        var order = new JsonObject { ["backup"] = await NewestAsync(cancellationToken), ["confirmDatabase"] = database };
        return await RunAsync("/api/restores", order, cancellationToken);
    }

    /// <summary>How the server is, in a word, and what is wrong where something is.</summary>
    public async Task<string> HealthAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync("/health", cancellationToken);
        var health = await ReadAsync(answer, cancellationToken);
        var wrong = health["checks"]!.AsArray().Where(check => check!["remedy"] is not null).Select(check => (string?)check!["message"]);
        return string.Join(" ", wrong.Prepend((string?)health["status"]));
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> RunAsync(string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var answer = await _http.PostAsync(path, content, cancellationToken);
        var ticket = await ReadAsync(answer, cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new ServerRefusalException((string)ticket["detail"]!, (string)ticket["remedy"]!);
        while (true)
        {
            // A run that no worker has recorded yet is not known, either.
            using var asked = await _http.GetAsync((string)ticket["run"]!, cancellationToken);
            var outcome = asked.IsSuccessStatusCode ? (await ReadAsync(asked, cancellationToken))["outcome"] : null;
            if (outcome?["failure"] is { } failure) throw new ServerRefusalException((string)failure["message"]!, (string)failure["remedy"]!);
            if (outcome is not null) return outcome.AsObject();
            await Task.Delay(Interval, cancellationToken);
        }
    }

    private async Task<string> NewestAsync(CancellationToken cancellationToken)
    {
        var backups = await _http.GetFromJsonAsync<JsonArray>("/api/backups", cancellationToken);
        return backups!.Where(backup => backup!["fault"] is null).Select(backup => (string?)backup!["name"]).FirstOrDefault()
            ?? throw new ServerRefusalException("There is no backup yet.", "Make one first.");
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
}

/// <summary>The server did not do what it was asked for.</summary>
internal sealed class ServerRefusalException(string message, string remedy) : Exception(message)
{
    /// <summary>What the reader of the message can do about it, as a sentence.</summary>
    public string Remedy { get; } = remedy;
}
