using System.Collections.Concurrent;
using System.Diagnostics;

namespace StreamingTracker.Backup.EndToEnd.Bus.Behaviour;

/// <summary>The spans of this process that have ended.</summary>
internal sealed class SpanLog : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivitySource _own = new("StreamingTracker.Backup.Tests");
    private readonly ActivityListener _listener;

    public SpanLog()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name is "MassTransit" || source.Name.StartsWith("StreamingTracker.Backup", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity Start(string name) => _own.StartActivity(name)!;

    public IReadOnlyList<Activity> Of(string trace) => [.. _ended.Where(span => span.TraceId.ToHexString() == trace)];

    public IReadOnlyList<Activity> All => [.. _ended];

    public void Dispose()
    {
        _listener.Dispose();
        _own.Dispose();
    }
}
