using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Runner.Execution;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Runner.Tests.Execution;

public sealed class RunnerServiceTests : IAsyncLifetime
{
    private readonly TestExecutor _backups = new(), _verifications = new(RunKind.Verify);
    private TestRunner _runner = null!;
    private RunnerService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _runner = await TestRunner.StartAsync();
        _service = new(
            [_backups, _verifications],
            _runner.Settings,
            _runner.Limits,
            _runner.State,
            _runner.Execution,
            _runner.WakeUp,
            _runner.Time,
            _runner.Logger<RunnerLoop>());
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StoppingAsync(CancellationToken.None);
        _service.Dispose();
        await _runner.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_done_before_everything_has_started()
    {
        var accepted = await _runner.AcceptAsync();
        await _service.StartingAsync(Cancellation);
        await _service.StartAsync(Cancellation);
        Assert.Empty(_backups.Begun);

        await _service.StartedAsync(Cancellation);
        await Eventually.HoldsAsync(() => _backups.Begun.Contains(accepted.RunId), TestRunner.Limit);
    }

    [Fact]
    public async Task Runs_of_one_kind_do_not_wait_for_those_of_another()
    {
        _backups.Body = (_, cancel) => Task.Delay(Timeout.Infinite, cancel);
        await _runner.AcceptAsync();
        var verification = await _runner.AcceptAsync(RunKind.Verify);

        await _service.StartedAsync(Cancellation);

        await Eventually.HoldsAsync(() => _backups.Begun.Count == 1, TestRunner.Limit);
        await Eventually.HoldsAsync(() => _runner.State.History.Find(verification.RunId) is not null, TestRunner.Limit);
    }

    [Fact]
    public async Task A_stop_waits_until_the_run_that_is_going_is_recorded_and_told()
    {
        _backups.Body = (_, cancel) => Task.Delay(Timeout.Infinite, cancel);
        var going = await _runner.AcceptAsync();
        await _service.StartedAsync(Cancellation);
        await Eventually.HoldsAsync(() => _backups.Begun.Count == 1, TestRunner.Limit);

        await _service.StoppingAsync(Cancellation);

        Assert.Equal(RunOutcome.Interrupted, _runner.State.History.Find(going.RunId)!.Outcome);
        Assert.Equal("interrupted", Assert.IsType<BackupFailed>(Assert.Single(_runner.Bus.Outcomes)).Failure.Code);
        Assert.Empty(_runner.State.Accepted.List());
    }

    [Fact]
    public async Task A_stop_that_has_no_more_time_is_not_held_up_by_a_run_that_does_not_end()
    {
        var never = new TaskCompletionSource();
        _backups.Body = (_, _) => never.Task;
        await _runner.AcceptAsync();
        await _service.StartedAsync(Cancellation);
        await Eventually.HoldsAsync(() => _backups.Begun.Count == 1, TestRunner.Limit);
        using var noTime = new CancellationTokenSource();
        await noTime.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _service.StoppingAsync(noTime.Token));
        never.SetResult();
    }
}
