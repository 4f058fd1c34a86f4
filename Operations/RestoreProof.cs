using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>What a database was found to hold after a restore or a drill, beside what the backup holds.</summary>
/// <param name="Counts">What it holds.</param>
/// <param name="Differences">How that differs from the backup, a sentence each; empty for a restore that is proven.</param>
/// <param name="Bookmark">The bookmark under which it was read.</param>
internal sealed record RestoreProof(GraphCounts Counts, IReadOnlyList<string> Differences, string Bookmark)
{
    private const int MostDifferencesNamed = 5;

    /// <summary>The first differences, and how many more there are.</summary>
    public string Named => string.Join(' ', Differences.Take(MostDifferencesNamed))
        + (Differences.Count - MostDifferencesNamed is > 0 and var more ? $" And {more} more." : "");

    /// <summary>
    /// Exports the database once more to nowhere: everything is really read and counted, by the code whose counts the manifest
    /// has, and on a connection that has nothing to do with the import's.
    /// </summary>
    /// <remarks>
    /// The digest stands for every relationship's ends: each node's part of it is made of the types, properties and far ends of all its
    /// relationships, so one that ends at another node changes the parts of both, whatever ids the nodes have. Only an exchange
    /// between nodes that are alike with all their neighbours goes unseen (docs/format.md, "The digest").
    /// </remarks>
    /// <param name="settings">Which database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="verified">What the backup was found to hold.</param>
    /// <param name="expectedSchema">The schema that is to be there; null when the backup says nothing of it.</param>
    /// <param name="phases">What its phases' names begin with.</param>
    /// <param name="run">The run, which is filled.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<RestoreProof> ReadBackAsync(
        OperationSettings settings,
        TimeProvider time,
        VerifiedBackup verified,
        GraphSchema? expectedSchema,
        string phases,
        Run run,
        CancellationToken cancellationToken)
    {
        var expected = verified.Counts;
        await using var connection = await DatabaseConnector.ConnectAsync(settings, BoltVersion.V44, time, cancellationToken);
        var found = await RepeatedExport.RunAsync(
            connection,
            () => Stream.Null,
            settings.Consistency with { Demand = ConsistencyDemand.Fuzzy },
            time,
            () => run.Graph(phases, expected.Nodes, expected.Relationships),
            cancellationToken);
        var schema = expectedSchema is null ? [] : SchemaComparison.Differences(expectedSchema, found.Schema);
        var counts = CountDifferences.Find(expected, found.Counts);

        // Different counts make different digests, and say more.
        IEnumerable<string> content = found.Digest == verified.Digest || counts.Any()
            ? []
            : [$"The numbers are right, but properties or the ends of relationships differ (digest {found.Digest} instead of {verified.Digest})."];
        return new(found.Counts, [.. counts, .. content, .. schema], found.Bookmark);
    }

    /// <summary>The differences as an exception.</summary>
    public RestoreMismatchException Mismatch(RestorePlan plan, RestoreJournal journal, ImportResult import)
    {
        var isWrittenSince = import.Bookmark is { } bookmark && bookmark != Bookmark;
        return RestoreMessages.Mismatch(plan, journal, Named, isWrittenSince);
    }
}
