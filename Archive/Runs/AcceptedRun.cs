namespace StreamingTracker.Backup.Archive.Runs;

/// <summary>A run that was accepted and has no outcome yet.</summary>
public sealed record AcceptedRun
{
    /// <summary>The run: 32 lower-case hexadecimal digits.</summary>
    public required string RunId { get; init; }

    /// <summary>What it is.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>What asked for it: <c>manual</c> or <c>scheduled</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>Who asked; null for unknown.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>The span in which it was accepted (W3C trace context, "traceparent"); null when nothing was traced.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Ascending among the accepted runs of its kind, whatever the clocks say. Given when it is accepted.</summary>
    public int Position { get; init; }

    /// <summary>How often it was begun, and broke off without an outcome if it is begun again.</summary>
    public int Attempts { get; init; }

    /// <summary>What was asked for: the request, as JSON that only whoever executes it understands.</summary>
    public required string Request { get; init; }
}

/// <summary>What became of a request to accept a run.</summary>
/// <param name="Accepted">Whether the run is recorded now, or was before.</param>
/// <param name="Ahead">Runs of the same kind that were accepted before it, oldest first.</param>
public sealed record Admission(bool Accepted, IReadOnlyList<AcceptedRun> Ahead);
