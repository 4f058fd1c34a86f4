using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Disks;

/// <summary>A whole scheduled backup, from its lock to its line in the history, on a disk that fails.</summary>
public sealed class BackupDiskFaultTests : IAsyncLifetime
{
    private const int Stride = 13;

    private SandboxFixture _sandbox = null!;
    private List<string> _old = [];

    public static TheoryData<DiskFault, bool> Faults => DiskFaultRounds.Faults;

    private static RunOrder Nightly => new() { Kind = RunKind.Backup, Trigger = "scheduled" };

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxFixture.StartAsync();
        _old = await DatedBackups.AddNightlyAsync(_sandbox.Settings.Archive, 4, TestContext.Current.CancellationToken);

        // It keeps them all, and remembers how old they are.
        await _sandbox.BackUpAsync(order: Nightly);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_call_fails_there_is_a_whole_backup_or_none_and_the_next_run_goes_well(DiskFault fault, bool andEverAfter)
    {
        var retention = new Archive.Retention.RetentionPolicy { Days = 2, Minimum = 1 };
        var kept = _old[2..];
        var outcomes = await DiskFaultRounds.TryAsync(fault, andEverAfter, Stride, async disk =>
        {
            using var archive = TriedArchive.CopyOf(_sandbox.Settings.Archive);
            var healed = _sandbox.Settings with { Archive = archive.Healed, Retention = retention };

            var failure = await Record.ExceptionAsync(
                () => SandboxFixture.BackUpAsync(healed with { Archive = disk.Under(archive.Healed) }, order: Nightly));

            if (failure is not null) archive.AssertExplained(failure);
            archive.AssertUntouched(kept);
            var added = await archive.VerifyListedAsync();
            if (failure is null) Assert.Single(added);
            Assert.All(added, backup => Assert.Equal((61, 192), (backup.Counts.Nodes, backup.Counts.Relationships)));

            await archive.TakeLockAsync();
            var next = await SandboxFixture.BackUpAsync(healed, order: Nightly);
            Assert.Null(next.RetentionFailure);
            archive.AssertUntouched(kept);
            archive.AssertSettled(next.RunId);
            var then = await archive.VerifyListedAsync();
            Assert.InRange(then.Count, added.Count + 1, 2);
            Assert.Equal(kept.Count + 1 + then.Count, archive.Backups.Count);
            return failure is null ? "made" : added.Count == 1 ? "made and said to have failed" : then.Count == 2 ? "completed by the next" : "none";
        });
        Assert.True(outcomes.GetValueOrDefault("none") > 0, string.Join(", ", outcomes));
    }
}
