using StreamingTracker.Backup.Archive.Journals;

namespace StreamingTracker.Backup.Archive.Tests.Journals;

/// <summary>Journals of which nothing matters but that they are journals.</summary>
internal static class TestJournals
{
    public const string RunId = "0af7651916cd43dd8448eb211c80319c";

    public static RestoreJournal Open() => new()
    {
        RunId = RunId,
        Database = "neo4j",
        DatabaseId = "ABC",
        OpenedAt = TestRuns.Start,
        OpenedBy = "tests",
        Backup = new("old-backup", new string('a', 64)),
        SafetyBackup = new("safety-backup", new string('b', 64)),
        DatabaseWasEmpty = false,
        Schema = TestArchive.Schema,
    };
}
