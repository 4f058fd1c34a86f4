using System.Diagnostics;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>
/// The phases of one run, one after the other: timed, told to whoever watches, and traced (a span for the run, a child for each
/// phase). Disposed before <see cref="Complete"/>, it marks the run and its last phase as failed.
/// </summary>
internal sealed class RunPhases : IDisposable
{
    private static readonly ActivitySource Source = new("StreamingTracker.Backup");

    private readonly TimeProvider _time;
    private readonly IProgress<RunProgress>? _progress;
    private readonly List<RunPhase> _ended = [];
    private readonly Activity? _run;
    private Activity? _span;
    private string? _phase;
    private long _startedAt, _entities, _expected;

    public RunPhases(string run, TimeProvider time, IProgress<RunProgress>? progress)
    {
        _time = time;
        _progress = progress;
        _run = Source.StartActivity(run);
    }

    /// <summary>The run's id: 32 lower-case hexadecimal digits.</summary>
    public string RunId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The phases that have ended.</summary>
    public IReadOnlyList<RunPhase> Ended => _ended;

    /// <summary>The run's trace; null when nobody listens.</summary>
    public string? TraceId => _run?.TraceId.ToHexString();

    /// <summary>Ends the phase before and begins this one.</summary>
    public void Enter(string phase, long expected = 0)
    {
        Leave();
        (_phase, _expected, _entities, _startedAt) = (phase, expected, 0, _time.GetTimestamp());
        _span = _run is null ? null : Source.StartActivity(phase, ActivityKind.Internal, _run.Context);
        Tell(ended: false);
    }

    /// <summary>Says how many entities the current phase has dealt with.</summary>
    public void Advance(long entities)
    {
        _entities = entities;
        Tell(ended: false);
    }

    /// <summary>Ends the current phase, if there is one: what follows is not this run's own.</summary>
    public void Leave()
    {
        if (_phase is null) return;
        Tell(ended: true);
        _ended.Add(new(_phase, _time.GetElapsedTime(_startedAt), _entities));
        if (_entities > 0) _span?.SetTag("entities", _entities);
        _span?.Dispose();
        _phase = null;
    }

    /// <summary>Ends the last phase and the run.</summary>
    public void Complete()
    {
        Leave();
        _run?.Stop();
    }

    /// <summary>
    /// What an export or import reports, as phases <c>prefix.nodes</c>, <c>prefix.relationships</c> and so on. Made anew for every
    /// export or import, since each counts from nothing.
    /// </summary>
    public IProgress<GraphProgress> Graph(string prefix, long expectedNodes, long expectedRelationships) =>
        new GraphPhases(this, prefix, expectedNodes, expectedRelationships);

    public void Dispose()
    {
        if (_phase is not null)
        {
            _span?.SetStatus(ActivityStatusCode.Error);
            _run?.SetStatus(ActivityStatusCode.Error);
        }

        _span?.Dispose();
        _run?.Dispose();
    }

    private void Tell(bool ended) => _progress?.Report(new(_phase!, ended, _entities, _expected, _time.GetElapsedTime(_startedAt)));

    private sealed class GraphPhases(RunPhases phases, string prefix, long expectedNodes, long expectedRelationships)
        : IProgress<GraphProgress>
    {
        private string? _current;

        public void Report(GraphProgress value)
        {
            var (count, expected) = value.Phase switch
            {
                "nodes" => (value.Nodes, expectedNodes),
                "relationships" => (value.Relationships, expectedRelationships),
                _ => (0, 0),
            };
            if (_current != value.Phase) phases.Enter($"{prefix}.{value.Phase}", expected);
            _current = value.Phase;
            if (count > 0) phases.Advance(count);
        }
    }
}
