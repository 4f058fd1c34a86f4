using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>The runs of an archive.</summary>
/// <param name="Open">Those that are accepted and have no outcome yet, oldest first.</param>
/// <param name="Ended">Those that have ended, newest first.</param>
/// <param name="Unreadable">How many lines of the history can't be read.</param>
public sealed record RunList(IReadOnlyList<AcceptedRun> Open, IReadOnlyList<RunRecord> Ended, int Unreadable);

/// <summary>Says what runs there were, and what they did.</summary>
/// <param name="archive">The archive.</param>
/// <param name="database">The configured database; null for the user's home database.</param>
public sealed class RunsOperation(BackupArchiveOptions archive, string? database)
{
    private readonly RunHistory _history = new(archive);
    private readonly AcceptedRuns _accepted = new(archive, database);

    /// <summary>The last runs.</summary>
    /// <param name="most">How many that have ended; 1 or more.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public RunList List(int most)
    {
        // Read in this order, a run that ends meanwhile is found at least once.
        var open = _accepted.List();
        var ended = _history.Read(most, out var unreadable);
        return new([.. open.Where(run => ended.All(other => other.RunId != run.RunId)).OrderBy(run => run.AcceptedAt)], ended, unreadable);
    }

    /// <summary>One run that has ended, by its id or the beginning of it.</summary>
    /// <exception cref="RunNotFoundException">There is none.</exception>
    /// <exception cref="UsageException">There are several.</exception>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public RunRecord Find(string idOrPrefix)
    {
        var shown = Printable.Text(idOrPrefix);
        var found = _history.Read().Where(run => run.RunId.StartsWith(idOrPrefix, StringComparison.OrdinalIgnoreCase)).DistinctBy(run => run.RunId).ToList();
        if (found.Count > 1) throw new UsageException($"{found.Count} runs begin with '{shown}'.", "Give more of the run's id.");
        if (found.Count == 1) return found[0];
        throw _accepted.List().Any(run => run.RunId.StartsWith(idOrPrefix, StringComparison.OrdinalIgnoreCase))
            ? new RunNotFoundException($"Run '{shown}' has not ended yet.", "Look again when it has: only then it is in the history.")
            : new RunNotFoundException($"There is no run '{shown}' in the history.", "The list of runs shows their ids: stbackup runs.");
    }
}
