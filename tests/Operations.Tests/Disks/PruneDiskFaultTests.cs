using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Disks;

/// <summary>A whole prune, from its lock to its line in the history, on a disk that fails.</summary>
public sealed class PruneDiskFaultTests : IAsyncLifetime
{
    private const int Stride = 7;

    private readonly TemporaryFolder _folder = new();
    private List<string> _names = [];

    public static TheoryData<DiskFault, bool> Faults => DiskFaultRounds.Faults;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OperationSettings Settings => new() { Archive = new(_folder["backups"]), Retention = new() { Days = 3 } };

    public async ValueTask InitializeAsync()
    {
        _names = await DatedBackups.AddNightlyAsync(Settings.Archive, 6, Cancel);

        // It keeps them all, and remembers how old they are.
        Assert.Empty((await PruneAsync(Settings with { Retention = new() { Days = 30 } })).Removed);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_call_fails_a_backup_is_whole_or_gone_and_the_next_prune_goes_well(DiskFault fault, bool andEverAfter)
    {
        var kept = _names[3..];
        await DiskFaultRounds.TryAsync(fault, andEverAfter, Stride, async disk =>
        {
            using var archive = TriedArchive.CopyOf(Settings.Archive);
            var healed = Settings with { Archive = archive.Healed };

            var failure = await Record.ExceptionAsync(() => PruneAsync(healed with { Archive = disk.Under(archive.Healed) }));

            if (failure is not null) archive.AssertExplained(failure);
            archive.AssertUntouched(kept);
            await archive.VerifyListedAsync();
            var gone = _names.Count - archive.Backups.Count;

            await archive.TakeLockAsync();
            var next = await PruneAsync(healed);
            archive.AssertUntouched(kept);
            archive.AssertSettled(next.RunId);
            Assert.Equal(kept.Count, archive.Backups.Count);
            await archive.VerifyListedAsync();
            return $"{gone} gone";
        });
    }

    private static Task<PruneResult> PruneAsync(OperationSettings settings) => new RunRecorder(settings, TimeProvider.System).RecordAsync(
        new() { Kind = RunKind.Prune }, null, run => new PruneOperation(settings, null, TimeProvider.System).RunAsync(false, run, Cancel));
}
