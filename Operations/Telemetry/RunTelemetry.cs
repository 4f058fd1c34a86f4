using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace StreamingTracker.Backup.Operations.Telemetry;

/// <summary>
/// The names of everything that is traced and measured, in one place. docs/operations.md explains each of them to whoever reads
/// traces and metrics, so these names are an interface.
/// </summary>
public static class RunTelemetry
{
    /// <summary>The name of the source of spans and of the meter: what a collector subscribes to.</summary>
    public const string Name = "StreamingTracker.Backup";

    /// <summary>Tag: the run's id.</summary>
    public const string RunId = "stbackup.run.id";

    /// <summary>Tag: what the run is, such as <c>backup</c>.</summary>
    public const string RunKind = "stbackup.run.kind";

    /// <summary>Tag: how the run ended, such as <c>completed</c>.</summary>
    public const string RunOutcome = "stbackup.run.outcome";

    /// <summary>Tag: what asked for the run, such as <c>scheduled</c>.</summary>
    public const string RunTrigger = "stbackup.run.trigger";

    /// <summary>Tag of the scheduler's span: the time that was due, as ISO 8601 with the zone's offset.</summary>
    public const string ScheduledFor = "stbackup.schedule.at";

    /// <summary>Tag: why a run did not end well, such as <c>unreachable</c>; on spans also <c>error.type</c>.</summary>
    public const string FailureCode = "error.type";

    /// <summary>Tag: the backup's name.</summary>
    public const string Backup = "stbackup.backup";

    /// <summary>Tag: nodes and relationships that a phase dealt with.</summary>
    public const string Entities = "stbackup.entities";

    /// <summary>Tag: nodes and relationships a second.</summary>
    public const string Rate = "stbackup.entities_per_second";

    /// <summary>Tag: bytes of backup that the run wrote or read.</summary>
    public const string Bytes = "stbackup.bytes";

    /// <summary>Tag: how many backups the run has removed, since no rule kept them.</summary>
    public const string Removed = "stbackup.removed";

    /// <summary>Tag of a phase that talks to Neo4j (OpenTelemetry's conventions for databases): always <c>neo4j</c>.</summary>
    public const string DatabaseSystem = "db.system.name";

    /// <summary>Tag: the database (OpenTelemetry's conventions for databases).</summary>
    public const string DatabaseNamespace = "db.namespace";

    /// <summary>Tag: the server's host (OpenTelemetry's conventions).</summary>
    public const string ServerAddress = "server.address";

    /// <summary>Tag: the server's port (OpenTelemetry's conventions).</summary>
    public const string ServerPort = "server.port";

    /// <summary>Event on a run's span: a passing fault, after which it is tried again.</summary>
    public const string RetryEvent = "retry";

    /// <summary>Span of the scheduler, from which the scheduled run's trace begins.</summary>
    public const string ScheduleSpan = "schedule";

    /// <summary>Histogram, in seconds: how long runs took, by kind and outcome.</summary>
    public const string RunDurationMetric = "stbackup.run.duration";

    /// <summary>Counter: runs that did not end well, by kind and reason.</summary>
    public const string RunFailuresMetric = "stbackup.run.failures";

    /// <summary>Counter: nodes and relationships that backups and restores have moved, by kind.</summary>
    public const string EntitiesMetric = "stbackup.run.entities";

    /// <summary>Counter, in bytes: what backups have written and restores have read, by kind.</summary>
    public const string BytesMetric = "stbackup.run.bytes";

    /// <summary>Counter: backups that were removed, since no rule kept them.</summary>
    public const string RemovedMetric = "stbackup.retention.removed";

    /// <summary>Counter: times that backups were to be removed after a backup and could not be, by reason.</summary>
    public const string RetentionFailuresMetric = "stbackup.retention.failures";

    /// <summary>Gauge, in seconds since 1970 (UTC): when the newest good backup was made.</summary>
    public const string LastSuccessMetric = "stbackup.backup.last_success";

    /// <summary>Gauge, in seconds: how old the newest good backup is.</summary>
    public const string AgeMetric = "stbackup.backup.age";

    /// <summary>Gauge: how many runs are accepted and have no outcome yet.</summary>
    public const string AcceptedMetric = "stbackup.run.accepted";

    /// <summary>Span of a worker that tells a run's outcome on the bus.</summary>
    public const string AnnounceSpan = "announce";

    /// <summary>Starts the spans.</summary>
    public static ActivitySource Spans { get; } = new(Name);

    /// <summary>Owns the instruments.</summary>
    public static Meter Meter { get; } = new(Name);

    /// <summary>The word for a kind or an outcome, the same in traces, metrics, messages and the history.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
