using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Runner.Tests.Execution;

public sealed class RunnerLoopTests : IAsyncLifetime
{
    private const int Fault = 3301;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly TestExecutor _executor = new();
    private TestRunner _runner = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync() => _runner = await TestRunner.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TestRunner.Limit, CancellationToken.None);
        _stop.Dispose();
        await _runner.DisposeAsync();
    }

    [Fact]
    public async Task What_is_accepted_is_done_in_its_order_and_what_is_of_another_kind_is_left()
    {
        var first = await _runner.AcceptAsync();
        var second = await _runner.AcceptAsync();
        var other = await _runner.AcceptAsync(RunKind.Verify);

        Start();
        await NothingLeftAsync(RunKind.Backup);

        Assert.Equal([first.RunId, second.RunId], _executor.Begun);
        Assert.Equal(other.RunId, Assert.Single(_runner.State.Accepted.List()).RunId);
    }

    [Fact]
    public async Task A_run_that_is_accepted_in_this_process_begins_at_once()
    {
        Start();
        await DoneAsync(await _runner.AcceptAsync());

        // The clock stands still, so that it is the bell alone that wakes the loop.
        var next = await _runner.AcceptAsync();
        _runner.WakeUp.Ring();
        await DoneAsync(next, moment: TimeSpan.Zero);
    }

    [Fact]
    public async Task A_run_that_another_process_accepted_begins_at_the_next_look()
    {
        Start();
        await DoneAsync(await _runner.AcceptAsync(), _runner.Limits.Poll);
        await DoneAsync(await _runner.AcceptAsync(), _runner.Limits.Poll);
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("locks")]
    public async Task An_archive_that_cannot_be_read_is_told_in_one_line_and_tried_again(string folder)
    {
        var accepted = await _runner.AcceptAsync();
        _runner.Break(folder);

        Start();
        await _runner.PassUntilAsync(() => _runner.Logged(Fault).Count >= 2, _runner.Limits.Poll, "the fault is told twice");
        Assert.All(_runner.Logged(Fault), told => Assert.Null(told.Exception));
        Assert.Empty(_executor.Begun);

        _runner.Mend(folder);
        await DoneAsync(accepted, _runner.Limits.Poll);
        Assert.Single(_executor.Begun);
    }

    [Fact]
    public async Task While_another_process_does_runs_of_the_kind_this_one_leaves_them()
    {
        var accepted = await _runner.AcceptAsync();
        await using (await TakeTurnAsync())
        {
            Start();
            var until = _runner.Time.GetUtcNow() + TimeSpan.FromMinutes(2);
            await _runner.PassUntilAsync(() => _runner.Time.GetUtcNow() >= until, Moment, "two minutes have passed");
            Assert.Empty(_executor.Begun);
        }

        await DoneAsync(accepted, Moment);
    }

    [Fact]
    public async Task An_outcome_that_could_not_be_told_is_told_at_a_later_look_and_does_not_hold_up_the_next_run()
    {
        _runner.Bus.Fault = new IOException("The broker is away.");
        var first = await _runner.AcceptAsync();
        var second = await _runner.AcceptAsync();

        Start();
        await Eventually.HoldsAsync(() => _runner.State.History.Find(second.RunId) is not null, TestRunner.Limit);
        Assert.Equal(2, _runner.State.Accepted.List().Count);
        _runner.Bus.Fault = null;
        await DoneAsync(first, _runner.Limits.Poll);
        await DoneAsync(second, _runner.Limits.Poll);

        Assert.Equal([first.RunId, second.RunId], _executor.Begun);
        Assert.Equivalent((string[])[first.RunId, second.RunId], _runner.Bus.Outcomes.Select(told => told.RunId), strict: true);
    }

    [Fact]
    public async Task A_stop_ends_the_run_that_is_going_and_leaves_those_that_wait()
    {
        _executor.Body = (_, cancel) => Task.Delay(Timeout.Infinite, cancel);
        var going = await _runner.AcceptAsync();
        var waiting = await _runner.AcceptAsync();

        Start();
        await Eventually.HoldsAsync(() => _executor.Begun.Count == 1, TestRunner.Limit);
        await _stop.CancelAsync();
        await _running.WaitAsync(TestRunner.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(RunOutcome.Interrupted, _runner.State.History.Find(going.RunId)!.Outcome);
        Assert.Equal((waiting.RunId, 0), (Assert.Single(_runner.State.Accepted.List()).RunId, _runner.State.Accepted.List()[0].Attempts));
        Assert.Null(DatabaseLock.Look(_runner.Archive, database: null));
    }

    private void Start() => _running = Task.Run(() => _runner.Loop(_executor).RunAsync(_stop.Token), CancellationToken.None);

    /// <summary>The lock of the kind among all processes; the database has no name here.</summary>
    private Task<DatabaseLock> TakeTurnAsync() => DatabaseLock.AcquireAsync(
        _runner.Archive, ":backup", new("another", "backup", "another process", _runner.Time.GetUtcNow()), new(), _runner.Time, TestContext.Current.CancellationToken);

    private Task NothingLeftAsync(RunKind kind) =>
        Eventually.HoldsAsync(() => _runner.State.Accepted.List().All(run => run.Kind != kind), TestRunner.Limit);

    /// <summary>Waits until a run was done and told, while the clock moves on by <paramref name="moment"/> now and then.</summary>
    private Task DoneAsync(AcceptedRun run, TimeSpan? moment = null) => _runner.PassUntilAsync(
        () => _runner.State.Accepted.List().All(left => left.RunId != run.RunId), moment ?? Moment, $"run {run.RunId} is done");
}
