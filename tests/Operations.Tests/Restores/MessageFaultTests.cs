using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Restores;

/// <summary>
/// A fault at one message after another of a restore, from the first connection to the proof. By default at some of them; at all
/// where a long run is wanted (see <see cref="LongRun"/>).
/// </summary>
public sealed class MessageFaultTests
{
    private const int Stride = 11;

    private static readonly SandboxFault Refusal = SandboxFault.Failure("Neo.ClientError.Statement.ArgumentError", "The test refuses.");

    [Theory]
    [InlineData(true, "cut")]
    [InlineData(true, "failure")]
    [InlineData(false, "cut")]
    [InlineData(false, "failure")]
    public async Task Whatever_message_meets_a_fault_the_old_graph_is_there_or_the_new_one_or_a_journal_that_leads_to_either(bool atOnce, string fault)
    {
        var (undone, open) = (0, 0);
        for (var message = 1; ; message += LongRun.IsAsked ? 1 : Stride)
        {
            await using var restore = await BrokenRestore.PrepareAsync();
            restore.Sandbox.Faults.Arm(SandboxTrigger.Message, message, fault == "cut" ? SandboxFault.Cut : Refusal);

            var failure = await Record.ExceptionAsync(
                () => SandboxFixture.RestoreAsync(atOnce ? restore.Settings : restore.InBatches, restore.Backup));

            if (restore.Sandbox.Faults.Struck == 0) break;
            restore.Sandbox.Faults.Clear();
            var there = await restore.Sandbox.PictureAsync();
            if (failure is null)
            {
                Assert.Equal((restore.New, JournalOutcome.Restored), (there, restore.Journal!.Outcome));
            }
            else if (restore.Journal is { IsOpen: true })
            {
                open++;
                Assert.True(failure is RestoreInterruptedException, $"Message {message}: {failure}");
                Assert.DoesNotContain("as it was before", failure.Message, StringComparison.Ordinal);
                await Assert.ThrowsAsync<UnfinishedRestoreException>(() => restore.Sandbox.BackUpAsync());
                var way = open % 2 == 0 ? RestoreWay.Resume : RestoreWay.Rollback;
                await SandboxFixture.EndAsync(restore.Settings, way);
                Assert.Equal(way == RestoreWay.Resume ? restore.New : restore.Old, await restore.Sandbox.PictureAsync());
            }
            else
            {
                undone++;
                Assert.True(restore.Old == there, $"Message {message}: {failure}");
                await restore.Sandbox.BackUpAsync();
            }
        }

        Assert.True(undone > 0 && undone + open > 5, $"Undone {undone}, open {open}");
    }
}
