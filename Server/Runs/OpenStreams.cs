namespace StreamingTracker.Backup.Server.Runs;

/// <summary>How many clients follow runs at the moment: a limited number, and none when the server stops.</summary>
internal sealed class OpenStreams(IHostApplicationLifetime lifetime)
{
    /// <summary>How many there may be.</summary>
    public const int Most = 100;

    private int _open;

    /// <summary>Counts a client in until its request ends.</summary>
    /// <returns>What ends its stream: that it leaves, or that the server stops. Null when there are too many.</returns>
    public CancellationToken? TryEnter(HttpContext http)
    {
        if (Interlocked.Increment(ref _open) > Most)
        {
            Interlocked.Decrement(ref _open);
            return null;
        }

        var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.OnCompleted(() =>
        {
            Interlocked.Decrement(ref _open);
            end.Dispose();
            return Task.CompletedTask;
        });
        return end.Token;
    }
}
