using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>
/// A fault at one message after another of a restore, from the first connection to the proof. By default at some of them; at all
/// where a long run is wanted (see <see cref="LongRun"/>).
/// </summary>
public sealed class MessageFaultTests
{
    public static TheoryData<bool, string> Faults =>
        new(from atOnce in (bool[])[true, false] from name in MessageFault.ByName.Keys select (atOnce, name));

    // Each transaction that hangs is waited for twice.
    public static TheoryData<bool, string> PassingFaults => new(
        from row in Faults
        where MessageFault.ByName[row.Data.Item2].Passes && (LongRun.IsAsked || row.Data is not (true, "stall"))
        select row.Data);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_message_meets_a_fault_the_old_graph_is_there_or_the_new_one_or_a_journal_that_leads_to_either(bool atOnce, string fault)
    {
        var ends = await ForEachMessageAsync(atOnce, fault, triesAgain: false);

        Assert.True(ends.Undone > 0 && (ends.Open > 0 || !LongRun.IsAsked), $"{ends}");
    }

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Whatever_message_meets_a_fault_that_passes_a_restore_that_tries_again_is_done(bool atOnce, string fault)
    {
        var ends = await ForEachMessageAsync(atOnce, fault, triesAgain: true);

        // A transaction of a connection that hangs may go on for as long as the server likes, and nobody loads beside it.
        Assert.True(ends is { Undone: 0, Done: > 0 } && (ends.Open == 0 || fault == "stall"), $"{ends}");
    }

    private static async Task<RestoreEnds> ForEachMessageAsync(bool atOnce, string fault, bool triesAgain)
    {
        var stride = LongRun.IsAsked ? 1 : fault == "stall" ? 41 : 17;
        var (ends, strikes) = (new RestoreEnds(), MessageFault.ByName[fault]);
        for (var message = 1; ;)
        {
            await using var restore = await BrokenRestore.PrepareAsync();
            var settings = strikes.Settings(atOnce ? restore.Settings : restore.InBatches, triesAgain);
            restore.Sandbox.Faults.Arm(SandboxTrigger.Message, message, strikes.Strikes);

            var failure = await Record.ExceptionAsync(() => SandboxFixture.RestoreAsync(settings, restore.Backup));

            if (strikes.WasNotWaitedFor(restore.Sandbox.Faults, failure)) continue;
            if (restore.Sandbox.Faults.Struck == 0)
            {
                Assert.True(failure is null, $"{fault} at message {message} did not strike: {failure}");
                break;
            }

            await restore.Sandbox.RestartAsync();
            ends = ends.And(await EndAsync(restore, failure, $"{fault} at message {message}", ends.Open % 2 == 0 ? RestoreWay.Resume : RestoreWay.Rollback));
            message += stride;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{fault}, {(atOnce ? "at once" : "in batches")}, {(triesAgain ? "trying again" : "once")}: {ends}");
        return ends;
    }

    private static async Task<RestoreEnds> EndAsync(BrokenRestore restore, Exception? failure, string what, RestoreWay way)
    {
        Assert.True(DatabaseLock.Look(restore.Settings.Archive, "neo4j") is null, $"{what}: the lock is held");
        Assert.DoesNotContain(restore.Sandbox.ArchiveFiles, file => file.EndsWith(".partial", StringComparison.Ordinal));
        if (failure is not null && restore.Journal is { IsOpen: true })
        {
            Assert.True(failure is RestoreInterruptedException, $"{what}: {failure}");
            Assert.DoesNotContain("as it was before", failure.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<UnfinishedRestoreException>(() => restore.Sandbox.BackUpAsync());
        }

        var end = await restore.AssertEndsAsync(failure, way, what);
        if (end.Undone > 0) await restore.Sandbox.BackUpAsync();
        return end;
    }
}
