using System.Globalization;
using System.Text.Json;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Runs;

/// <summary>
/// The accepted runs without an outcome, in the archive's folder, so that they outlive every process. At most
/// <see cref="MostOfAKind"/> of a kind and database, one going and one waiting, however many processes accept at once.
/// </summary>
/// <remarks>
/// A kind has two places, each a file's name. A record is written elsewhere, flushed, and renamed to a free place, which only one
/// process can do: it is whole or not there, and there are never more than two. All changes of a database's records take turns by a
/// file lock. Where a file system's locks mean nothing, that much still holds; but a run accepted by two processes in the same moment
/// may then be recorded twice, and one removed while its attempt is begun may come back: the lock of the database and the history
/// keep it from being done twice.
/// </remarks>
public sealed class AcceptedRuns
{
    /// <summary>How many of one kind there can be.</summary>
    public const int MostOfAKind = 2;

    private readonly ArchiveFolder _folder;
    private readonly string _key;

    /// <summary>Looks at an archive; nothing is read or made yet.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="database">
    /// The configured database, null for the user's home database: others' runs in this archive are not seen.
    /// </param>
    public AcceptedRuns(BackupArchiveOptions archive, string? database)
    {
        _folder = ArchiveFolder.OfState(archive, "accepted");
        _key = FileNames.Key(archive, database);
    }

    private string Unfinished => _key + ".partial";

    /// <summary>
    /// Records a run durably, unless there are too many of its kind. One that is recorded already stays as it is, and is accepted.
    /// </summary>
    /// <param name="run">The run; its position is given here.</param>
    /// <param name="most">
    /// How many of its kind there may be with it: 1 for a run that must not wait, else <see cref="MostOfAKind"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting for others that accept a run as well.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read or written.</exception>
    public async Task<Admission> AcceptAsync(AcceptedRun run, int most, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(most, MostOfAKind);
        await using var turn = await TakeTurnAsync(cancellationToken);
        var recorded = InOrder(Recorded(run.Kind));
        var ahead = recorded.TakeWhile(other => other.RunId != run.RunId).ToList();
        if (ahead.Count < recorded.Count)
        {
            // Whoever recorded it may have ended before the disk held the name.
            _folder.FlushFolder();
            return new Admission(true, ahead);
        }
        if (recorded.Count >= most) return new Admission(false, recorded);

        await WriteAsync(run with { Position = recorded.Select(other => other.Position).LastOrDefault() + 1 }, cancellationToken);
        _folder.Rename(Unfinished, Places(run.Kind).First(place => !_folder.Exists(place)));
        _folder.FlushFolder();
        return new Admission(true, recorded);
    }

    /// <summary>
    /// The runs: those of a kind in the order in which they were accepted. One whose record cannot be read is an exception's cause,
    /// never passed over.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public IReadOnlyList<AcceptedRun> List() =>
        [.. Enum.GetValues<RunKind>().SelectMany(kind => InOrder(Recorded(kind))).DistinctBy(run => run.RunId)];

    /// <summary>Records durably that a run is about to be begun (again). Only under the database's lock.</summary>
    /// <returns>The run with its new number of attempts; null when it is there no more, since somebody else has ended it.</returns>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read or written.</exception>
    public async Task<AcceptedRun?> BeginAttemptAsync(AcceptedRun run, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(cancellationToken);
        if (Recorded(run.Kind).FirstOrDefault(place => place.Run.RunId == run.RunId) is not { Run: { } recorded } found) return null;
        var begun = recorded with { Attempts = recorded.Attempts + 1 };
        await _folder.ReplaceAsync(found.Place, Unfinished, Bytes(begun), cancellationToken);
        return begun;
    }

    /// <summary>Removes a run that has its outcome. That it is gone already is no failure.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read or written.</exception>
    public async Task RemoveAsync(string runId, CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurnAsync(cancellationToken);
        var places = Enum.GetValues<RunKind>().SelectMany(Recorded).Where(found => found.Run.RunId == runId).ToList();
        foreach (var found in places) _folder.Delete(found.Place);
        _folder.FlushFolder();
    }

    private static List<AcceptedRun> InOrder(IEnumerable<(string Place, AcceptedRun Run)> recorded) =>
        [.. recorded.Select(found => found.Run).OrderBy(run => run.Position).ThenBy(run => run.AcceptedAt)];

    private static byte[] Bytes(AcceptedRun run) => JsonSerializer.SerializeToUtf8Bytes(run, RunFormat.Json.AcceptedRun);

    private IEnumerable<string> Places(RunKind kind) => Enumerable.Range(1, MostOfAKind)
        .Select(number => string.Create(CultureInfo.InvariantCulture, $"{_key}.{RunFormat.Word(kind)}.{number}.json"));

    private IEnumerable<(string Place, AcceptedRun Run)> Recorded(RunKind kind) =>
        from place in Places(kind)
        let bytes = _folder.TryRead(place)
        where bytes is not null
        select (place, Parse(place, bytes));

    private AcceptedRun Parse(string place, byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, RunFormat.Json.AcceptedRun) ?? throw new JsonException("it is null");
        }
        catch (JsonException fault)
        {
            throw new ArchiveUnavailableException(
                $"The accepted run in {_folder.PathOf(place)} can't be read: {fault.Message}",
                "A newer version of this program may have written it: use that one. Else remove the file, and request the run again.",
                fault);
        }
    }

    /// <summary>Among the processes that change this database's records.</summary>
    private Task<FileStream> TakeTurnAsync(CancellationToken cancellationToken)
    {
        _folder.Create();
        return _folder.OpenInTurnAsync(_key + ".lock", cancellationToken);
    }

    /// <summary>Writes a record to where nobody reads it. What is there already was left by a process that ended in its turn.</summary>
    private async Task WriteAsync(AcceptedRun run, CancellationToken cancellationToken)
    {
        _folder.Delete(Unfinished);
        await using var file = _folder.TryCreate(Unfinished) ?? throw new ArchiveUnavailableException(
            $"Somebody else made {_folder.PathOf(Unfinished)}", "Put the archive on a file system whose file locks work.");
        await _folder.WriteAsync(file, Bytes(run), cancellationToken);
        _folder.Flush(file);
    }
}
