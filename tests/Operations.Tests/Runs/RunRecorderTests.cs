using Microsoft.Extensions.Time.Testing;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Runs;

public sealed class RunRecorderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    private OperationSettings Settings => new() { Archive = new(_folder["backups"]) };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_ends_well_is_recorded_with_its_phases()
    {
        var order = new RunOrder { Kind = RunKind.Backup, Trigger = "scheduled", AttemptsBefore = 1 };

        var result = await RecordAsync(order, run =>
        {
            run.Enter("export.nodes");
            _time.Advance(TimeSpan.FromSeconds(3));
            run.Advance(12);
            run.Facts = run.Facts with { Backup = "some-backup", Nodes = 12 };
            return 7;
        });

        Assert.Equal(7, result);
        var record = Assert.Single(new RunHistory(Settings.Archive).Read());
        Assert.Equal((order.RunId, RunKind.Backup, RunOutcome.Completed), (record.RunId, record.Kind, record.Outcome));
        Assert.Equal(("scheduled", 2, "some-backup", 12), (record.Trigger, record.Attempts, record.Backup, record.Nodes));
        Assert.Equal((TimeSpan.FromSeconds(3), null), (record.Duration, record.Failure));
        Assert.Equal([new("export.nodes", TimeSpan.Zero, TimeSpan.FromSeconds(3), 12)], record.Phases);
    }

    [Theory]
    [InlineData(typeof(RefusedException), RunOutcome.Refused, "refused")]
    [InlineData(typeof(OperationCanceledException), RunOutcome.Interrupted, "interrupted")]
    [InlineData(typeof(InvalidDataException), RunOutcome.Failed, "unexpected")]
    public async Task What_ends_a_run_is_recorded_and_thrown_on(Type type, RunOutcome outcome, string code)
    {
        var cause = type == typeof(RefusedException) ? new RefusedException("No.", "Ask.") : (Exception)Activator.CreateInstance(type)!;

        var thrown = await Assert.ThrowsAsync(type, () => RecordAsync<int>(new() { Kind = RunKind.Restore }, _ => throw cause));

        Assert.Same(cause, thrown);
        var record = Assert.Single(new RunHistory(Settings.Archive).Read());
        Assert.Equal((outcome, code), (record.Outcome, record.Failure!.Code));
    }

    [Fact]
    public async Task A_run_that_another_process_has_done_is_not_recorded()
    {
        await Assert.ThrowsAsync<RunSupersededException>(
            () => RecordAsync<int>(new() { Kind = RunKind.Backup }, run => throw new RunSupersededException(run.Order.RunId)));

        Assert.Empty(new RunHistory(Settings.Archive).Read());
    }

    [Fact]
    public async Task A_run_that_can_not_be_recorded_says_so_and_how_it_ended()
    {
        var settings = new OperationSettings { Archive = new("/dev/null/backups") };

        var well = await Assert.ThrowsAsync<RunNotRecordedException>(() => RecordAsync(new() { Kind = RunKind.Backup }, _ => 1, settings));
        var badly = await Assert.ThrowsAsync<RunNotRecordedException>(
            () => RecordAsync<int>(new() { Kind = RunKind.Backup }, _ => throw new RefusedException("No.", "Ask."), settings));

        Assert.Contains("ended (well)", well.Message, StringComparison.Ordinal);
        Assert.Contains("ended (No.)", badly.Message, StringComparison.Ordinal);
        Assert.Equal(Operations.Failures.ExitCode.Refused, Operations.Failures.FailureMap.Explain(badly).ExitCode);
    }

    [Fact]
    public async Task A_verification_works_on_an_archive_that_can_not_be_written() =>
        Assert.Equal(1, await RecordAsync(new() { Kind = RunKind.Verify }, _ => 1, new() { Archive = new("/dev/null/backups") }));

    [Fact]
    public async Task The_archives_own_fault_is_said_once()
    {
        var fault = new ArchiveUnavailableException("gone", "look");

        var thrown = await Assert.ThrowsAsync<ArchiveUnavailableException>(
            () => RecordAsync<int>(new() { Kind = RunKind.Backup }, _ => throw fault, new() { Archive = new("/dev/null/backups") }));

        Assert.Same(fault, thrown);
    }

    private Task<T> RecordAsync<T>(RunOrder order, Func<Run, T> body, OperationSettings? settings = null) =>
        new RunRecorder(settings ?? Settings, _time).RecordAsync(order, null, run => Task.FromResult(body(run)));
}
