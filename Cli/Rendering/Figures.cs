using System.Globalization;
using NodaTime;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>How sizes, counts, times and durations are written for people.</summary>
internal static class Figures
{
    /// <summary>Bytes as <c>ls -h</c> writes them: powers of 1,024, rounded up, one decimal below 10.</summary>
    public static string Size(long bytes)
    {
        const string Units = "KMGTPE";
        if (bytes < 1024) return bytes.ToString(CultureInfo.InvariantCulture);
        var unit = 0;
        var size = bytes / 1024m;
        while (Math.Ceiling(size) >= 1024)
        {
            size /= 1024;
            unit++;
        }

        var tenths = Math.Ceiling(size * 10) / 10;
        return string.Create(CultureInfo.InvariantCulture, $"{(tenths < 10 ? $"{tenths:0.0}" : $"{Math.Ceiling(size):0}")}{Units[unit]}");
    }

    /// <summary>A count, with commas.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count and what is counted.</summary>
    public static string Count(long count, string singular, string plural) => $"{Count(count)} {(count == 1 ? singular : plural)}";

    /// <summary>How much a graph holds.</summary>
    public static string Graph(GraphCounts counts) => Graph(counts.Nodes, counts.Relationships);

    /// <summary>How much a graph holds.</summary>
    public static string Graph(long nodes, long relationships) =>
        $"{Count(nodes, "node", "nodes")}, {Count(relationships, "relationship", "relationships")}";

    /// <summary>How much a schema holds.</summary>
    public static string Schema(GraphSchema schema) =>
        $"{Count(schema.Constraints.Count, "constraint", "constraints")}, {Count(schema.Indexes.Count, "index", "indexes")}";

    /// <summary>A backup in one line, as the version 1.0 scripts wrote it: <c>NAME (68K, 2026-01-19 22:23)</c>.</summary>
    public static string Backup(ArchivedBackup backup, BackupArchiveOptions archive) =>
        $"{Printable.Text(backup.Name)} ({Size(backup.Bytes)}, {When(backup.CreatedAt, archive)})";

    /// <summary>A time to the minute, in the archive's zone.</summary>
    public static string When(DateTimeOffset time, BackupArchiveOptions archive) =>
        Instant.FromDateTimeOffset(time)
            .InZone(DateTimeZoneProviders.Tzdb[archive.TimeZone])
            .ToString("uuuu-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A duration that may be short: milliseconds below a second.</summary>
    public static string Fine(TimeSpan duration) => duration.TotalSeconds >= 1
        ? Duration(duration)
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms");

    /// <summary>A duration: seconds to a tenth, from a minute on minutes too.</summary>
    public static string Duration(TimeSpan duration) => duration.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalMinutes} min {duration.Seconds} s");
}
