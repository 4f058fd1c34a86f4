using System.Diagnostics;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>
/// One run while it goes: its phases one after the other, timed, told to whoever watches, and traced (a span for the run, a child
/// for each phase), and what it has found out about itself. Made by <see cref="RunRecorder"/>; an operation fills it.
/// </summary>
public sealed class Run : IDisposable
{
    private readonly TimeProvider _time;
    private readonly IProgress<RunProgress>? _progress;
    private readonly List<RunRecordPhase> _phases = [];
    private readonly long _started;
    private readonly Activity? _span;
    private readonly Run? _outer;
    private readonly string _prefix;
    private Activity? _phaseSpan;
    private string? _phase;
    private (BoltAddress Address, string? Database)? _server;
    private long _phaseStarted, _entities, _expected;

    internal Run(RunOrder order, string name, TimeProvider time, IProgress<RunProgress>? progress)
        : this(order, outer: null, prefix: "", time, progress, Parent(order) is { } parent
            ? RunTelemetry.Spans.StartActivity(name, ActivityKind.Internal, parent)
            : RunTelemetry.Spans.StartActivity(name))
    {
    }

    private Run(RunOrder order, Run? outer, string prefix, TimeProvider time, IProgress<RunProgress>? progress, Activity? span)
    {
        (Order, _outer, _prefix, _time, _progress, _span) = (order, outer, prefix, time, progress, span);
        _started = time.GetTimestamp();
        StartedAt = time.GetUtcNow();
        Attempts = order.AttemptsBefore + 1;
        _span?.SetTag(RunTelemetry.RunId, order.RunId)
            .SetTag(RunTelemetry.RunKind, RunTelemetry.Word(order.Kind)).SetTag(RunTelemetry.RunTrigger, order.Trigger);
    }

    /// <summary>Which run it is.</summary>
    public RunOrder Order { get; }

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>How long it has been going.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>Its phases that have ended, those of runs within it among them.</summary>
    public IReadOnlyList<RunRecordPhase> Phases => _phases;

    /// <summary>Its trace; null when nobody listens.</summary>
    public string? TraceId => _span?.TraceId.ToHexString();

    /// <summary>What it has found out about itself, for the history.</summary>
    internal RunFacts Facts { get; set; } = new();

    /// <summary>Why it did not end well, when it says so itself instead of throwing; null for well.</summary>
    public Failure? Failure { get; internal set; }

    /// <summary>How often it was tried, with this time.</summary>
    internal int Attempts { get; private set; }

    /// <summary>Ends the phase before and begins this one.</summary>
    internal void Enter(string phase, long expected = 0)
    {
        Leave();
        (_phase, _expected, _entities, _phaseStarted) = (_prefix + phase, expected, 0, _time.GetTimestamp());
        _phaseSpan = _span is null ? null : RunTelemetry.Spans.StartActivity(_phase, ActivityKind.Internal, _span.Context);
        Tell(ended: false);
    }

    /// <summary>Says which server the run talks to: in the current phase, and in those of an export or import to come.</summary>
    internal void TalkTo(BoltAddress address, string? database)
    {
        _server = (address, database);
        TagServer(_span);
        TagServer(_phaseSpan);
    }

    /// <summary>Says how many entities the current phase has dealt with.</summary>
    internal void Advance(long entities)
    {
        _entities = entities;
        Tell(ended: false);
    }

    /// <summary>Ends the current phase, if there is one: what follows is not this run's own.</summary>
    internal void Leave()
    {
        if (_phase is null) return;
        Tell(ended: true);
        var ended = new RunRecordPhase(_phase, _time.GetElapsedTime(_started, _phaseStarted), _time.GetElapsedTime(_phaseStarted), _entities);
        _phases.Add(ended);
        _outer?._phases.Add(ended with { StartedAfter = _time.GetElapsedTime(_outer._started, _phaseStarted) });
        if (_entities > 0) _phaseSpan?.SetTag(RunTelemetry.Entities, _entities).SetTag(RunTelemetry.Rate, Math.Round(_entities / ended.Duration.TotalSeconds));
        _phaseSpan?.Dispose();
        _phaseSpan = null;
        _phase = null;
    }

    /// <summary>Says that the current phase failed, though the run goes on.</summary>
    internal void FailPhase(Failure failure) => _phaseSpan?.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag(RunTelemetry.FailureCode, failure.Kind);

    /// <summary>Says that a passing fault ended an attempt, and that another follows after a pause, which is a phase.</summary>
    internal void Retry(Exception fault, TimeSpan pause)
    {
        _phaseSpan?.SetStatus(ActivityStatusCode.Error, fault.Message);
        var failure = FailureMap.Explain(fault);
        _span?.AddEvent(new(RunTelemetry.RetryEvent, tags: new()
        {
            [RunTelemetry.FailureCode] = failure.Kind,
            ["exception.type"] = fault.GetType().FullName,
            ["exception.message"] = failure.Message,
            ["stbackup.retry.pause"] = pause.TotalSeconds,
        }));
        Attempts++;
        Enter("retry.wait");
    }

    /// <summary>A run within this one, with an id of its own: its phases are this run's, too, as <c>prefix.phase</c>.</summary>
    internal Run Within(RunKind kind, string prefix) =>
        new(new RunOrder { Kind = kind, Trigger = Order.Trigger }, this, _prefix + prefix + ".", _time, _progress, StartWithin(prefix));

    /// <summary>
    /// What an export or import reports, as phases <c>prefix.nodes</c>, <c>prefix.relationships</c> and so on. Made anew for every
    /// export or import, since each counts from nothing.
    /// </summary>
    internal IProgress<GraphProgress> Graph(string prefix, long expectedNodes, long expectedRelationships) =>
        new GraphPhases(this, prefix, expectedNodes, expectedRelationships);

    /// <summary>Ends the last phase and the run, well or, with a failure, badly.</summary>
    internal RunRecord End(Failure? failure)
    {
        failure ??= Failure;
        if (failure is not null) _phaseSpan?.SetStatus(ActivityStatusCode.Error, failure.Message);
        Leave();
        var record = Facts.Record(this, failure);
        _span?.SetTag(RunTelemetry.RunOutcome, RunTelemetry.Word(record.Outcome)).SetTag(RunTelemetry.Backup, record.Backup);
        if (record.Removed is { Count: > 0 } removed) _span?.SetTag(RunTelemetry.Removed, removed.Count);
        if (record.Bytes > 0) _span?.SetTag(RunTelemetry.Bytes, record.Bytes);
        if (record.Nodes + record.Relationships is > 0 and var entities) _span?.SetTag(RunTelemetry.Entities, entities);
        if (failure is not null) _span?.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag(RunTelemetry.FailureCode, failure.Kind);
        _span?.Stop();
        return record;
    }

    /// <summary>Ends the spans of a run that was not ended, as failed.</summary>
    public void Dispose()
    {
        if (_phase is not null) _phaseSpan?.SetStatus(ActivityStatusCode.Error);
        Leave();
        if (_span is { IsStopped: false }) _span.SetStatus(ActivityStatusCode.Error);
        _span?.Dispose();
    }

    private static ActivityContext? Parent(RunOrder order) =>
        ActivityContext.TryParse(order.TraceParent, null, isRemote: true, out var parent) ? parent : null;

    private Activity? StartWithin(string name) =>
        _span is null ? null : RunTelemetry.Spans.StartActivity(name, ActivityKind.Internal, _span.Context);

    private void TagServer(Activity? span)
    {
        if (_server is not var (address, database)) return;
        span?.SetTag(RunTelemetry.DatabaseSystem, "neo4j").SetTag(RunTelemetry.DatabaseNamespace, database)
            .SetTag(RunTelemetry.ServerAddress, address.Host).SetTag(RunTelemetry.ServerPort, address.Port);
    }

    private void Tell(bool ended) =>
        _progress?.Report(new(_phase!, ended, _entities, _expected, _time.GetElapsedTime(_phaseStarted)));

    private sealed class GraphPhases(Run run, string prefix, long expectedNodes, long expectedRelationships) : IProgress<GraphProgress>
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
            if (_current != value.Phase)
            {
                run.Enter($"{prefix}.{value.Phase}", expected);
                run.TagServer(run._phaseSpan);
                _current = value.Phase;
            }

            if (count > 0) run.Advance(count);
        }
    }
}
