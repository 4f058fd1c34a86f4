using StreamingTracker.Backup.Archive.Retention;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Retention;

/// <summary>What tests of retention do to an archive.</summary>
internal static class RetentionFixture
{
    /// <summary>A week of everything, and the newest one for ever.</summary>
    public static RetentionPolicy Week { get; } = new() { Days = 7, Minimum = 1 };

    public static RetentionPlan Plan(this TestArchive archive, RetentionPolicy? policy = null, string database = "neo4j") =>
        new BackupRetention(archive.Options, archive.Time).Plan(database, policy ?? Week);

    /// <summary>Decides and removes, as a run of its own.</summary>
    /// <returns>The names of what is gone, in their order.</returns>
    public static async Task<List<string>> PruneAsync(
        this TestArchive archive, RetentionPolicy? policy = null, bool trustClock = false, FailingOperations? disk = null, string database = "neo4j")
    {
        var retention = new BackupRetention(disk?.Under(archive.Options) ?? archive.Options, archive.Time);
        var removed = new List<string>();
        var plan = retention.Plan(database, policy ?? Week);
        await retention.ApplyAsync(plan, trustClock, TestArchive.NewRunId(), () => { }, backup => removed.Add(backup.Name), GraphFile.Cancel);
        return removed;
    }
}
