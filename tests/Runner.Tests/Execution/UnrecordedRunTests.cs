using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Runner.Tests.Execution;

/// <summary>Runs whose end the history can't take.</summary>
public sealed class UnrecordedRunTests : IAsyncLifetime
{
    private const string History = "runs";
    private const int NotRecorded = 3205, StillNotRecorded = 3206;

    private TestRunner _runner = null!;

    public async ValueTask InitializeAsync() => _runner = await TestRunner.StartAsync();

    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    /// <summary>A verification needs no record elsewhere, and what the archive itself ends says so by itself; here both are awaited.</summary>
    [Theory]
    [InlineData(RunKind.Backup, null)]
    [InlineData(RunKind.Restore, null)]
    [InlineData(RunKind.Verify, null)]
    [InlineData(RunKind.Backup, "The disk is gone.")]
    [InlineData(RunKind.Restore, "The disk is gone.")]
    public async Task It_is_recorded_and_told_once_the_history_can_be_written_and_not_done_twice(RunKind kind, string? archiveFault)
    {
        var accepted = await _runner.AcceptAsync(kind);
        var executor = BreakingExecutor(kind, archiveFault);

        var doing = _runner.DoAsync(accepted, executor);
        await _runner.PassUntilAsync(() => _runner.Logged(StillNotRecorded).Count >= 2, _runner.Limits.Poll, "it is tried again and again");
        Assert.False(doing.IsCompleted);
        Assert.Empty(_runner.Bus.Outcomes);
        _runner.Mend(History);
        await _runner.PassUntilAsync(() => doing.IsCompleted, _runner.Limits.Poll, "it is recorded");

        // The clock that the test moves may have left the bus no time: then it is told at the next look, as the loop does it.
        Assert.True(await doing || await _runner.DoAsync(accepted, executor));
        Assert.Single(executor.Begun);
        var record = Assert.Single(_runner.State.History.Read());
        Assert.Equal((accepted.RunId, archiveFault is null ? RunOutcome.Completed : RunOutcome.Failed), (record.RunId, record.Outcome));
        Assert.Equal(archiveFault, record.Failure?.Message);
        Assert.Single(_runner.Bus.Outcomes);
        Assert.Empty(_runner.State.Accepted.List());
        Assert.Null(Assert.Single(_runner.Logged(NotRecorded)).Exception);
    }

    [Fact]
    public async Task The_stack_of_a_fault_that_nobody_foresaw_is_not_lost()
    {
        var executor = BreakingExecutor(RunKind.Backup, null);
        var breaking = executor.Body;
        executor.Body = async (run, cancel) =>
        {
            await breaking(run, cancel);
            throw new InvalidDataException("Nobody thought of this.");
        };
        using var stop = new CancellationTokenSource();

        var doing = _runner.DoAsync(await _runner.AcceptAsync(), executor, stop.Token);
        await _runner.PassUntilAsync(() => _runner.Logged(NotRecorded).Count == 1, _runner.Limits.Poll, "it is told");
        await stop.CancelAsync();

        Assert.False(await doing);
        Assert.IsType<InvalidDataException>(Assert.Single(_runner.Logged(NotRecorded)).Exception?.InnerException);
    }

    [Fact]
    public async Task When_the_process_stops_before_that_it_stays_accepted_and_nothing_is_told()
    {
        var accepted = await _runner.AcceptAsync();
        using var stop = new CancellationTokenSource();

        var doing = _runner.DoAsync(accepted, BreakingExecutor(RunKind.Backup, null), stop.Token);
        await _runner.PassUntilAsync(() => _runner.Logged(StillNotRecorded).Count >= 1, _runner.Limits.Poll, "it is tried again");
        await stop.CancelAsync();

        Assert.False(await doing);
        Assert.Empty(_runner.Bus.Outcomes);
        Assert.Equal(1, Assert.Single(_runner.State.Accepted.List()).Attempts);
    }

    private TestExecutor BreakingExecutor(RunKind kind, string? archiveFault) => new(kind)
    {
        Body = (_, _) =>
        {
            _runner.Break(History);
            return archiveFault is null ? Task.CompletedTask : throw new ArchiveUnavailableException(archiveFault, "Bring it back.");
        },
    };
}
