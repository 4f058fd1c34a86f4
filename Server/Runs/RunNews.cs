using System.Threading.Channels;
using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.Server.Runs;

/// <summary>
/// What this server hears of runs over the bus, passed on to whoever listens at the moment. Nothing is kept but the last progress of
/// runs that are going: the archive's folder has everything else.
/// </summary>
internal sealed class RunNews
{
    // A run of each kind is going at most, and one waits; more can only be left over from events that never came.
    private const int MostRunsRemembered = 16;

    private readonly Lock _lock = new();
    private readonly List<RunListener> _listeners = [];
    private readonly Dictionary<string, RunProgressed> _progress = [];

    /// <summary>Begins to listen.</summary>
    /// <param name="runId">The only run to hear of; null for all.</param>
    public RunListener Listen(string? runId = null)
    {
        var listener = new RunListener(runId, Forget);
        lock (_lock) _listeners.Add(listener);
        return listener;
    }

    /// <summary>The last that was heard of a run that is going; null for nothing.</summary>
    public RunProgressed? Progress(string runId)
    {
        lock (_lock) return _progress.GetValueOrDefault(runId);
    }

    /// <summary>Passes an event on. Never waits for anybody: who does not keep up is cut off.</summary>
    public void Tell(RunEvent news)
    {
        lock (_lock)
        {
            Remember(news);
            foreach (var listener in _listeners) listener.Hear(news);
        }
    }

    private void Remember(RunEvent news)
    {
        if (news is RunProgressed progress)
        {
            if (_progress.Count >= MostRunsRemembered && !_progress.ContainsKey(news.RunId))
                _progress.Remove(_progress.Values.MinBy(known => known.At)!.RunId);
            _progress[news.RunId] = progress;
        }
        else if (news is not RunAccepted)
        {
            _progress.Remove(news.RunId);
        }
    }

    private void Forget(RunListener listener)
    {
        lock (_lock) _listeners.Remove(listener);
    }
}

/// <summary>Somebody who listens. Disposing it ends that.</summary>
internal sealed class RunListener(string? runId, Action<RunListener> forget) : IDisposable
{
    /// <summary>How much may wait for a listener that is slow; more, and it is cut off.</summary>
    public const int MostWaiting = 256;

    private readonly Channel<RunEvent> _waiting =
        Channel.CreateBounded<RunEvent>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    private readonly CancellationTokenSource _cutOff = new();

    /// <summary>Cancelled when the listener was too slow and hears nothing more.</summary>
    public CancellationToken CutOff => _cutOff.Token;

    /// <summary>The next event; null when there was none within the limit.</summary>
    /// <exception cref="ChannelClosedException">The listener was cut off.</exception>
    public async Task<RunEvent?> NextAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        if (_waiting.Reader.TryRead(out var ready)) return ready;
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await _waiting.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Hear(RunEvent news)
    {
        if (runId is not null && news.RunId != runId) return;
        if (_waiting.Writer.TryWrite(news) || _cutOff.IsCancellationRequested) return;
        _waiting.Writer.TryComplete();
        _ = _cutOff.CancelAsync();
    }

    public void Dispose()
    {
        forget(this);
        _waiting.Writer.TryComplete();
    }
}
