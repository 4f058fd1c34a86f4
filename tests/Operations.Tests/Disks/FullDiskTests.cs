using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Disks;

/// <summary>A disk without a byte of room, and the one thing that makes room on it.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly SmallDisk _disk = SmallDisk.Mount(readOnly: false);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OperationSettings Settings => new() { Archive = new(Path.Combine(_disk.Path, "backups")), Retention = new() { Days = 3 } };

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Pruning_gives_up_the_reserve_and_makes_room()
    {
        var names = await DatedBackups.AddNightlyAsync(Settings.Archive, 6, Cancel);
        await new BackupRetention(Settings.Archive, TimeProvider.System).KeepReserveAsync(RunOrder.NewRunId(), Cancel);
        Fill();

        var result = await PruneAsync();

        Assert.Equal(names[..3], result.Removed);
        Assert.Equal(result.RunId, Assert.Single(new RunHistory(Settings.Archive).Read()).RunId);
        Assert.False(File.Exists(Path.Combine(Settings.Archive.Directory, ".stbackup", "reserve")));
    }

    [Fact]
    public async Task Without_a_reserve_it_says_what_is_in_its_way_and_removes_nothing()
    {
        var names = await DatedBackups.AddNightlyAsync(Settings.Archive, 6, Cancel);
        Fill();

        var failure = FailureMap.Explain(await Assert.ThrowsAsync<ArchiveUnavailableException>(PruneAsync));

        Assert.Equal(("archive-unavailable", ExitCode.Failed), (failure.Kind, failure.ExitCode));
        Assert.StartsWith("The disk is full: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(names.Count, new ListOperation(Settings, TimeProvider.System).List().Count);

        File.Delete(Path.Combine(_disk.Path, "filler"));
        Assert.Equal(names[..3], (await PruneAsync()).Removed);
    }

    private void Fill()
    {
        using var filler = new FileStream(Path.Combine(_disk.Path, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) filler.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private Task<PruneResult> PruneAsync() => new RunRecorder(Settings, TimeProvider.System).RecordAsync(
        new() { Kind = RunKind.Prune }, null, run => new PruneOperation(Settings, null, TimeProvider.System).RunAsync(false, run, Cancel));
}
