using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Disks;

/// <summary>An archive on a disk that fails, and what must hold of it afterwards, on the disk as it is when it is healed.</summary>
internal sealed class TriedArchive : IDisposable
{
    private readonly TemporaryFolder? _copy;
    private readonly Dictionary<string, byte[]> _before;
    private readonly List<string> _runsBefore;

    private TriedArchive(BackupArchiveOptions healed, TemporaryFolder? copy)
    {
        (Healed, _copy) = (healed, copy);
        _before = Directory.GetFiles(healed.Directory).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes, StringComparer.Ordinal);
        _runsBefore = [.. new RunHistory(healed).Read().Select(run => run.RunId)];
    }

    /// <summary>The archive, on a sound disk.</summary>
    public BackupArchiveOptions Healed { get; }

    public IReadOnlyList<ArchivedBackup> Backups => new BackupArchive(Healed, TimeProvider.System).List();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>As it is.</summary>
    public static TriedArchive Of(BackupArchiveOptions archive) => new(archive, copy: null);

    /// <summary>A copy, so that many faults can be tried on the same.</summary>
    public static TriedArchive CopyOf(BackupArchiveOptions archive)
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(archive.Directory, "*", SearchOption.AllDirectories))
        {
            var target = copy[Path.GetRelativePath(archive.Directory, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return new(archive with { Directory = copy.Path }, copy);
    }

    public void Dispose() => _copy?.Dispose();

    /// <summary>Each of these backups is there, byte for byte as it was.</summary>
    public void AssertUntouched(IEnumerable<string> backups)
    {
        foreach (var file in backups.SelectMany(backup => (string[])[backup + ".json", backup + ".manifest.json"]))
            Assert.Equal(_before[file], File.ReadAllBytes(Path.Combine(Healed.Directory, file)));
    }

    /// <summary>Each backup that is listed is whole.</summary>
    /// <returns>What those were found to hold that were not there before.</returns>
    public async Task<List<VerifiedBackup>> VerifyListedAsync()
    {
        var added = new List<VerifiedBackup>();
        foreach (var backup in Backups)
        {
            Assert.Equal((BackupKind.Version2, null), (backup.Kind, backup.Fault));
            var verified = await BackupVerifier.VerifyAsync(backup, Cancel);
            if (!_before.ContainsKey(backup.Name + ".json")) added.Add(verified);
        }
        return added;
    }

    /// <summary>No lock is in the way for longer than its lease.</summary>
    public async Task TakeLockAsync()
    {
        var holder = new LockHolder("next", "backup", "a test", TimeProvider.System.GetUtcNow());
        var shortest = new LockOptions { Lease = TimeSpan.FromSeconds(1) };
        await (await DatabaseLock.AcquireAsync(Healed, "neo4j", holder, shortest, TimeProvider.System, Cancel)).DisposeAsync();
    }

    /// <summary>After another run on the sound disk: nothing unfinished lies there, and the history has what it had, and that run.</summary>
    public void AssertSettled(string runId)
    {
        var left = Directory.GetFiles(Healed.Directory, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".partial", StringComparison.Ordinal) || file.EndsWith(".removed", StringComparison.Ordinal));
        Assert.Empty(left);
        var runs = new RunHistory(Healed).Read(int.MaxValue, out var unreadable).Select(run => run.RunId).ToList();
        Assert.Equal(runId, runs[0]);
        Assert.Empty(_runsBefore.Except(runs));
        Assert.InRange(unreadable, 0, 1);
    }

    /// <summary>A failure that says what it is, where, and what to do.</summary>
    public void AssertExplained(Exception failure)
    {
        var explained = FailureMap.Explain(failure);
        Assert.True(explained is { Kind: "archive-unavailable", ExitCode: ExitCode.Failed }, $"{explained}\n{failure}");
        Assert.Contains(Healed.Directory, explained.Message, StringComparison.Ordinal);
        Assert.True(explained.Remedy.Length > 10, explained.Remedy);
    }
}
