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

    /// <summary>Its place among the accepted runs of its kind: of two, the one with the lower turn is first. Given when it is accepted.</summary>
    public int Turn { get; init; }

    /// <summary>How often it was begun, and broke off without an outcome if it is begun again.</summary>
    public int Attempts { get; init; }

    /// <summary>What was asked for: the request, as JSON that only whoever executes it understands.</summary>
    public required string Request { get; init; }
}

/// <summary>What became of a request to accept a run.</summary>
/// <param name="Accepted">Whether the run is recorded now, or was before.</param>
/// <param name="Ahead">Runs of the same kind that were accepted before it, oldest first.</param>
public sealed record Admission(bool Accepted, IReadOnlyList<AcceptedRun> Ahead);

/// <summary>
/// The accepted runs without an outcome, in the archive's folder, so that they outlive every process. At most
/// <see cref="MostOfAKind"/> of a kind and database, one going and one waiting, however many processes accept at once.
/// </summary>
public sealed class AcceptedRuns
{
    /// <summary>How many of one kind there can be.</summary>
    public const int MostOfAKind = 2;

    /// <summary>Looks at an archive; nothing is read or made yet.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="database">The configured database, null for the user's home database: others' runs in this archive are not seen.</param>
    public AcceptedRuns(BackupArchiveOptions archive, string? database) => throw new NotImplementedException();

    /// <summary>Records a run durably, unless there are too many of its kind. One that is recorded already stays as it is.</summary>
    /// <param name="run">The run.</param>
    /// <param name="most">How many of its kind there may be with it: 1 for a run that must not wait, else <see cref="MostOfAKind"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for others that accept a run as well.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public Task<Admission> AcceptAsync(AcceptedRun run, int most, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The runs, oldest first. One whose record cannot be read is an exception's cause, never passed over.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public IReadOnlyList<AcceptedRun> List() => throw new NotImplementedException();

    /// <summary>Records durably that a run is about to be begun (again). Only under the database's lock.</summary>
    /// <returns>The run with its new number of attempts; null when it is there no more, since somebody else has ended it.</returns>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public Task<AcceptedRun?> BeginAttemptAsync(AcceptedRun run, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Removes a run that has its outcome. That it is gone already is no failure.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public Task RemoveAsync(string runId, CancellationToken cancellationToken) => throw new NotImplementedException();
}
