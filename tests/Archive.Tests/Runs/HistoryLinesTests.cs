using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Archive.Tests.Runs;

/// <summary>Lines that are torn, new, many or long.</summary>
public sealed class HistoryLinesTests : IDisposable
{
    private const string Minimal =
        """{"runId":"0af7651916cd43dd8448eb211c80319c","kind":"verify","outcome":"completed","trigger":"manual",""" +
        "\"startedAt\":\"2026-01-19T22:23:49Z\",\"duration\":1,\"runBy\":\"x\"}";

    private readonly TestArchive _archive = new();
    private readonly RunHistory _history;

    public HistoryLinesTests() => _history = new RunHistory(_archive.Options);

    private string OwnFile => Assert.Single(Directory.GetFiles(_archive[".stbackup/runs"]));

    public void Dispose() => _archive.Dispose();

    [Theory]
    [InlineData("""{"runId":"0af7651""")]
    [InlineData("null")]
    [InlineData("\0\0\0\0")]
    public async Task A_torn_last_line_harms_neither_the_lines_before_nor_those_after(string torn)
    {
        var (before, after) = (TestRuns.Ended(1), TestRuns.Ended(2));
        await _history.AppendAsync(before, GraphFile.Cancel);
        await File.AppendAllTextAsync(OwnFile, torn, GraphFile.Cancel);
        await _history.AppendAsync(after, GraphFile.Cancel);
        Assert.Equal([after.RunId, before.RunId], _history.Read(5, out var unreadable).Select(run => run.RunId));
        Assert.Equal(1, unreadable);
    }

    [Theory]
    [InlineData("\"verify\"", "\"drill\"", 1)]
    [InlineData("\"completed\"", "\"postponed\"", 1)]
    [InlineData("\"completed\"", "0", 1)]
    [InlineData("\"duration\":1", "\"duration\":\"PT1S\"", 1)]
    [InlineData("\"duration\":1", "\"duration\":1e300", 1)]
    [InlineData("\"runBy\":\"x\"", "\"runBy\":null", 1)]
    [InlineData("\"runBy\":\"x\"", "\"runBy\":\"x\",\"region\":{\"a\":[1]}", 0)]
    [InlineData("\"runBy\":\"x\"", "\"runBy\":\"x\"", 0)]
    public async Task What_a_newer_version_wrote_is_read_or_counted_as_passed_over(string part, string instead, int expected)
    {
        var known = TestRuns.Ended();
        await _history.AppendAsync(known, GraphFile.Cancel);
        await File.AppendAllTextAsync(OwnFile, Minimal.Replace(part, instead, StringComparison.Ordinal) + "\n\n", GraphFile.Cancel);
        Assert.Equal(2 - expected, _history.Read(5, out var unreadable).Count);
        Assert.Equal(expected, unreadable);
    }

    [Fact]
    public async Task The_last_runs_of_a_long_history_cost_little()
    {
        await _history.AppendAsync(TestRuns.Ended(), GraphFile.Cancel);
        var line = await File.ReadAllTextAsync(OwnFile, GraphFile.Cancel);
        await File.AppendAllLinesAsync(OwnFile, Enumerable.Repeat(line.TrimEnd(), 20_000), GraphFile.Cancel);
        _history.Read(10);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(10, _history.Read(10).Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500_000);
        Assert.Equal(20_001, _history.Read().Count);
    }

    [Fact]
    public async Task A_line_longer_than_any_block_is_read_whole()
    {
        var run = TestRuns.Ended() with { Failure = new("failed", new string('m', 300_000), "r") };
        await _history.AppendAsync(run, GraphFile.Cancel);
        await _history.AppendAsync(TestRuns.Ended(1), GraphFile.Cancel);
        Assert.Equal(2, _history.Read().Count);
        Assert.Equal(300_000, _history.Find(run.RunId)?.Failure?.Message.Length);
    }
}
