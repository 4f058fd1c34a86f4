namespace StreamingTracker.Backup.Contracts;

/// <summary>What becomes of a request, and of the run it led to.</summary>
public abstract record RunEvent : RunMessage
{
    /// <summary><c>backup</c>, <c>restore</c> or <c>verify</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it was so, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A request was taken: it is recorded durably and will have an outcome.</summary>
public sealed record RunAccepted : RunEvent
{
    /// <summary>The run that serves the request: its own, or one of the same kind that is going already.</summary>
    public required string ServedBy { get; init; }
}

/// <summary>A request was not taken, on purpose, and will not be done.</summary>
public sealed record RunRefused : RunEvent
{
    /// <summary>Why.</summary>
    public required RunFailure Failure { get; init; }
}

/// <summary>How far a run is. Sent when a phase begins and ends, and now and then within it.</summary>
public sealed record RunProgressed : RunEvent
{
    /// <summary>Its place among the run's progress: ascending, from 1 in each attempt at the run.</summary>
    public required long Sequence { get; init; }

    /// <summary>The phase, such as <c>export.nodes</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>Whether the phase is over.</summary>
    public required bool Ended { get; init; }

    /// <summary>Nodes and relationships that this phase has dealt with.</summary>
    public required long Entities { get; init; }

    /// <summary>How many it will be, as far as is known; 0 for unknown.</summary>
    public required long Expected { get; init; }

    /// <summary>Since the phase began, in seconds.</summary>
    public required double ElapsedSeconds { get; init; }
}

/// <summary>A backup was made and published.</summary>
public sealed record BackupCompleted : RunEvent
{
    /// <summary>The backup's name.</summary>
    public required string Backup { get; init; }

    /// <summary>How many nodes it holds.</summary>
    public required long Nodes { get; init; }

    /// <summary>How many relationships it holds.</summary>
    public required long Relationships { get; init; }

    /// <summary>The data file's size.</summary>
    public required long Bytes { get; init; }

    /// <summary>Whether it is one state of the database; else it is fuzzy.</summary>
    public required bool Exact { get; init; }
}

/// <summary>A backup was not made.</summary>
public sealed record BackupFailed : RunEvent
{
    /// <summary>Why.</summary>
    public required RunFailure Failure { get; init; }
}

/// <summary>A database holds what a backup holds, read back and compared.</summary>
public sealed record RestoreCompleted : RunEvent
{
    /// <summary>The backup's name.</summary>
    public required string Backup { get; init; }

    /// <summary>The backup of what was there before; null when there was nothing, or none was wanted.</summary>
    public required string? SafetyBackup { get; init; }

    /// <summary>How many nodes were restored.</summary>
    public required long Nodes { get; init; }

    /// <summary>How many relationships were restored.</summary>
    public required long Relationships { get; init; }
}

/// <summary>A restore did not end well; the failure says what the database may hold.</summary>
public sealed record RestoreFailed : RunEvent
{
    /// <summary>Why.</summary>
    public required RunFailure Failure { get; init; }
}

/// <summary>Backups were read whole and found sound.</summary>
public sealed record VerifyCompleted : RunEvent
{
    /// <summary>How many.</summary>
    public required int Verified { get; init; }
}

/// <summary>A backup is not sound, or could not be read.</summary>
public sealed record VerifyFailed : RunEvent
{
    /// <summary>Why: the first fault found.</summary>
    public required RunFailure Failure { get; init; }

    /// <summary>The names of the backups that are not sound.</summary>
    public required IReadOnlyList<string> Unsound { get; init; }
}

/// <summary>Why something was not done.</summary>
/// <param name="Code">One word or two for programs, such as <c>unreachable</c>.</param>
/// <param name="Message">What went wrong, as a sentence without any secret.</param>
/// <param name="Remedy">What can be done about it, as a sentence.</param>
public sealed record RunFailure(string Code, string Message, string Remedy);
