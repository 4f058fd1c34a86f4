using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Cli.Rendering;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

public sealed class RestoreRendererTests
{
    private static readonly RestorePlan Plan = new()
    {
        Backup = Screen.Version1,
        Verified = new(new() { Nodes = 61, Relationships = 192 }, "0af7651916cd43dd8448eb211c80319c", "", null, ["A version 1.0 file holds no types."]),
        Address = new("db", 7687, Bolt.BoltEncryption.None),
        Database = new("neo4j", null, "5.26.30", "community", 1, 0),
        Schema = new([new() { Name = "one", Kind = "UNIQUENESS", Entity = SchemaEntity.Node }], []),
        Import = new(),
    };

    private readonly Screen _screen = new();

    [Fact]
    public void The_warning_says_what_is_lost_what_comes_and_what_no_backup_holds()
    {
        RestoreRenderer.Render(Plan, new(), Screen.Archive, _screen.Terminal);

        Assert.Equal(
            $"""
            WARNING: everything in database neo4j at bolt://db:7687 will be replaced.
              Lost:     1 node, 0 relationships, 1 constraint, 0 indexes
              Restored: 61 nodes, 192 relationships, no schema: the database keeps its own
              From:     streaming-tracker-backup-20260118_020000 (1.3M, 2026-01-18 02:00)
              Note:     A version 1.0 file holds no types.
              Note:     {RestorePlan.UsersNotice}
            The data changes at once: other clients never see half of it, unless the server has not the memory for that.
            A safety backup of what is there is made first.

            """,
            _screen.Text);
    }

    [Fact]
    public void A_large_restore_without_a_safety_backup_says_both()
    {
        RestoreRenderer.Render(Plan with { Import = new() { OneTransactionUpTo = 0 } }, new() { SafetyBackup = false }, Screen.Archive, _screen.Terminal);

        Assert.Contains("batch by batch", _screen.Text, StringComparison.Ordinal);
        Assert.Contains("NO safety backup", _screen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "No safety backup is made: what is there is what the unfinished restore has left.")]
    [InlineData(true, "What others have written meanwhile is backed up first.")]
    public void A_rollback_to_nothing_says_so_and_what_becomes_of_what_is_there(bool unsavedWrites, string said)
    {
        var journal = new RestoreJournal
        {
            RunId = "0af7651916cd43dd8448eb211c80319c",
            Database = "neo4j",
            DatabaseId = "another",
            OpenedAt = DateTimeOffset.UnixEpoch,
            OpenedBy = "tests",
            Backup = new("old", ""),
            DatabaseWasEmpty = true,
            UnsavedWrites = unsavedWrites,
            Schema = GraphSchema.Empty,
        };
        var plan = Plan with
        {
            Way = RestoreWay.Rollback,
            Journal = journal,
            Backup = null,
            Verified = VerifiedBackup.OfNothing(GraphSchema.Empty),
            Database = Plan.Database with { DatabaseId = "one" },
        };

        RestoreRenderer.Render(plan, new(), Screen.Archive, _screen.Terminal);

        Assert.Contains("nothing: the database was empty before", _screen.Text, StringComparison.Ordinal);
        Assert.Contains("another database of that name", _screen.Text, StringComparison.Ordinal);
        Assert.Contains(said, _screen.Text, StringComparison.Ordinal);
    }
}
