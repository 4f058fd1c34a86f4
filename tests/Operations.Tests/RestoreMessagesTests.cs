using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Operations.Tests;

public sealed class RestoreMessagesTests
{
    private static readonly BoltUnreachableException Lost = new("Lost.");

    public static TheoryData<long, Exception, string> Endings => new()
    {
        { 10, Lost, "database neo4j is as it was before" },
        { 10, new OperationCanceledException(), "database neo4j is as it was before" },
        { 10, new ImportNotUndoneException(Lost, Lost), "database neo4j lacks constraints or indexes" },
        { 10, new SchemaNotRestoredException(["`one`"]), "database neo4j holds the backup's data and lacks constraints or indexes" },
        { 0, Lost, "database neo4j may be empty or hold a part of the backup" },
        { 0, new SchemaNotRestoredException(["`one`"]), "database neo4j may be empty or hold a part of the backup" },
    };

    [Theory]
    [MemberData(nameof(Endings))]
    public void What_the_database_holds_after_a_failure_depends_on_how_far_it_went(long oneTransactionUpTo, Exception cause, string said)
    {
        var interrupted = RestoreMessages.Interrupted(Plan(oneTransactionUpTo), null, cause);

        Assert.Equal($"The restore of old did not finish: {said}.", interrupted.Message);
        Assert.Same(cause, interrupted.InnerException);
    }

    [Fact]
    public void Without_a_safety_backup_that_is_said_too() =>
        Assert.Contains("There is no safety backup", RestoreMessages.Interrupted(Plan(0), null, Lost).Remedy, StringComparison.Ordinal);

    private static RestorePlan Plan(long oneTransactionUpTo) => new()
    {
        Backup = new() { Name = "old", DataPath = "old.json", Kind = BackupKind.Apoc, Bytes = 1, CreatedAt = DateTimeOffset.UnixEpoch },
        Verified = new(new() { Nodes = 1 }, new string('0', 32), new string('0', 64), null, []),
        Address = new("host", 7687, BoltEncryption.None),
        Database = new("neo4j", null, "5.26.30", "community", 1, 1),
        Schema = GraphSchema.Empty,
        Import = new() { OneTransactionUpTo = oneTransactionUpTo },
    };
}
