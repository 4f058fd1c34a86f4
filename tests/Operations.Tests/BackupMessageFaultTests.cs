using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests;

/// <summary>
/// A fault at one message after another of a backup: at those of the client, and at the records between them. By default at some of
/// them; at all where a long run is wanted (see <see cref="LongRun"/>).
/// </summary>
public sealed class BackupMessageFaultTests
{
    private static readonly TheoryData<SandboxTrigger, string> Everything =
        new(from trigger in (SandboxTrigger[])[SandboxTrigger.Message, SandboxTrigger.Record] from name in MessageFault.ByName.Keys select (trigger, name));

    private static readonly TheoryData<SandboxTrigger, string> WhatPasses =
        new(from row in Everything where MessageFault.ByName[row.Data.Item2].Passes select row.Data);

    // With its last messages a connection says farewell, and nobody waits for an answer.
    private const int Farewells = 4;

    public static TheoryData<SandboxTrigger, string> Faults => Everything;

    public static TheoryData<SandboxTrigger, string> PassingFaults => WhatPasses;

    [Theory]
    [MemberData(nameof(PassingFaults))]
    public async Task Whatever_message_meets_a_fault_that_passes_the_backup_is_made(SandboxTrigger trigger, string fault)
    {
        var retried = 0;
        var tried = await ForEachMessageAsync(trigger, fault, triesAgain: true, (backup, failure) =>
        {
            Assert.True(failure is null, $"{failure}");
            if (backup.Record.Attempts > 1) retried++;
            return Task.CompletedTask;
        });

        Assert.InRange(retried, Math.Max(1, tried - Farewells), tried);
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault} at a {trigger}: {tried} tried, {tried} succeeded, {retried} of them by trying again");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_message_meets_a_fault_that_is_not_waited_out_the_backup_fails_for_that_reason(SandboxTrigger trigger, string fault)
    {
        var failed = 0;
        var tried = await ForEachMessageAsync(trigger, fault, triesAgain: !MessageFault.ByName[fault].Passes, (_, failure) =>
        {
            if (failure is not null) failed++;
            return Task.CompletedTask;
        });

        Assert.InRange(failed, Math.Max(1, tried - Farewells), tried);
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault} at a {trigger}: {tried} tried, {tried - failed} succeeded, {failed} failed as they should");
    }

    private static async Task<int> ForEachMessageAsync(SandboxTrigger trigger, string fault, bool triesAgain, Func<Attempt, Exception?, Task> look)
    {
        var stride = LongRun.IsAsked ? 1 : (trigger == SandboxTrigger.Message ? 5 : 61) * (fault == "stall" ? 3 : 1);
        var strikes = MessageFault.ByName[fault];
        for (var (message, tried) = (1, 0); ;)
        {
            await using var sandbox = await SandboxFixture.StartAsync();
            var graph = await sandbox.HeldAsync();
            sandbox.Faults.Arm(trigger, message, strikes.Strikes);
            var order = new RunOrder { Kind = RunKind.Backup };

            var failure = await Record.ExceptionAsync(
                () => SandboxFixture.BackUpAsync(strikes.Settings(sandbox.Settings, triesAgain), order: order));

            if (strikes.WasNotWaitedFor(sandbox.Faults, failure)) continue;
            if (sandbox.Faults.Struck == 0)
            {
                Assert.True(failure is null, $"{fault} at {trigger} {message} did not strike: {failure}");
                return tried;
            }

            var attempt = new Attempt(sandbox, order.RunId, graph);
            await attempt.AssertHonestAsync(failure, $"{fault} at {trigger} {message}");
            await look(attempt, failure);
            (message, tried) = (message + stride, tried + 1);
        }
    }

    /// <summary>One backup that met a fault.</summary>
    private sealed record Attempt(SandboxFixture Sandbox, string RunId, HeldGraph Graph)
    {
        public RunRecord Record => new RunHistory(Sandbox.Settings.Archive).Find(RunId)!;

        /// <summary>It is there, whole and exact, or nothing of it is; the lock is free, and the history says how it went.</summary>
        public async Task AssertHonestAsync(Exception? failure, string what)
        {
            Assert.True(Sandbox.ArchiveFiles.Count() == (failure is null ? 2 : 0), $"{what}: {string.Join(", ", Sandbox.ArchiveFiles)} after {failure}");
            Assert.True(DatabaseLock.Look(Sandbox.Settings.Archive, "neo4j") is null, $"{what}: the lock is held");
            Assert.True(Record is not null, $"{what}: the run is in no history");
            if (failure is not null)
            {
                var explained = FailureMap.Explain(failure);
                Assert.True(explained.Kind != FailureMap.Unexpected, $"{what}: {failure}");
                Assert.Equal((RunOutcome.Failed, explained.Kind), (Record.Outcome, Record.Failure!.Code));
                return;
            }

            Assert.Equal(RunOutcome.Completed, Record.Outcome);
            var backup = new BackupArchive(Sandbox.Settings.Archive, TimeProvider.System).FindByRun(RunId)!;
            var verified = await BackupVerifier.VerifyAsync(backup, TestContext.Current.CancellationToken);
            Assert.True(backup.Manifest!.Consistency.Exact, $"{what}: fuzzy");
            Assert.True(HeldGraph.Of(verified.Digest, verified.Schema!) == Graph, $"{what}: another graph");
        }
    }
}
