using System.Diagnostics;
using System.Diagnostics.Metrics;
using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Operations.Telemetry;

/// <summary>Counts what runs did, once each, when they have ended.</summary>
internal static class RunMetrics
{
    // OpenTelemetry's own are made for milliseconds, and would put every run of an hour and of a day together.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800],
    };

    private static readonly Histogram<double> Duration =
        RunTelemetry.Meter.CreateHistogram(RunTelemetry.RunDurationMetric, "s", "How long runs took.", tags: null, Seconds);

    private static readonly Counter<long> Failures =
        RunTelemetry.Meter.CreateCounter<long>(RunTelemetry.RunFailuresMetric, "{run}", "Runs that did not end well.");

    private static readonly Counter<long> Entities =
        RunTelemetry.Meter.CreateCounter<long>(RunTelemetry.EntitiesMetric, "{entity}", "Nodes and relationships moved.");

    private static readonly Counter<long> Bytes =
        RunTelemetry.Meter.CreateCounter<long>(RunTelemetry.BytesMetric, "By", "Bytes of backup written or read.");

    private static readonly Counter<long> Removed =
        RunTelemetry.Meter.CreateCounter<long>(RunTelemetry.RemovedMetric, "{backup}", "Backups removed, since no rule kept them.");

    private static readonly Counter<long> RetentionFailures = RunTelemetry.Meter.CreateCounter<long>(
        RunTelemetry.RetentionFailuresMetric, "{failure}", "Times that backups were to be removed after a backup and could not be.");

    public static void Count(RunRecord run)
    {
        var kind = new KeyValuePair<string, object?>(RunTelemetry.RunKind, RunTelemetry.Word(run.Kind));
        Duration.Record(run.Duration.TotalSeconds, new TagList { kind, { RunTelemetry.RunOutcome, RunTelemetry.Word(run.Outcome) } });
        if (run.Failure is { } failure) Failures.Add(1, new TagList { kind, { RunTelemetry.FailureCode, failure.Code } });
        if (run.Nodes + run.Relationships is > 0 and var entities) Entities.Add(entities, kind);
        if (run.Bytes > 0) Bytes.Add(run.Bytes, kind);
        if (run.Removed is { Count: > 0 } removed) Removed.Add(removed.Count);
        if (run.RetentionFailure is { } notRemoved) RetentionFailures.Add(1, new TagList { { RunTelemetry.FailureCode, notRemoved.Code } });
    }
}
