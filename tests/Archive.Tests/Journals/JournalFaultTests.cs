using System.Text;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Journals;

/// <summary>Disks that fail, files that are torn, and files that somebody else wrote.</summary>
public sealed class JournalFaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_call_fails_while_a_journal_is_changed_the_old_one_or_the_new_one_is_there(bool andEverAfter)
    {
        for (var call = 0; ; call++)
        {
            using var archive = new TestArchive();
            var healthy = new RestoreJournals(archive.Options);
            var open = TestJournals.Open();
            var closed = open with { Outcome = JournalOutcome.Restored, ClosedAt = TestRuns.Start };
            await healthy.WriteAsync(open, GraphFile.Cancel);
            var failing = new FailingOperations(call, andEverAfter);

            var fault = await Record.ExceptionAsync(() => new RestoreJournals(failing.Under(archive.Options)).WriteAsync(closed, GraphFile.Cancel));

            if (failing.Calls <= call)
            {
                Assert.Null(fault);
                Assert.True(call >= 5, $"{call} calls");
                return;
            }
            Assert.Contains($"failed at call {call}", Assert.IsType<ArchiveUnavailableException>(fault).Message, StringComparison.Ordinal);
            Assert.Equal(TestJournals.RunId, healthy.Find("neo4j")!.RunId);
            await healthy.WriteAsync(closed, GraphFile.Cancel);
            Assert.Equal(["streaming-tracker@neo4j.json"], Directory.GetFiles(archive[".stbackup/journals"]).Select(file => Path.GetFileName(file)));
        }
    }

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": \"1\"")]
    [InlineData("\"runId\": \"0af", "\"runId\": \"../")]
    [InlineData("\"old-backup\"", "\"../old-backup\"")]
    [InlineData("\"old-backup\"", "\"17\"")]
    [InlineData("\"safety-backup\"", "\".hidden\"")]
    [InlineData("\"database\": \"neo4j\"", "\"database\": \"other\"")]
    [InlineData("\"databaseWasEmpty\": false", "\"databaseWasEmpty\": true")]
    [InlineData("\"entity\": \"Node\"", "\"entity\": 0")]
    [InlineData("\"indexes\": [", "\"indexes\": [null,")]
    [InlineData("\"properties\": [", "\"properties\": [null,")]
    [InlineData("\"bool\": true", "\"bool\": null")]
    [InlineData("\"openedBy\": \"tests\",", "\"openedBy\": null,")]
    [InlineData("\"openedBy\": \"tests\",", "")]
    [InlineData("\"openedBy\": \"tests\",", "\"openedBy\": \"tests\", \"outcome\": \"restored\",")]
    [InlineData("\"openedBy\": \"tests\",", "\"openedBy\": \"tests\", \"outcome\": 0, \"closedAt\": \"2026-01-19T22:23:49Z\",")]
    public async Task What_no_journal_says_counts_as_an_unfinished_restore(string said, string instead)
    {
        using var archive = new TestArchive();
        await ChangeAsync(archive, text =>
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
            return text.Replace(said, instead, StringComparison.Ordinal);
        });
        AssertUnreadable(archive);
    }

    [Fact]
    public async Task A_torn_journal_counts_as_an_unfinished_restore_wherever_it_was_torn()
    {
        using var archive = new TestArchive();
        await new RestoreJournals(archive.Options).WriteAsync(TestJournals.Open(), GraphFile.Cancel);
        var path = Path.Combine(archive[".stbackup/journals"], "streaming-tracker@neo4j.json");
        var whole = await File.ReadAllBytesAsync(path, GraphFile.Cancel);
        for (var length = 0; length < whole.Length - 2; length += 7)
        {
            await File.WriteAllBytesAsync(path, whole[..length], GraphFile.Cancel);
            AssertUnreadable(archive);
        }
    }

    [Fact]
    public async Task What_a_later_program_adds_is_passed_over()
    {
        using var archive = new TestArchive();
        await ChangeAsync(archive, text => text.Replace("\"openedBy\"", "\"more\": {\"a\": [1]}, \"openedBy\"", StringComparison.Ordinal));
        Assert.Equal("tests", new RestoreJournals(archive.Options).Find("neo4j")!.OpenedBy);
    }

    private static async Task ChangeAsync(TestArchive archive, Func<string, string> change)
    {
        await new RestoreJournals(archive.Options).WriteAsync(TestJournals.Open(), GraphFile.Cancel);
        var path = Path.Combine(archive[".stbackup/journals"], "streaming-tracker@neo4j.json");
        await File.WriteAllTextAsync(path, change(await File.ReadAllTextAsync(path, GraphFile.Cancel)), new UTF8Encoding(false), GraphFile.Cancel);
    }

    private static void AssertUnreadable(TestArchive archive)
    {
        var journals = new RestoreJournals(archive.Options);
        var refused = Assert.Throws<UnfinishedRestoreException>(() => journals.DemandFinished("neo4j"));
        Assert.Null(refused.Unfinished.Journal);
        Assert.Contains("can't be read", refused.Message, StringComparison.Ordinal);
        Assert.Throws<UnfinishedRestoreException>(() => journals.Find("neo4j"));
        Assert.Single(journals.Unfinished());
    }
}
