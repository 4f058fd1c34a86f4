using System.Text;
using System.Text.Json;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Runs;

/// <summary>
/// The runs that have ended: one JSON line each, in the archive's folder, appended durably (docs/format.md, "The run history").
/// Processes and machines that share the archive append at the same time without harm: each machine has a file of its own, and its
/// processes take turns. A line that a crash has torn, or that a newer version wrote, is passed over.
/// </summary>
public sealed class RunHistory
{
    private const string Prefix = "history-";
    private const string Extension = ".jsonl";

    private readonly ArchiveFolder _folder;
    private readonly string _ownFile = Prefix + FileNames.Part(Environment.MachineName) + Extension;

    /// <summary>Looks at an archive; nothing is read or made yet.</summary>
    public RunHistory(BackupArchiveOptions archive) => _folder = ArchiveFolder.OfState(archive, "runs");

    /// <summary>Adds a run; when it returns, the disk holds the line. When it fails, there is the line or, at most, a torn one.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be written.</exception>
    public async Task AppendAsync(RunRecord run, CancellationToken cancellationToken)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(run, RunFormat.Json.RunRecord), (byte)'\n'];
        _folder.Create();
        await using var file = await _folder.OpenInTurnAsync(_ownFile, cancellationToken);
        if (!EndsItsLastLine(file)) line = [(byte)'\n', .. line];
        file.Seek(0, SeekOrigin.End);
        await _folder.WriteAsync(file, line, cancellationToken);
        _folder.Flush(file);
        _folder.FlushFolder();
    }

    /// <summary>The last runs, newest first by the time they ended.</summary>
    /// <param name="most">How many at most; 1 or more.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public IReadOnlyList<RunRecord> Read(int most = int.MaxValue) => Read(most, out _);

    /// <inheritdoc cref="Read(int)"/>
    /// <param name="most">How many at most; 1 or more.</param>
    /// <param name="unreadable">How many lines were passed over, since a crash has torn them or a newer version wrote them.</param>
    public IReadOnlyList<RunRecord> Read(int most, out int unreadable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        // A machine appends its runs as they end, so the last ones of each file are enough to find the last ones of all.
        var files = Files().Select(file => ReadLast(file, most, mention: [])).ToList();
        unreadable = files.Sum(file => file.Unreadable);
        return [.. NewestFirst(files.SelectMany(file => file.Runs)).Take(most)];
    }

    /// <summary>The last outcome of a run; null when it has none.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read.</exception>
    public RunRecord? Find(string runId)
    {
        var id = Encoding.UTF8.GetBytes(runId);
        var mentioning = Files().SelectMany(file => ReadLast(file, int.MaxValue, mention: id).Runs);
        return NewestFirst(mentioning.Where(run => run.RunId == runId)).FirstOrDefault();
    }

    private static IEnumerable<RunRecord> NewestFirst(IEnumerable<RunRecord> runs) =>
        runs.OrderByDescending(run => run.StartedAt + run.Duration);

    private IEnumerable<string> Files() => _folder.Names()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal));

    private (List<RunRecord> Runs, int Unreadable) ReadLast(string name, int most, byte[] mention)
    {
        var (runs, unreadable) = (new List<RunRecord>(), 0);
        using var file = _folder.TryOpenToRead(name);
        if (file is null) return (runs, 0);
        StorageFault.Guard(_folder.PathOf(name), () =>
        {
            foreach (var line in BackwardLines.Read(file))
            {
                if (runs.Count == most) break;
                if (line.Span.IndexOf(mention) < 0) continue;
                if (TryParse(line.Span) is { } run) runs.Add(run);
                else unreadable++;
            }
            return runs;
        });
        return (runs, unreadable);
    }

    private static RunRecord? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RunFormat.Json.RunRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool EndsItsLastLine(FileStream file) => StorageFault.Guard(file.Name, () =>
    {
        var last = new byte[1];
        return file.Length == 0 || (RandomAccess.Read(file.SafeFileHandle, last, file.Length - 1) == 1 && last[0] == (byte)'\n');
    });
}
