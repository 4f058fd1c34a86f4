using System.Collections.Concurrent;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Tests.Restores;
using StreamingTracker.Backup.TestKit.Peers;

namespace StreamingTracker.Backup.Operations.Tests.Runs;

/// <summary>A server that is never silent and never done: it does not keep a run, and the database's lock with it, for longer than it may.</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly byte[] KeepAlive = new ServerScript().Noop().ToArray();

    private readonly DayByHand _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backup_that_is_kept_alive_or_fed_with_a_record_now_and_then_ends_and_leaves_nothing(bool withRecords)
    {
        await using var fixture = await SandboxFixture.StartAsync();
        await using var proxy = new TamperingProxy(fixture.Settings.Neo4j!.Address);
        var settings = Through(proxy, fixture.Settings);
        proxy.Begin((_, message) => IsNode(message) ? GoOnForADay(withRecords ? ServerAttacks.Chunked(message) : KeepAlive) : Tampering.None);

        var failure = await Record.ExceptionAsync(() => BackUpAsync(settings).WaitAsync(Patience, Token));

        Assert.True(failure is RunTooLongException, $"{failure}");
        Assert.Contains(SettingsKeys.BackupMaxDuration, FailureMap.Explain(failure).Remedy, StringComparison.Ordinal);
        Assert.Empty(fixture.ArchiveFiles);
        Assert.Null(DatabaseLock.Look(settings.Archive, "neo4j"));
        Assert.Equal(("too-long", RunOutcome.Failed), (Assert.Single(History(settings)).Failure!.Code, Assert.Single(History(settings)).Outcome));
        proxy.Begin((_, _) => Tampering.None);
        await SandboxFixture.BackUpAsync(settings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restore_that_is_kept_alive_ends_and_leaves_a_journal_that_leads_to_an_end(bool atOnce)
    {
        await using var restore = await BrokenRestore.PrepareAsync();
        await using var proxy = new TamperingProxy(restore.Settings.Neo4j!.Address);
        var settings = Through(proxy, atOnce ? restore.Settings : restore.InBatches);
        var isChanging = false;
        proxy.Begin((_, _) => Volatile.Read(ref isChanging) ? GoOnForADay(KeepAlive) : Tampering.None);
        var progress = new AtPhase("import.nodes", () => Volatile.Write(ref isChanging, true));

        var failure = await Record.ExceptionAsync(() => RestoreAsync(settings, restore.Backup, progress).WaitAsync(Patience, Token));

        Assert.True(failure is RestoreInterruptedException { InnerException: RunTooLongException }, $"{failure}");
        Assert.Equal("too-long", FailureMap.Explain(failure).Kind);
        Assert.True(restore.Journal is { IsOpen: true });
        Assert.Null(DatabaseLock.Look(settings.Archive, "neo4j"));
        await SandboxFixture.EndAsync(restore.Settings, atOnce ? RestoreWay.Rollback : RestoreWay.Resume);
        Assert.Equal(atOnce ? restore.Old : restore.New, await restore.Sandbox.HeldAsync());
    }

    private static OperationSettings Through(TamperingProxy proxy, OperationSettings settings) =>
        settings with { Neo4j = settings.Neo4j! with { Address = proxy.Address } };

    private Task<BackupResult> BackUpAsync(OperationSettings settings) => new RunRecorder(settings, _time).RecordAsync(
        new() { Kind = RunKind.Backup }, progress: null, run => new BackupOperation(settings, _time).RunAsync(new(), run, Token));

    private Task<RestoreResult> RestoreAsync(OperationSettings settings, string backup, IProgress<RunProgress> progress) =>
        new RunRecorder(settings, _time).RecordAsync(new() { Kind = RunKind.Restore }, progress, async run =>
        {
            var operation = new RestoreOperation(settings, _time);
            return await operation.ExecuteAsync(await operation.PlanAsync(backup, run, Token), new(), run, Token);
        });

    private Tampering GoOnForADay(byte[] bytes)
    {
        _time.Pass();
        return new(bytes, ForEver: true);
    }

    private static IReadOnlyList<RunRecord> History(OperationSettings settings) => new RunHistory(settings.Archive).Read();

    // A record whose one value is a node: no question about anything else has such an answer.
    private static bool IsNode(ReadOnlyMemory<byte> message) => message.Span is [_, MessageTag.Record, 0x91, _, (byte)'N', ..];

    /// <summary>The machine's clock, but that a day, which is what a run has, is over when it is told to be.</summary>
    private sealed class DayByHand : TimeProvider
    {
        private readonly ConcurrentBag<ITimer> _days = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime < TimeSpan.FromDays(1)) return base.CreateTimer(callback, state, dueTime, period);
            var day = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
            _days.Add(day);
            return day;
        }

        public void Pass()
        {
            foreach (var day in _days) day.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
