using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Archive.Tests.Runs;

public sealed class AcceptedRunsTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task At_most_two_of_a_kind_are_accepted()
    {
        var accepted = new AcceptedRuns(_archive.Options, null);
        AcceptedRun[] runs = [New(), New(), New()];
        Assert.Empty((await accepted.AcceptAsync(runs[0], 2, GraphFile.Cancel)).Ahead);
        Assert.Single((await accepted.AcceptAsync(runs[1], 2, GraphFile.Cancel)).Ahead);
        var third = await accepted.AcceptAsync(runs[2], 2, GraphFile.Cancel);
        Assert.False(third.Accepted);
        Assert.Equal(2, third.Ahead.Count);
        Assert.Equal(1, (await accepted.BeginAttemptAsync(runs[0], GraphFile.Cancel))!.Attempts);
        await accepted.RemoveAsync(runs[0].RunId, GraphFile.Cancel);
        Assert.Null(await accepted.BeginAttemptAsync(runs[0], GraphFile.Cancel));
        Assert.Equal(runs[1].RunId, Assert.Single(accepted.List()).RunId);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', Directory.GetFiles(_archive[".stbackup/accepted"])));
    }

    private AcceptedRun New() => new()
    {
        RunId = TestArchive.NewRunId(), Kind = RunKind.Backup, AcceptedAt = _archive.Time.GetUtcNow(), Trigger = "manual", Request = "{}",
    };
}
