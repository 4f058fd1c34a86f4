using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>How the server is.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>: the worst of the checks.</param>
/// <param name="Checks">What was looked at.</param>
public sealed record HealthDocument(string Status, IReadOnlyList<HealthFinding> Checks)
{
    /// <summary>The document of a report.</summary>
    public static HealthDocument Of(HealthReport report) =>
        new(Word(report.Status), [.. report.Entries.Select(entry => HealthFinding.Of(entry.Key, entry.Value))]);

    internal static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}

/// <summary>What one check found.</summary>
/// <param name="Name"><c>neo4j</c>, <c>backups</c>, <c>archive</c>, <c>bus</c> or <c>restore</c>.</param>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Message">What was found, as a sentence.</param>
/// <param name="Remedy">What can be done about it; null when nothing has to be.</param>
/// <param name="CheckedAt">When it was looked, UTC; null for just now.</param>
public sealed record HealthFinding(string Name, string Status, string Message, string? Remedy, DateTimeOffset? CheckedAt)
{
    internal static HealthFinding Of(string name, HealthReportEntry entry) => new(
        name,
        HealthDocument.Word(entry.Status),
        entry.Description ?? "It gave no details.",
        entry.Data.GetValueOrDefault(CachedCheck.Remedy) as string,
        entry.Data.GetValueOrDefault(CachedCheck.CheckedAt) as DateTimeOffset?);
}
