using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Tests.Restores;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Disks;

/// <summary>A whole restore, from its lock to its line in the history, with safety backup and journal, on a disk that fails.</summary>
public sealed class RestoreDiskFaultTests
{
    private const int Stride = 29;

    public static TheoryData<DiskFault, bool> Faults => DiskFaultRounds.Faults;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_call_fails_the_old_graph_is_there_or_the_new_one_or_a_journal_that_leads_to_either(DiskFault fault, bool andEverAfter)
    {
        var open = 0;
        var outcomes = await DiskFaultRounds.TryAsync(fault, andEverAfter, Stride, async disk =>
        {
            await using var restore = await BrokenRestore.PrepareAsync();
            using var archive = TriedArchive.Of(restore.Settings.Archive);
            var faulty = disk.Under(archive.Healed);

            var failure = await Record.ExceptionAsync(
                () => SandboxFixture.RestoreAsync(restore.InBatches with { Archive = faulty, RestoreOneTransactionUpTo = open % 2 * 1000 }, restore.Backup));

            if (failure is not null) archive.AssertExplained(failure);
            archive.AssertUntouched([restore.Backup]);
            await archive.VerifyListedAsync();
            await archive.TakeLockAsync();
            var (there, outcome) = (await restore.Sandbox.PictureAsync(), "");
            if (restore.Journal is { IsOpen: true })
            {
                Assert.Equal("journal", FailureMap.Explain(await Assert.ThrowsAsync<UnfinishedRestoreException>(() => restore.Sandbox.BackUpAsync())).Kind);
                Assert.Contains("--resume", FailureMap.Explain(failure!).Remedy, StringComparison.Ordinal);
                var way = ++open % 2 == 0 ? RestoreWay.Resume : RestoreWay.Rollback;
                await SandboxFixture.EndAsync(restore.Settings, way);
                Assert.Equal(way == RestoreWay.Resume ? restore.New : restore.Old, await restore.Sandbox.PictureAsync());
                outcome = "left a journal";
            }
            else if (restore.Journal is { Outcome: JournalOutcome.Restored })
            {
                Assert.Equal(restore.New, there);
                outcome = failure is null ? "restored" : "restored and said to have failed";
            }
            else
            {
                Assert.NotNull(failure);
                Assert.Equal(restore.Old, there);
                // Where the disk does not even say whether there is a journal, what to do with one is said.
                if (fault == DiskFault.Full || !andEverAfter) Assert.DoesNotContain("--resume", FailureMap.Explain(failure).Remedy, StringComparison.Ordinal);
                outcome = "old graph";
            }

            var next = await restore.Sandbox.BackUpAsync();
            archive.AssertUntouched([restore.Backup]);
            archive.AssertSettled(next.RunId);
            await archive.VerifyListedAsync();
            return outcome;
        });
        Assert.True(outcomes.GetValueOrDefault("old graph") > 0, string.Join(", ", outcomes));
    }
}
