using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Archive.Tests.Journals;

public sealed class RestoreJournalsTests : IDisposable
{
    private readonly TestArchive _archive = new();

    private RestoreJournals Journals => new(_archive.Options);

    [Fact]
    public async Task A_journal_comes_back_as_it_was_written_schema_and_all()
    {
        var journal = TestJournals.Open() with { UnpinSafetyBackup = true };

        await Journals.WriteAsync(journal, GraphFile.Cancel);

        var found = Journals.Find("neo4j")!;
        Assert.Equal(journal with { Schema = GraphSchema.Empty }, found with { Schema = GraphSchema.Empty });
        Assert.Equal(["bool", "double", "doubles", "long", "text"], found.Schema.Indexes[0].Config.Keys);
        Assert.Equal(1.0, Assert.IsType<double>(found.Schema.Indexes[0].Config["double"]));
        Assert.Equal(["email"], found.Schema.Constraints[0].Properties);
    }

    [Fact]
    public async Task An_open_journal_is_in_the_way_of_its_database_and_of_no_other()
    {
        await Journals.WriteAsync(TestJournals.Open(), GraphFile.Cancel);

        var refused = Assert.Throws<UnfinishedRestoreException>(() => Journals.DemandFinished("NEO4J"));

        Assert.Contains("old-backup", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--resume", refused.Remedy, StringComparison.Ordinal);
        Assert.Contains("--rollback", refused.Remedy, StringComparison.Ordinal);
        Journals.DemandFinished("other");
        new RestoreJournals(_archive.Options with { Name = "other" }).DemandFinished("neo4j");
        Assert.Equal("neo4j", Assert.Single(Journals.Unfinished()).Journal!.Database);
    }

    [Theory]
    [InlineData(JournalOutcome.Restored)]
    [InlineData(JournalOutcome.RolledBack)]
    [InlineData(JournalOutcome.Undone)]
    public async Task A_closed_journal_is_in_nobodys_way_and_still_says_what_became_of_it(JournalOutcome outcome)
    {
        await Journals.WriteAsync(TestJournals.Open(), GraphFile.Cancel);
        await Journals.WriteAsync(TestJournals.Open() with { Outcome = outcome, ClosedAt = TestRuns.Start, ClosedByRun = TestJournals.RunId }, GraphFile.Cancel);

        Journals.DemandFinished("neo4j");
        Assert.Empty(Journals.Unfinished());
        Assert.Equal(outcome, Journals.Find("neo4j")!.Outcome);
    }

    [Fact]
    public async Task A_database_of_any_name_has_a_journal_of_its_own()
    {
        string[] names = ["neo4j", "../../etc", "a b%", "données", "neo4j.json"];
        foreach (var name in names) await Journals.WriteAsync(TestJournals.Open() with { Database = name }, GraphFile.Cancel);

        foreach (var name in names) Assert.Equal(name, Journals.Find(name)!.Database);
        Assert.Equal(names.Length, Directory.GetFiles(_archive[".stbackup/journals"]).Length);
    }

    [Fact]
    public void Without_a_journal_nothing_is_in_the_way()
    {
        Assert.Null(Journals.Find("neo4j"));
        Assert.Empty(Journals.Unfinished());
        Journals.DemandFinished("neo4j");
        Assert.False(Directory.Exists(_archive[""]));
    }

    [Fact]
    public async Task Where_none_was_wanted_no_rollback_is_offered()
    {
        await Journals.WriteAsync(TestJournals.Open() with { SafetyBackup = null }, GraphFile.Cancel);

        var refused = Assert.Throws<UnfinishedRestoreException>(() => Journals.DemandFinished("neo4j"));

        Assert.DoesNotContain("--rollback", refused.Remedy, StringComparison.Ordinal);
        Assert.Contains("nothing to roll back to", refused.Remedy, StringComparison.Ordinal);
    }

    public void Dispose() => _archive.Dispose();
}
