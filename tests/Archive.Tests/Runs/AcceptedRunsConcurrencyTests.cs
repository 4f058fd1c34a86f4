using System.Globalization;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Archive.Tests.Processes;

namespace StreamingTracker.Backup.Archive.Tests.Runs;

public sealed class AcceptedRunsConcurrencyTests : IDisposable
{
    private const int Most = AcceptedRuns.MostOfAKind;

    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    private AcceptedRuns Runs => new(_archive.Options, null);

    [Fact]
    public async Task Of_many_at_once_from_many_processes_two_are_accepted()
    {
        await using var group = new ProcessGroup(4, () => OtherProcess.Start(_archive.Options, "accept", "20"));
        await group.GoAsync();
        await group.AllSayAsync("accepted");
        Assert.Equal(2, group.Outputs.Sum(output => int.Parse(output.Split("accepted ")[1], CultureInfo.InvariantCulture)));
        Assert.Equal(2, Runs.List().Count);
    }

    [Fact]
    public async Task Of_many_at_once_that_must_not_wait_one_is_accepted()
    {
        var admissions = await FiftyAtOnceAsync(() => TestRuns.Accepted(), most: 1);
        Assert.Single(admissions, admission => admission.Accepted);
    }

    [Fact]
    public async Task One_run_accepted_many_times_at_once_is_recorded_once()
    {
        var run = TestRuns.Accepted();
        await Runs.AcceptAsync(TestRuns.Accepted(), Most, GraphFile.Cancel);
        var admissions = await FiftyAtOnceAsync(() => run, Most);
        Assert.All(admissions, admission => Assert.True(admission.Accepted));
        Assert.Equal(2, Directory.GetFiles(_archive[".stbackup/accepted"], "*.json").Length);
    }

    /// <summary>Removals come between: whoever sees a place that has just become free must not take one too many.</summary>
    [Fact]
    public async Task However_they_come_and_go_there_are_never_more_than_two()
    {
        var eight = new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = GraphFile.Cancel };
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), eight, async (_, cancel) =>
        {
            var run = TestRuns.Accepted();
            var admission = await Runs.AcceptAsync(run, Most, cancel);
            Assert.InRange(Runs.List().Count, 0, Most);
            if (!admission.Accepted) return;
            Assert.InRange(admission.Ahead.Count, 0, Most - 1);
            await Runs.RemoveAsync(run.RunId, cancel);
        });
        Assert.Empty(Runs.List());
    }

    [Fact]
    public async Task An_attempt_never_brings_back_what_was_removed_meanwhile()
    {
        for (var round = 0; round < 100; round++)
        {
            var run = TestRuns.Accepted();
            await Runs.AcceptAsync(run, Most, GraphFile.Cancel);
            await Task.WhenAll(
                Task.Run(() => Runs.BeginAttemptAsync(run, GraphFile.Cancel), GraphFile.Cancel),
                Task.Run(() => Runs.RemoveAsync(run.RunId, GraphFile.Cancel), GraphFile.Cancel));
            Assert.Empty(Runs.List());
        }
    }

    private Task<Admission[]> FiftyAtOnceAsync(Func<AcceptedRun> run, int most) => Task.WhenAll(
        Enumerable.Range(0, 50).Select(_ => Task.Run(() => Runs.AcceptAsync(run(), most, GraphFile.Cancel), GraphFile.Cancel)));
}
