using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Archive.Tests.Runs;

public sealed class RunHistoryTests : IDisposable
{
    private readonly TestArchive _archive = new();

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task A_run_is_read_as_it_was_appended()
    {
        var history = new RunHistory(_archive.Options);
        var run = new RunRecord
        {
            RunId = TestArchive.NewRunId(), Kind = RunKind.Backup, Outcome = RunOutcome.Completed, Trigger = "manual",
            StartedAt = _archive.Time.GetUtcNow(), Duration = TimeSpan.FromTicks(12345678), RunBy = "x",
            Phases = [new("export.nodes", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 3)],
        };
        await history.AppendAsync(run, GraphFile.Cancel);
        Assert.Equivalent(run, Assert.Single(history.Read()), strict: true);
        Assert.Equivalent(run, history.Find(run.RunId), strict: true);
        TestContext.Current.TestOutputHelper!.WriteLine(File.ReadAllText(Directory.GetFiles(_archive[".stbackup/runs"])[0]));
    }
}
