using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Runs;

/// <summary>A disk that fails once, and one that fails from then on, which is what a crash looks like to the next process.</summary>
public class AcceptedRunsFaultTests
{
    private const int Most = AcceptedRuns.MostOfAKind;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_call_fails_while_a_run_is_accepted_it_is_recorded_whole_or_not_at_all(bool andEverAfter) => EveryFaultAsync(
        andEverAfter,
        (runs, run) => runs.AcceptAsync(run, Most, GraphFile.Cancel),
        async (runs, run) =>
        {
            Assert.All(runs.List().Where(other => other.RunId == run.RunId), recorded => Assert.Equal(run with { Position = 2 }, recorded));
            Assert.True((await runs.AcceptAsync(run, Most, GraphFile.Cancel)).Accepted);
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_call_fails_while_an_attempt_is_begun_the_run_stays(bool andEverAfter) => EveryFaultAsync(
        andEverAfter,
        (runs, run) => runs.BeginAttemptAsync(run, GraphFile.Cancel),
        async (runs, run) =>
        {
            var attempts = Assert.Single(runs.List(), other => other.RunId == run.RunId).Attempts;
            Assert.InRange(attempts, 0, 1);
            Assert.Equal(attempts + 1, (await runs.BeginAttemptAsync(run, GraphFile.Cancel))?.Attempts);
        },
        prepare: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Whatever_call_fails_while_a_run_is_removed_it_can_be_removed_again(bool andEverAfter) => EveryFaultAsync(
        andEverAfter,
        (runs, run) => runs.RemoveAsync(run.RunId, GraphFile.Cancel),
        async (runs, run) =>
        {
            await runs.RemoveAsync(run.RunId, GraphFile.Cancel);
            Assert.DoesNotContain(runs.List(), other => other.RunId == run.RunId);
            await runs.AcceptAsync(run, Most, GraphFile.Cancel);
        },
        prepare: true);

    private static async Task EveryFaultAsync(
        bool andEverAfter, Func<AcceptedRuns, AcceptedRun, Task> action, Func<AcceptedRuns, AcceptedRun, Task> next, bool prepare = false)
    {
        for (var call = 0; ; call++)
        {
            using var archive = new TestArchive();
            var (first, run, healthy) = (TestRuns.Accepted(), TestRuns.Accepted(), new AcceptedRuns(archive.Options, null));
            await healthy.AcceptAsync(first, Most, GraphFile.Cancel);
            if (prepare) await healthy.AcceptAsync(run, Most, GraphFile.Cancel);
            var failing = new FailingOperations(call, andEverAfter);
            var fault = await Record.ExceptionAsync(() => action(new AcceptedRuns(failing.Under(archive.Options), null), run));
            if (failing.Calls <= call)
            {
                Assert.Null(fault);
                Assert.True(call >= 5, $"{call} calls");
                return;
            }
            Assert.Contains($"failed at call {call}", Assert.IsType<ArchiveUnavailableException>(fault).Message, StringComparison.Ordinal);
            await next(healthy, run);
            Assert.Contains(healthy.List(), other => other.RunId == first.RunId);
            Assert.Equal(
                ["streaming-tracker@~.backup.1.json", "streaming-tracker@~.backup.2.json", "streaming-tracker@~.lock"],
                Directory.GetFiles(archive[".stbackup/accepted"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        }
    }
}
