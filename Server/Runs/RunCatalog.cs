using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Server.Api.Documents;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Runs;

/// <summary>The runs as the archive's folder has them: those without an outcome, and the history.</summary>
internal sealed class RunCatalog(CurrentSettings settings, RunNews news)
{
    private readonly AcceptedRuns _accepted = new(settings.AtStart.Archive, settings.Database);
    private readonly RunHistory _history = new(settings.AtStart.Archive);

    /// <summary>The last runs, newest first; those without an outcome before the others.</summary>
    /// <param name="most">How many at most.</param>
    /// <exception cref="Archive.ArchiveUnavailableException">The archive cannot be read.</exception>
    public IReadOnlyList<RunDocument> List(int most)
    {
        // Read in this order, a run that ends meanwhile is in both rather than in neither.
        var accepted = _accepted.List();
        var ended = _history.Read(most);
        var known = ended.Select(run => run.RunId).ToHashSet(StringComparer.Ordinal);
        var open = accepted.Where(run => !known.Contains(run.RunId)).OrderByDescending(run => run.AcceptedAt).Select(Open);
        return [.. open.Concat(ended.Select(RunDocument.Of)).Take(most)];
    }

    /// <summary>The runs without an outcome, oldest first.</summary>
    /// <exception cref="Archive.ArchiveUnavailableException">The archive cannot be read.</exception>
    public IReadOnlyList<RunDocument> Open() => [.. _accepted.List().OrderBy(run => run.AcceptedAt).Select(Open)];

    /// <summary>A run; null when there is none of that id.</summary>
    /// <exception cref="Archive.ArchiveUnavailableException">The archive cannot be read.</exception>
    public RunDocument? Find(string runId)
    {
        if (!IsRunId(runId)) return null;
        var accepted = _accepted.List().FirstOrDefault(run => run.RunId == runId);
        return _history.Find(runId) is { } ended ? RunDocument.Of(ended) : accepted is null ? null : Open(accepted);
    }

    private static bool IsRunId(string text) => text.Length == 32 && text.All(c => char.IsAsciiHexDigitLower(c));

    private RunDocument Open(AcceptedRun run) => RunDocument.Of(run, news.Progress(run.RunId));
}
