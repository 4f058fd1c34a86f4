using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Archive.Tests.Processes;

namespace StreamingTracker.Backup.Archive.Tests.Runs;

public sealed class RunHistoryTests : IDisposable
{
    private readonly TestArchive _archive = new();
    private readonly RunHistory _history;

    public RunHistoryTests() => _history = new RunHistory(_archive.Options);

    private string OwnFile => Assert.Single(Directory.GetFiles(_archive[".stbackup/runs"], $"history-{Environment.MachineName}.jsonl"));

    public void Dispose() => _archive.Dispose();

    [Fact]
    public void Where_nothing_has_run_nothing_is_read_and_nothing_made()
    {
        Assert.Empty(_history.Read());
        Assert.Null(_history.Find(TestArchive.NewRunId()));
        Assert.False(Directory.Exists(_archive.Options.Directory));
    }

    [Fact]
    public async Task A_run_is_read_as_it_was_appended()
    {
        var run = new RunRecord
        {
            RunId = "0af7651916cd43dd8448eb211c80319c",
            Kind = RunKind.Restore,
            Outcome = RunOutcome.Interrupted,
            Trigger = "scheduled",
            StartedAt = TestRuns.Start,
            Duration = TimeSpan.FromTicks(123_456_789),
            RunBy = "tests",
            TraceId = "1af7651916cd43dd8448eb211c80319c",
            Attempts = 2,
            Backup = "b",
            Database = "neo4j",
            Nodes = 1,
            Relationships = 2,
            Bytes = 3,
            Exact = false,
            SafetyBackup = "s",
            Failure = new("interrupted", "Line 1\nline 2 in русский", "None."),
            Phases =
            [
                new("connect", TimeSpan.Zero, TimeSpan.FromSeconds(0.5), 0),
                new("load", TimeSpan.FromSeconds(0.5), TimeSpan.MaxValue / 2, 7),
            ],
        };
        await _history.AppendAsync(run, GraphFile.Cancel);
        Assert.Equivalent(run, Assert.Single(_history.Read()), strict: true);
        Assert.Equivalent(run, _history.Find(run.RunId), strict: true);
    }

    [Fact]
    public async Task A_line_is_as_the_format_says()
    {
        var phase = new RunRecordPhase("verify", TimeSpan.Zero, TimeSpan.FromSeconds(1), 9);
        var run = TestRuns.Ended() with { Duration = TimeSpan.FromSeconds(1.25), Phases = [phase] };
        await _history.AppendAsync(run, GraphFile.Cancel);
        Assert.Equal(
            $$"""
            {"runId":"{{run.RunId}}","kind":"backup","outcome":"completed","trigger":"manual",
            "startedAt":"2026-01-19T22:23:49+00:00","duration":1.25,"runBy":"tests","attempts":1,
            "nodes":0,"relationships":0,"bytes":0,
            "phases":[{"name":"verify","startedAfter":0,"duration":1,"entities":9}]}
            """.ReplaceLineEndings("") + "\n",
            await File.ReadAllTextAsync(OwnFile, GraphFile.Cancel));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OwnFile));
        foreach (var folder in (string[])[".stbackup", ".stbackup/runs"])
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(_archive[folder]).UnixFileMode);
        }
    }

    [Fact]
    public async Task Backups_are_listed_and_settled_as_if_there_were_no_history()
    {
        await _archive.PublishAsync();
        await _history.AppendAsync(TestRuns.Ended(), GraphFile.Cancel);
        await _archive.Archive.SettleLeftoversAsync(GraphFile.Cancel);
        Assert.Single(_archive.Archive.List());
        Assert.Single(_history.Read());
    }

    [Fact]
    public async Task The_files_of_all_machines_are_one_history_newest_first()
    {
        var runs = Enumerable.Range(0, 6).Select(TestRuns.Ended).ToArray();
        foreach (var run in runs.Where((_, index) => index % 2 == 0)) await _history.AppendAsync(run, GraphFile.Cancel);
        File.Move(OwnFile, _archive[".stbackup/runs/history-other.jsonl"]);
        foreach (var run in runs.Where((_, index) => index % 2 == 1)) await _history.AppendAsync(run, GraphFile.Cancel);

        Assert.Equal(runs.Reverse().Select(run => run.RunId), _history.Read().Select(run => run.RunId));
        Assert.Equal(runs.Reverse().Take(3).Select(run => run.RunId), _history.Read(3).Select(run => run.RunId));
        Assert.Equal(runs[0].RunId, _history.Find(runs[0].RunId)?.RunId);
    }

    [Fact]
    public async Task Of_two_outcomes_of_one_run_the_last_is_found()
    {
        var run = TestRuns.Ended();
        await _history.AppendAsync(run with { Outcome = RunOutcome.Failed, Backup = TestArchive.NewRunId() }, GraphFile.Cancel);
        await _history.AppendAsync(run with { StartedAt = run.StartedAt.AddSeconds(1) }, GraphFile.Cancel);
        await _history.AppendAsync(TestRuns.Ended(9) with { Backup = run.RunId }, GraphFile.Cancel);
        Assert.Equal(RunOutcome.Completed, _history.Find(run.RunId)?.Outcome);
    }

    [Fact]
    public async Task Processes_and_threads_that_append_at_once_lose_no_line()
    {
        await using var group = new ProcessGroup(4, () => OtherProcess.Start(_archive.Options, "append", "10"));
        await group.GoAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 40),
            GraphFile.Cancel,
            async (_, cancel) => await new RunHistory(_archive.Options).AppendAsync(TestRuns.Ended(), cancel));
        await group.AllSayAsync("done");
        Assert.Equal(80, _history.Read(int.MaxValue, out var unreadable).DistinctBy(run => run.RunId).Count());
        Assert.Equal(0, unreadable);
    }

    [Fact]
    public async Task A_process_that_stands_still_while_it_appends_is_named_as_the_reason()
    {
        await _history.AppendAsync(TestRuns.Ended(), GraphFile.Cancel);
        await using var other = File.Open(OwnFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Single(_history.Read());
        var fault = await Assert.ThrowsAsync<ArchiveUnavailableException>(() => _history.AppendAsync(TestRuns.Ended(), GraphFile.Cancel));
        Assert.Contains("is in use by another process", fault.Message, StringComparison.Ordinal);
    }
}
