using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests;

public sealed class RunsOperationTests : IDisposable
{
    private const string One = "ab10000000000000000000000000000a", Two = "ab20000000000000000000000000000b", Open = "cd00000000000000000000000000000c";

    private readonly TemporaryFolder _folder = new();

    private BackupArchiveOptions Archive => new(_folder.Path);

    private RunsOperation Operation => new(Archive, "neo4j");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_is_found_by_the_beginning_of_its_id_if_that_means_one()
    {
        await EndAsync(One);
        await EndAsync(Two);
        await EndAsync(Two);

        Assert.Equal(One, Operation.Find("ab1").RunId);
        Assert.Equal(Two, Operation.Find("AB2").RunId);
        Assert.Contains("2 runs begin with 'ab'", Assert.Throws<UsageException>(() => Operation.Find("ab")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_an_outcome_is_listed_apart_and_told_from_one_that_nobody_knows()
    {
        await EndAsync(One);
        await AcceptAsync(Open);
        await AcceptAsync(One);

        var runs = Operation.List(10);

        Assert.Equal([Open], runs.Open.Select(run => run.RunId));
        Assert.Equal([One], runs.Ended.Select(run => run.RunId));
        Assert.Contains("has not ended yet", Assert.Throws<RunNotFoundException>(() => Operation.Find("cd")).Message, StringComparison.Ordinal);
        Assert.Contains("no run 'ef'", Assert.Throws<RunNotFoundException>(() => Operation.Find("ef")).Message, StringComparison.Ordinal);
    }

    private async Task AcceptAsync(string runId) => await new AcceptedRuns(Archive, "neo4j").AcceptAsync(
        new() { RunId = runId, Kind = RunKind.Backup, AcceptedAt = TimeProvider.System.GetUtcNow(), Trigger = "manual", Request = "{}" },
        AcceptedRuns.MostOfAKind,
        TestContext.Current.CancellationToken);

    private Task EndAsync(string runId) => new RunHistory(Archive).AppendAsync(
        new()
        {
            RunId = runId,
            Kind = RunKind.Backup,
            Outcome = RunOutcome.Completed,
            Trigger = "manual",
            StartedAt = TimeProvider.System.GetUtcNow(),
            Duration = TimeSpan.FromSeconds(1),
            RunBy = "test",
        },
        TestContext.Current.CancellationToken);
}
