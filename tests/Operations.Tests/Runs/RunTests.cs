using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Tests.Runs;

public sealed class RunTests : IProgress<RunProgress>
{
    private static readonly RunOrder Order = new() { Kind = RunKind.Backup };

    private readonly FakeTimeProvider _time = new();
    private readonly List<RunProgress> _told = [];

    void IProgress<RunProgress>.Report(RunProgress value) => _told.Add(value);

    [Fact]
    public void A_phase_ends_when_the_next_begins_and_is_timed_and_counted()
    {
        using var run = new Run(Order, "backup", _time, this);

        run.Enter("one");
        _time.Advance(TimeSpan.FromSeconds(2));
        run.Advance(10);
        run.Enter("two");
        _time.Advance(TimeSpan.FromSeconds(1));
        run.End(null);

        Assert.Equal(
            [new("one", TimeSpan.Zero, TimeSpan.FromSeconds(2), 10), new("two", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), 0)],
            run.Phases);
        Assert.Equal(new RunProgress("one", true, 10, 0, TimeSpan.FromSeconds(2)), _told.First(told => told.Ended));
    }

    [Fact]
    public void What_an_export_reports_becomes_phases_each_counted_by_itself()
    {
        using var run = new Run(Order, "backup", _time, this);

        var progress = run.Graph("export", 5, 7);
        progress.Report(new("nodes", 5, 0));
        progress.Report(new("relationships", 5, 0));
        progress.Report(new("relationships", 5, 7));
        run.End(null);

        Assert.Equal([("export.nodes", 5L), ("export.relationships", 7L)], run.Phases.Select(phase => (phase.Name, phase.Entities)));
        Assert.Equal(7, _told[^1].Expected);
    }

    [Fact]
    public void A_run_is_a_span_with_a_child_for_each_phase_and_failed_when_it_was_not_completed()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "StreamingTracker.Backup",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        string? trace;
        using (var unfinished = new Run(Order, "spans-of-a-test", _time, null))
        {
            trace = unfinished.TraceId;
            unfinished.Enter("connect");
        }

        var run = spans.Single(span => span.OperationName == "spans-of-a-test");
        var phase = spans.Single(span => span.ParentSpanId == run.SpanId);
        Assert.Equal(trace, run.TraceId.ToHexString());
        Assert.Equal(("connect", ActivityStatusCode.Error), (phase.OperationName, phase.Status));
        Assert.Equal(ActivityStatusCode.Error, run.Status);
    }
}
