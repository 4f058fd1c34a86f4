using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Operations.Runs;

/// <summary>Which run is to be done, and on whose behalf.</summary>
public sealed record RunOrder
{
    /// <summary>What it is.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>The run's id: 32 lower-case hexadecimal digits. A new one by default.</summary>
    public string RunId { get; init; } = NewRunId();

    /// <summary>What asks for it: <c>manual</c> (the default) or <c>scheduled</c>.</summary>
    public string Trigger { get; init; } = "manual";

    /// <summary>The span that the run's trace goes on from (W3C trace context, "traceparent"); null for the current one.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Attempts at this run that broke off without an outcome before this one. Default: 0.</summary>
    public int AttemptsBefore { get; init; }

    /// <summary>
    /// Whether to wait while another run holds the database's lock; else the run is refused. Default: false.
    /// </summary>
    public bool WaitsForLock { get; init; }

    /// <summary>
    /// Whether it is always an error that the run cannot be recorded, since somebody records it later: else the archive's own fault
    /// is said alone, and a verification, which changes nothing, needs no record. Default: false.
    /// </summary>
    public bool MustBeRecorded { get; init; }

    /// <summary>
    /// Asked under the database's lock: whether the run is still to be done. False when another process has done it meanwhile; the
    /// run then ends with <see cref="RunSupersededException"/> and is not recorded. By default it always is.
    /// </summary>
    public Func<CancellationToken, Task<bool>> IsStillDue { get; init; } = _ => Task.FromResult(true);

    /// <summary>Makes an id for a run.</summary>
    public static string NewRunId() => Guid.NewGuid().ToString("N");
}
