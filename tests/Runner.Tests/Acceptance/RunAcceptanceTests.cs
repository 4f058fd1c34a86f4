using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Runner.Acceptance;
using StreamingTracker.Backup.ServiceDefaults;
using StreamingTracker.Backup.ServiceDefaults.Messaging;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Runner.Tests.Acceptance;

public sealed class RunAcceptanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunAcceptance _acceptance;
    private readonly RunState _state;
    private readonly WakeUp _wakeUp = new();

    public RunAcceptanceTests()
    {
        var time = new FakeTimeProvider();
        var settings = new CurrentSettings(
            new OperationSettings { Archive = new BackupArchiveOptions(_folder["backups"]) }, null, () => throw new InvalidOperationException());
        _state = new(settings, time);
        _acceptance = new(settings, _state, _wakeUp, time, NullLogger<RunAcceptance>.Instance);
    }

    public static TheoryData<RunRequested> Unsound => new()
    {
        new BackupRequested { RunId = "ABCDEF00ABCDEF00ABCDEF00ABCDEF00", RequestedAt = default },
        new BackupRequested { RunId = "../../etc/passwd", RequestedAt = default },
        new BackupRequested { RunId = RunOrder.NewRunId(), RequestedAt = default, Trigger = "whim" },
        new BackupRequested { RunId = RunOrder.NewRunId(), RequestedAt = default, Note = new('x', 1001) },
        Restore("2"),
        Restore(""),
    };

    [Fact]
    public async Task An_accepted_run_is_recorded_before_it_is_answered_and_wakes_the_loops()
    {
        var woken = _wakeUp.Next;
        var request = Backup() with { RequestedBy = "me" };

        var answer = Assert.IsType<RunAccepted>(await DecideAsync(request));

        Assert.Equal((request.RunId, request.RunId, "backup"), (answer.RunId, answer.ServedBy, answer.Kind));
        var recorded = Assert.Single(_state.Accepted.List());
        Assert.Equal((request.RunId, "me", request), (recorded.RunId, recorded.RequestedBy, AcceptedRequest.Read<BackupRequested>(recorded)));
        Assert.True(woken.IsCompleted);
    }

    [Theory]
    [MemberData(nameof(Unsound))]
    public async Task What_could_never_be_served_is_refused_as_a_message(RunRequested request)
    {
        await Assert.ThrowsAsync<InvalidRequestException>(() => DecideAsync(request));
        Assert.Empty(_state.Accepted.List());
    }

    [Fact]
    public async Task A_restore_is_served_by_another_only_when_that_does_the_very_same()
    {
        var going = Restore("one");
        await DecideAsync(going);

        Assert.Equal(going.RunId, Assert.IsType<RunAccepted>(await DecideAsync(Restore("one"))).ServedBy);
        Assert.Equal("busy", Assert.IsType<RunRefused>(await DecideAsync(Restore("two"))).Failure.Code);
        Assert.IsType<RunRefused>(await DecideAsync(Restore("one") with { SafetyBackup = false }));

        var distinct = Restore("two") with { Distinct = true };
        Assert.Equal(distinct.RunId, Assert.IsType<RunAccepted>(await DecideAsync(distinct)).ServedBy);
        Assert.IsType<RunRefused>(await DecideAsync(Restore("three") with { Distinct = true }));
    }

    [Fact]
    public async Task A_verification_of_one_backup_is_served_by_that_of_all_and_never_the_other_way_round()
    {
        var one = Verify("one");
        await DecideAsync(one);
        var all = Verify(null);

        Assert.Equal(all.RunId, Assert.IsType<RunAccepted>(await DecideAsync(all)).ServedBy);
        Assert.Equal(all.RunId, Assert.IsType<RunAccepted>(await DecideAsync(Verify("two"))).ServedBy);
    }

    [Fact]
    public async Task A_verification_that_restores_as_well_is_not_served_by_one_that_only_reads()
    {
        await DecideAsync(Verify("one"));
        var restoring = Verify("one") with { Restore = true };

        Assert.Equal(restoring.RunId, Assert.IsType<RunAccepted>(await DecideAsync(restoring)).ServedBy);
        Assert.Equal(restoring.RunId, Assert.IsType<RunAccepted>(await DecideAsync(Verify("one") with { Restore = true })).ServedBy);
    }

    /// <summary>While the broker is away, runs end and can't be told of.</summary>
    [Fact]
    public async Task A_run_that_has_ended_and_is_not_told_of_yet_serves_nobody_and_is_in_nobodys_way()
    {
        foreach (var (ended, next) in ((RunRequested, RunRequested)[])
            [(Backup(), Backup()), (Backup(), Backup() with { Trigger = "scheduled" }), (Restore("one"), Restore("two")), (Verify(null), Verify(null))])
        {
            await DecideAsync(ended);
            await new RunRecorder(new() { Archive = new(_folder["backups"]) }, new FakeTimeProvider())
                .RecordAsync(new() { Kind = AcceptedRequest.Kind(ended), RunId = ended.RunId }, null, _ => Task.FromResult(true));

            Assert.Equal(next.RunId, Assert.IsType<RunAccepted>(await DecideAsync(next)).ServedBy);
            Assert.Equal([ended.RunId, next.RunId], _state.Accepted.List().Select(run => run.RunId));
            foreach (var run in _state.Accepted.List()) await _state.Accepted.RemoveAsync(run.RunId, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_scheduled_backup_is_refused_beside_one_that_has_ended_and_one_that_waits()
    {
        var ended = Backup();
        await DecideAsync(ended);
        await new RunRecorder(new() { Archive = new(_folder["backups"]) }, new FakeTimeProvider())
            .RecordAsync(new() { Kind = RunKind.Backup, RunId = ended.RunId }, null, _ => Task.FromResult(true));
        var waiting = Backup();
        await DecideAsync(waiting);

        var refused = Assert.IsType<RunRefused>(await DecideAsync(Backup() with { Trigger = "scheduled" }));

        Assert.Contains(waiting.RunId, refused.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheduled_verification_is_refused_beside_another_and_not_beside_a_backup()
    {
        await DecideAsync(Backup());
        Assert.IsType<RunAccepted>(await DecideAsync(Verify(null) with { Trigger = "scheduled" }));

        Assert.IsType<RunRefused>(await DecideAsync(Verify(null) with { Trigger = "scheduled" }));
        Assert.Equal((RunKind.Verify, RunOutcome.Refused), Assert.Single(_state.History.Read().Select(run => (run.Kind, run.Outcome))));
    }

    [Fact]
    public async Task A_scheduled_backup_is_refused_while_a_restore_is_accepted_and_not_while_backups_are_verified()
    {
        await DecideAsync(Verify(null));
        var scheduled = Backup() with { Trigger = "scheduled" };
        Assert.IsType<RunAccepted>(await DecideAsync(scheduled));
        await _state.Accepted.RemoveAsync(scheduled.RunId, TestContext.Current.CancellationToken);

        var restore = Restore("one");
        await DecideAsync(restore);
        var late = Backup() with { Trigger = "scheduled" };
        var refused = Assert.IsType<RunRefused>(await DecideAsync(late));
        Assert.Contains(restore.RunId, refused.Failure.Message, StringComparison.Ordinal);

        var again = Assert.IsType<RunRefused>(await DecideAsync(late));
        Assert.Equal(refused.Failure, again.Failure);
        Assert.Single(_state.History.Read());
    }

    public void Dispose() => _folder.Dispose();

    private static BackupRequested Backup() => new() { RunId = RunOrder.NewRunId(), RequestedAt = DateTimeOffset.UnixEpoch };

    private static RestoreRequested Restore(string backup) =>
        new() { RunId = RunOrder.NewRunId(), RequestedAt = DateTimeOffset.UnixEpoch, Backup = backup, ConfirmDatabase = "neo4j" };

    private static VerifyRequested Verify(string? backup) =>
        new() { RunId = RunOrder.NewRunId(), RequestedAt = DateTimeOffset.UnixEpoch, Backup = backup };

    private Task<RunEvent> DecideAsync(RunRequested request) => _acceptance.DecideAsync(request, TestContext.Current.CancellationToken);
}
