using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Runner.Tests.Execution;

public sealed class RunExecutionTests : IAsyncLifetime
{
    private const int Ended = 3203;

    private readonly TestExecutor _executor = new();
    private TestRunner _runner = null!;

    public async ValueTask InitializeAsync() => _runner = await TestRunner.StartAsync();

    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    [Fact]
    public async Task A_run_is_done_recorded_told_and_then_no_longer_accepted()
    {
        var accepted = await _runner.AcceptAsync();
        _executor.Body = (run, _) =>
        {
            Assert.Equal((1, 1), (run.Attempts, Assert.Single(_runner.State.Accepted.List()).Attempts));
            return Task.CompletedTask;
        };

        Assert.True(await _runner.DoAsync(accepted, _executor));

        var record = Assert.Single(_runner.State.History.Read());
        Assert.Equal((accepted.RunId, RunOutcome.Completed, 1), (record.RunId, record.Outcome, record.Attempts));
        Assert.Equal(accepted.RunId, Assert.IsType<BackupCompleted>(Assert.Single(_runner.Bus.Outcomes)).RunId);
        Assert.Empty(_runner.State.Accepted.List());
    }

    [Fact]
    public async Task An_outcome_that_is_in_the_history_is_only_told()
    {
        var accepted = await _runner.AcceptAsync(attempts: 1);
        await _runner.EndAsync(accepted);

        Assert.True(await _runner.DoAsync(accepted, _executor));

        Assert.Empty(_executor.Begun);
        Assert.Equal("by-another", Assert.IsType<BackupCompleted>(Assert.Single(_runner.Bus.Taken)).Backup);
        Assert.Single(_runner.State.History.Read());
        Assert.Empty(_runner.State.Accepted.List());
    }

    [Fact]
    public async Task A_run_that_broke_off_as_often_as_it_may_is_not_begun_again_and_recorded_as_abandoned()
    {
        var accepted = await _runner.AcceptAsync(attempts: _runner.Limits.MostAttempts);

        Assert.True(await _runner.DoAsync(accepted, _executor));

        Assert.Empty(_executor.Begun);
        var record = Assert.Single(_runner.State.History.Read());
        Assert.Equal((RunOutcome.Failed, "abandoned", 3), (record.Outcome, record.Failure!.Code, record.Attempts));
        Assert.Equal("abandoned", Assert.IsType<BackupFailed>(Assert.Single(_runner.Bus.Outcomes)).Failure.Code);
        Assert.Empty(_runner.State.Accepted.List());
    }

    [Fact]
    public async Task A_run_that_another_process_does_meanwhile_has_that_ones_outcome()
    {
        var accepted = await _runner.AcceptAsync();
        _executor.Body = async (run, _) =>
        {
            await _runner.EndAsync(run);
            throw new RunSupersededException(run.RunId);
        };

        Assert.True(await _runner.DoAsync(accepted, _executor));

        Assert.Equal("another process", Assert.Single(_runner.State.History.Read()).RunBy);
        Assert.Equal("by-another", Assert.IsType<BackupCompleted>(Assert.Single(_runner.Bus.Outcomes)).Backup);
        Assert.Empty(_runner.Logged(Ended));
    }

    [Fact]
    public async Task A_run_that_somebody_else_has_ended_and_told_is_nobodys()
    {
        var accepted = await _runner.AcceptAsync();
        await _runner.State.Accepted.RemoveAsync(accepted.RunId, TestContext.Current.CancellationToken);

        Assert.True(await _runner.DoAsync(accepted, _executor));

        Assert.Empty(_executor.Begun);
        Assert.Empty(_runner.Bus.Taken);
        Assert.Empty(_runner.State.History.Read());
    }

    [Fact]
    public async Task A_run_that_is_stopped_is_recorded_and_told_as_interrupted()
    {
        var accepted = await _runner.AcceptAsync();
        using var stop = new CancellationTokenSource();
        _executor.Body = async (_, cancel) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
        };

        Assert.True(await _runner.DoAsync(accepted, _executor, stop.Token));

        Assert.Equal(RunOutcome.Interrupted, Assert.Single(_runner.State.History.Read()).Outcome);
        Assert.Equal("interrupted", Assert.IsType<BackupFailed>(Assert.Single(_runner.Bus.Outcomes)).Failure.Code);
        Assert.Empty(_runner.State.Accepted.List());
    }

    [Fact]
    public async Task An_outcome_that_the_bus_does_not_take_stays_to_be_told_and_the_run_is_not_done_again()
    {
        var accepted = await _runner.AcceptAsync();
        _runner.Bus.Fault = new IOException("The broker is away.");

        Assert.False(await _runner.DoAsync(accepted, _executor));
        Assert.False(await _runner.DoAsync(accepted, _executor));
        var waiting = Assert.Single(_runner.State.Accepted.List());
        _runner.Bus.Fault = null;
        Assert.True(await _runner.DoAsync(waiting, _executor));

        Assert.Single(_executor.Begun);
        Assert.Single(_runner.Bus.Outcomes);
        Assert.Single(_runner.State.History.Read());
        Assert.Empty(_runner.State.Accepted.List());
    }

    [Fact]
    public async Task A_fault_that_is_known_is_one_line_of_the_log_and_one_that_is_not_comes_with_its_stack()
    {
        _executor.Body = (_, _) => throw new RefusedException("It was not confirmed.", "Confirm it.");
        await _runner.DoAsync(await _runner.AcceptAsync(), _executor);
        var known = Assert.Single(_runner.Logged(Ended));
        Assert.Null(known.Exception);
        Assert.EndsWith("ended without success: It was not confirmed.", known.Message, StringComparison.Ordinal);

        _runner.Log.Clear();
        _executor.Body = (_, _) => throw new InvalidDataException("Nobody thought of this.");
        await _runner.DoAsync(await _runner.AcceptAsync(), _executor);
        Assert.IsType<InvalidDataException>(Assert.Single(_runner.Logged(Ended)).Exception);
    }
}
