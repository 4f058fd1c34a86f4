using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Archive.Tests.Runs;

public sealed class AcceptedRunsTests : IDisposable
{
    private const int Most = AcceptedRuns.MostOfAKind;

    private readonly TestArchive _archive = new();
    private readonly AcceptedRuns _runs;

    public AcceptedRunsTests() => _runs = new AcceptedRuns(_archive.Options, null);

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void Where_nothing_was_accepted_nothing_is_listed_and_nothing_made()
    {
        Assert.Empty(_runs.List());
        Assert.False(Directory.Exists(_archive.Options.Directory));
    }

    [Fact]
    public async Task An_accepted_run_outlives_its_process_as_it_was_asked_for()
    {
        var run = TestRuns.Accepted(RunKind.Restore) with
        {
            RequestedBy = "somebody",
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        Assert.True((await AcceptAsync(run)).Accepted);
        Assert.Equal(run with { Position = 1 }, Assert.Single(new AcceptedRuns(_archive.Options, null).List()));
    }

    [Fact]
    public async Task Of_a_kind_one_goes_one_waits_and_a_third_is_not_accepted()
    {
        AcceptedRun[] runs = [TestRuns.Accepted(), TestRuns.Accepted(), TestRuns.Accepted()];
        Assert.Equal([], Ids(await AcceptAsync(runs[0])));
        Assert.Equal([runs[0].RunId], Ids(await AcceptAsync(runs[1])));

        var third = await AcceptAsync(runs[2]);
        Assert.False(third.Accepted);
        Assert.Equal([runs[0].RunId, runs[1].RunId], Ids(third));

        await _runs.RemoveAsync(runs[0].RunId, GraphFile.Cancel);
        Assert.True((await AcceptAsync(runs[2])).Accepted);
        Assert.Equal([runs[1].RunId, runs[2].RunId], _runs.List().Select(run => run.RunId));
    }

    [Fact]
    public async Task A_run_that_must_not_wait_is_accepted_alone()
    {
        await AcceptAsync(TestRuns.Accepted(RunKind.Restore));
        Assert.True((await AcceptAsync(TestRuns.Accepted(), most: 1)).Accepted);
        Assert.False((await AcceptAsync(TestRuns.Accepted(), most: 1)).Accepted);
        Assert.True((await AcceptAsync(TestRuns.Accepted())).Accepted);
    }

    [Fact]
    public async Task The_order_is_that_of_acceptance_whatever_the_clocks_say()
    {
        var first = TestRuns.Accepted();
        var second = TestRuns.Accepted() with { AcceptedAt = first.AcceptedAt.AddHours(-1) };
        await AcceptAsync(first);
        Assert.Equal([first.RunId], Ids(await AcceptAsync(second)));
        Assert.Equal([first.RunId, second.RunId], _runs.List().Select(run => run.RunId));
    }

    [Fact]
    public async Task A_run_that_is_recorded_already_is_accepted_and_stays_as_it_is()
    {
        var (first, second) = (TestRuns.Accepted(), TestRuns.Accepted());
        await AcceptAsync(first);
        await AcceptAsync(second);
        Assert.Equal((true, 0), Counts(await AcceptAsync(first with { Request = "changed" })));
        Assert.Equal((true, 1), Counts(await AcceptAsync(second, most: 1)));
        Assert.Equal([first.Request, second.Request], _runs.List().Select(run => run.Request));

        static (bool Accepted, int Ahead) Counts(Admission admission) => (admission.Accepted, admission.Ahead.Count);
    }

    [Fact]
    public async Task Databases_and_archives_of_another_name_have_runs_of_their_own()
    {
        string?[] databases = [null, "neo4j", "~", "neo4j.backup"];
        string[] names = ["streaming-tracker", "other"];
        var archives = names.Select(name => _archive.Options with { Name = name });
        var all = archives.SelectMany(archive => databases.Select(database => new AcceptedRuns(archive, database))).ToList();
        foreach (var runs in all)
        {
            Assert.Empty(runs.List());
            await runs.AcceptAsync(TestRuns.Accepted(), Most, GraphFile.Cancel);
            await runs.AcceptAsync(TestRuns.Accepted(), Most, GraphFile.Cancel);
        }
        Assert.All(all, runs => Assert.Equal(2, runs.List().Count));
        Assert.Equal(2, new AcceptedRuns(_archive.Options, "Neo4J").List().Count);
    }

    [Fact]
    public async Task Every_attempt_is_counted_until_the_run_is_removed()
    {
        var run = TestRuns.Accepted();
        await AcceptAsync(run);
        Assert.Equal(1, (await _runs.BeginAttemptAsync(run, GraphFile.Cancel))?.Attempts);
        Assert.Equal(2, (await new AcceptedRuns(_archive.Options, null).BeginAttemptAsync(run, GraphFile.Cancel))?.Attempts);
        Assert.Equal(run with { Attempts = 2, Position = 1 }, Assert.Single(_runs.List()));

        await _runs.RemoveAsync(run.RunId, GraphFile.Cancel);
        await _runs.RemoveAsync(run.RunId, GraphFile.Cancel);
        Assert.Null(await _runs.BeginAttemptAsync(run, GraphFile.Cancel));
        Assert.Empty(_runs.List());
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_said_and_never_passed_over()
    {
        await AcceptAsync(TestRuns.Accepted());
        var file = Assert.Single(Directory.GetFiles(_archive[".stbackup/accepted"], "*.json"));
        await File.WriteAllTextAsync(file, """{"runId":"x","kind":"drill"}""", GraphFile.Cancel);
        Assert.Contains(file, Assert.Throws<ArchiveUnavailableException>(() => _runs.List()).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArchiveUnavailableException>(() => AcceptAsync(TestRuns.Accepted()));
    }

    private static IEnumerable<string> Ids(Admission admission) => admission.Ahead.Select(run => run.RunId);

    private Task<Admission> AcceptAsync(AcceptedRun run, int most = Most) => _runs.AcceptAsync(run, most, GraphFile.Cancel);
}
