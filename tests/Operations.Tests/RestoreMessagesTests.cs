using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations.Tests;

public sealed class RestoreMessagesTests
{
    private static readonly BoltUnreachableException Lost = new("Lost.");

    public static TheoryData<ImportEnding, string> Endings => new()
    {
        { ImportEnding.AsBefore, "database neo4j is as it was before" },
        { ImportEnding.SchemaLacking, "database neo4j holds the data it held before, and lacks constraints or indexes" },
        { ImportEnding.Unknown, "whether database neo4j holds the data it held before or the backup's is not known" },
        { ImportEnding.Partial, "database neo4j may be empty or hold a part of the backup" },
        { ImportEnding.Loaded, "database neo4j holds the backup's data, and that and its constraints and indexes are not proven" },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public void What_the_database_holds_after_a_failure_depends_on_how_far_it_went(ImportEnding ending, string said)
    {
        var interrupted = RestoreMessages.Interrupted(Plan, ending, Journal, Lost);

        Assert.Equal($"The restore of old did not finish: {said}.", interrupted.Message);
        Assert.Same(Lost, interrupted.InnerException);
    }

    [Fact]
    public void With_the_journal_open_both_ways_out_are_named_and_with_it_closed_none() => Assert.Equal(
        (true, true, false),
        (Remedy(Journal).Contains("--resume", StringComparison.Ordinal),
            Remedy(Journal).Contains("--rollback", StringComparison.Ordinal),
            Remedy(null).Contains("--", StringComparison.Ordinal)));

    [Fact]
    public void Without_a_safety_backup_that_is_said_too() =>
        Assert.Contains("nothing to roll back to", Remedy(Journal with { SafetyBackup = null }), StringComparison.Ordinal);

    private static RestoreJournal Journal { get; } = new()
    {
        RunId = "0af7651916cd43dd8448eb211c80319c",
        Database = "neo4j",
        OpenedAt = DateTimeOffset.UnixEpoch,
        OpenedBy = "tests",
        Backup = new("old", ""),
        SafetyBackup = new("safety", ""),
        DatabaseWasEmpty = false,
        Schema = GraphSchema.Empty,
    };

    private static RestorePlan Plan { get; } = new()
    {
        Backup = new() { Name = "old", DataPath = "old.json", Kind = BackupKind.Apoc, Bytes = 1, CreatedAt = DateTimeOffset.UnixEpoch },
        Verified = new(new() { Nodes = 1 }, new string('0', 32), new string('0', 64), null, []),
        Address = new("host", 7687, BoltEncryption.None),
        Database = new("neo4j", null, "5.26.30", "community", 1, 1),
        Schema = GraphSchema.Empty,
        Import = new(),
    };

    private static string Remedy(RestoreJournal? open) => RestoreMessages.Interrupted(Plan, ImportEnding.Partial, open, Lost).Remedy;
}
