using System.Collections.Concurrent;
using System.Diagnostics;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.Operations.Telemetry;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Runner.Tests.Events;

public sealed class EventPublisherTests : IAsyncLifetime
{
    private const int NotAnnounced = 3101, ProgressLost = 3102;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly string _trace = ActivityTraceId.CreateRandom().ToHexString();
    private readonly RunRecord _run = new()
    {
        RunId = RunOrder.NewRunId(),
        Kind = RunKind.Verify,
        Outcome = RunOutcome.Completed,
        Trigger = "manual",
        StartedAt = DateTimeOffset.UnixEpoch,
        Duration = TimeSpan.FromSeconds(7),
        RunBy = "somebody",
        Verified = 12,
    };

    private ActivityListener _listener = null!;
    private TestRunner _runner = null!;

    private string Parent => $"00-{_trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01";

    public async ValueTask InitializeAsync()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == RunTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _runner = await TestRunner.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.DisposeAsync();
        _listener.Dispose();
    }

    [Fact]
    public async Task An_outcome_is_told_as_the_history_has_it_in_the_trace_of_its_run()
    {
        Assert.True(await _runner.Events.TryAnnounceAsync(_run, Parent));

        var told = Assert.IsType<VerifyCompleted>(Assert.Single(_runner.Bus.Taken));
        Assert.Equal((_run.RunId, 12, DateTimeOffset.UnixEpoch.AddSeconds(7)), (told.RunId, told.Verified, told.At));
        var span = Span();
        Assert.Equal((RunTelemetry.AnnounceSpan, _run.RunId), (span.OperationName, span.GetTagItem(RunTelemetry.RunId)));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_bus_that_fails_is_told_in_one_line_and_in_the_trace()
    {
        _runner.Bus.Fault = new IOException("The broker is away.");

        Assert.False(await _runner.Events.TryAnnounceAsync(_run, Parent));

        var line = Assert.Single(_runner.Logged(NotAnnounced));
        Assert.Null(line.Exception);
        Assert.EndsWith("The broker is away.", line.Message, StringComparison.Ordinal);
        Assert.Equal((ActivityStatusCode.Error, "The broker is away."), (Span().Status, Span().StatusDescription));
    }

    [Fact]
    public async Task A_bus_that_takes_nothing_is_given_up_after_three_seconds()
    {
        _runner.Bus.Hangs = true;

        var telling = _runner.Events.TryAnnounceAsync(_run, Parent);
        await Eventually.HoldsAsync(() => _runner.Bus.Tries == 1, TestRunner.Limit);
        _runner.Time.Advance(Longest - TimeSpan.FromTicks(1));
        Assert.False(telling.IsCompleted);
        _runner.Time.Advance(TimeSpan.FromTicks(1));

        Assert.False(await telling.WaitAsync(TestRunner.Limit, TestContext.Current.CancellationToken));
        Assert.EndsWith("the bus did not take it within 3 s", Assert.Single(_runner.Logged(NotAnnounced)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_that_the_bus_does_not_take_is_lost_without_noise()
    {
        var progress = new RunProgressed
        {
            RunId = _run.RunId,
            Kind = "verify",
            At = default,
            Sequence = 1,
            Phase = "verify",
            Ended = false,
            Entities = 0,
            Expected = 0,
            ElapsedSeconds = 0,
        };
        Assert.True(await _runner.Events.TrySendProgressAsync(progress));
        _runner.Bus.Fault = new IOException("The broker is away.");
        Assert.False(await _runner.Events.TrySendProgressAsync(progress));

        Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Debug, Assert.Single(_runner.Logged(ProgressLost)).Level);
        Assert.Empty(_runner.Logged(NotAnnounced));
    }

    private Activity Span() => Assert.Single(_spans, span => span.TraceId.ToHexString() == _trace);
}
