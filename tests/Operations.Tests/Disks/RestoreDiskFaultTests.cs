using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Tests.Restores;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Disks;

/// <summary>A whole restore, from its lock to its line in the history, with safety backup and journal, on a disk that fails.</summary>
public sealed class RestoreDiskFaultTests
{
    private const int Stride = 37;

    private int _ends;

    public static TheoryData<DiskFault, bool> Faults => DiskFaultRounds.Faults;

    public static TheoryData<DiskFault, bool, bool> FaultsOfBothWays =>
    [
        .. from row in Faults
           from atOnce in new[] { true, false }
           select new TheoryDataRow<DiskFault, bool, bool>(row.Data.Item1, row.Data.Item2, atOnce),
    ];

    [Theory]
    [MemberData(nameof(FaultsOfBothWays))]
    public async Task Whatever_call_fails_the_old_graph_is_there_or_the_new_one_or_a_journal_that_leads_to_either(
        DiskFault fault, bool andEverAfter, bool atOnce)
    {
        var outcomes = await DiskFaultRounds.TryAsync(fault, andEverAfter, Stride, async disk =>
        {
            await using var restore = await BrokenRestore.PrepareAsync();
            using var archive = TriedArchive.Of(restore.Settings.Archive);
            var settings = atOnce ? restore.Settings : restore.InBatches;

            var failure = await Record.ExceptionAsync(
                () => SandboxFixture.RestoreAsync(settings with { Archive = disk.Under(archive.Healed) }, restore.Backup));

            if (failure is not null) archive.AssertExplained(failure);
            archive.AssertUntouched([restore.Backup]);
            await archive.VerifyListedAsync();
            await archive.TakeLockAsync();
            string outcome;
            if (restore.Journal is { IsOpen: true })
            {
                await Assert.ThrowsAsync<UnfinishedRestoreException>(() => restore.Sandbox.BackUpAsync());
                Assert.Contains("--resume", FailureMap.Explain(failure!).Remedy, StringComparison.Ordinal);
                await EndAsync(restore, NextWay(andEverAfter));
                outcome = "left a journal";
            }
            else if (restore.Journal is { Outcome: JournalOutcome.Restored })
            {
                Assert.Equal(restore.New, await restore.Sandbox.HeldAsync());
                outcome = failure is null ? "restored" : "restored and said to have failed";
            }
            else
            {
                Assert.NotNull(failure);
                Assert.Equal(restore.Old, await restore.Sandbox.HeldAsync());

                // Where the disk does not even say whether there is a journal, what to do with one is said.
                if (fault == DiskFault.Full || !andEverAfter)
                    Assert.DoesNotContain("--resume", FailureMap.Explain(failure).Remedy, StringComparison.Ordinal);
                outcome = "old graph";
            }

            await AssertNextRunAsync(restore, archive);
            return outcome;
        });
        Assert.True(outcomes.GetValueOrDefault("old graph") > 0, string.Join(", ", outcomes));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_call_fails_while_it_is_brought_to_an_end_that_can_be_done_again(DiskFault fault, bool andEverAfter) =>
        await DiskFaultRounds.TryAsync(fault, andEverAfter, Stride, async disk =>
        {
            await using var restore = await BrokenRestore.PrepareAsync();
            await restore.BreakAsync();
            using var archive = TriedArchive.Of(restore.Settings.Archive);
            var way = NextWay(andEverAfter);

            var failure = await Record.ExceptionAsync(
                () => SandboxFixture.EndAsync(restore.Settings with { Archive = disk.Under(archive.Healed) }, way));

            if (failure is not null) archive.AssertExplained(failure);
            var wasOpen = restore.Journal!.IsOpen;
            Assert.True(failure is not null || !wasOpen);
            await archive.TakeLockAsync();
            await EndAsync(restore, way);
            archive.AssertUntouched(archive.Backups.Select(backup => backup.Name));
            await AssertNextRunAsync(restore, archive);
            return wasOpen ? "left the journal" : failure is null ? "ended" : "ended and said to have failed";
        });

    private static async Task EndAsync(BrokenRestore restore, RestoreWay way)
    {
        await SandboxFixture.EndAsync(restore.Settings, way);
        Assert.Equal(way == RestoreWay.Resume ? restore.New : restore.Old, await restore.Sandbox.HeldAsync());
    }

    private static async Task AssertNextRunAsync(BrokenRestore restore, TriedArchive archive)
    {
        var next = await restore.Sandbox.BackUpAsync();
        archive.AssertUntouched([restore.Backup]);
        archive.AssertSettled(next.RunId);
        await archive.VerifyListedAsync();
    }

    // In a long run the calls that are followed by either way are exchanged from one kind of fault to the other.
    private RestoreWay NextWay(bool exchanged) => (_ends++ % 2 == 0) ^ exchanged ? RestoreWay.Resume : RestoreWay.Rollback;
}
