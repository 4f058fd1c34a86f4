namespace StreamingTracker.Backup.Archive.Runs;

/// <summary>
/// The runs that have ended: one JSON line each, in the archive's folder, appended durably. Processes and machines that share the
/// archive append at the same time without harm. A line that a crash has torn, or that a newer version wrote, is passed over.
/// </summary>
public sealed class RunHistory
{
    /// <summary>Looks at an archive; nothing is read or made yet.</summary>
    public RunHistory(BackupArchiveOptions archive) => throw new NotImplementedException();

    /// <summary>Adds a run; when it returns, the disk holds the line.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public Task AppendAsync(RunRecord run, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The last runs, newest first by the time they ended.</summary>
    /// <param name="most">How many at most; 1 or more.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public IReadOnlyList<RunRecord> Read(int most = int.MaxValue) => Read(most, out _);

    /// <inheritdoc cref="Read(int)"/>
    /// <param name="most">How many at most; 1 or more.</param>
    /// <param name="unreadable">How many lines were passed over, since a crash has torn them or a newer version wrote them.</param>
    public IReadOnlyList<RunRecord> Read(int most, out int unreadable) => throw new NotImplementedException();

    /// <summary>The last outcome of a run; null when it has none.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public RunRecord? Find(string runId) => throw new NotImplementedException();
}
