using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations;

/// <summary>What a database was found to hold after a restore, beside what the backup holds.</summary>
/// <param name="Counts">What it holds.</param>
/// <param name="Differences">How that differs from the backup, a sentence each; empty for a restore that is proven.</param>
internal sealed record RestoreProof(GraphCounts Counts, IReadOnlyList<string> Differences)
{
    private const int MostDifferencesNamed = 5;

    /// <summary>
    /// Exports the database once more to nowhere: everything is really read and counted, by the code whose counts the manifest
    /// has, and on a connection that has nothing to do with the import's.
    /// </summary>
    public static async Task<RestoreProof> ReadBackAsync(
        OperationSettings settings, TimeProvider time, VerifiedBackup verified, Run run, CancellationToken cancellationToken)
    {
        var expected = verified.Counts;
        await using var connection = await DatabaseConnector.ConnectAsync(settings, BoltVersion.V44, time, cancellationToken);
        var found = await RepeatedExport.RunAsync(
            connection,
            () => Stream.Null,
            settings.Consistency with { Demand = ConsistencyDemand.Fuzzy },
            time,
            () => run.Graph("prove", expected.Nodes, expected.Relationships),
            cancellationToken);
        var schema = verified.Schema is null ? [] : SchemaComparison.Differences(verified.Schema, found.Schema);
        var counts = CountDifferences.Find(expected, found.Counts);

        // Different counts make different digests, and say more.
        IEnumerable<string> content = found.Digest == verified.Digest || counts.Any()
            ? []
            : [$"The numbers are right, but properties or the ends of relationships differ (digest {found.Digest} instead of {verified.Digest})."];
        return new(found.Counts, [.. counts, .. content, .. schema]);
    }

    /// <summary>The differences as an exception.</summary>
    public RestoreMismatchException Mismatch(RestorePlan plan, BackupResult? safetyBackup)
    {
        var named = string.Join(' ', Differences.Take(MostDifferencesNamed));
        var more = Differences.Count - MostDifferencesNamed;
        return RestoreMessages.Mismatch(plan, safetyBackup, more > 0 ? $"{named} And {more} more." : named);
    }
}
