using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Runner.Events;

/// <summary>
/// Sends a run's progress: every beginning and end of a phase, and between them about two a second, in their order, by one writer
/// of its own. The run only leaves it here, which takes no time; when the bus is slow, newer progress within a phase takes the place
/// of older, and when it is very slow, the oldest phases are forgotten.
/// </summary>
internal sealed class ProgressStream : IProgress<RunProgress>, IAsyncDisposable
{
    private const int Most = 64;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastLimit = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly LinkedList<RunProgressed> _waiting = [];
    private readonly SemaphoreSlim _changed = new(0);
    private readonly string _runId, _kind;
    private readonly TimeProvider _time;
    private readonly Func<RunProgressed, Task<bool>> _send;
    private readonly Task _writer;
    private string? _phase;
    private long _sequence, _lastWithin;
    private bool _ended;

    /// <summary>Begins a stream.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="send">Sends one, or gives up after a short time and says false; throws nothing.</param>
    public ProgressStream(string runId, RunKind kind, TimeProvider time, Func<RunProgressed, Task<bool>> send)
    {
        (_runId, _kind, _time, _send) = (runId, RunTelemetry.Word(kind), time, send);
        _writer = WriteAsync();
    }

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            var isWithin = !value.Ended && _phase == value.Phase;
            if (isWithin && _lastWithin != 0 && _time.GetElapsedTime(_lastWithin) < Interval) return;
            if (isWithin) _lastWithin = _time.GetTimestamp();
            if (isWithin && _waiting.Last is { Value: { Ended: false, Entities: > 0 } last } && last.Phase == value.Phase) _waiting.RemoveLast();
            if (_waiting.Count == Most) _waiting.RemoveFirst();
            _waiting.AddLast(Event(value));
            _phase = value.Ended ? null : value.Phase;
        }

        _changed.Release();
    }

    /// <summary>Ends the stream: what still waits is sent, unless the bus takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock) _ended = true;
        _changed.Release();
        try
        {
            await _writer.WaitAsync(LastLimit, _time);
        }
        catch (TimeoutException)
        {
            lock (_lock) _waiting.Clear();
            await _writer;
        }

        _changed.Dispose();
    }

    private RunProgressed Event(RunProgress value) => new()
    {
        RunId = _runId,
        Kind = _kind,
        At = _time.GetUtcNow(),
        Sequence = ++_sequence,
        Phase = value.Phase,
        Ended = value.Ended,
        Entities = value.Entities,
        Expected = value.Expected,
        ElapsedSeconds = value.Elapsed.TotalSeconds,
    };

    private async Task WriteAsync()
    {
        await Task.Yield();
        while (true)
        {
            await _changed.WaitAsync();
            while (Take() is { } next) await _send(next);
            lock (_lock)
            {
                if (_ended && _waiting.Count == 0) return;
            }
        }
    }

    private RunProgressed? Take()
    {
        lock (_lock)
        {
            if (_waiting.First is not { } first) return null;
            _waiting.RemoveFirst();
            return first.Value;
        }
    }
}
