using CsCheck;
using StreamingTracker.Backup.Archive.Retention;

namespace StreamingTracker.Backup.Archive.Tests.Retention;

/// <summary>Backups of which nothing matters but what retention looks at, and random histories of them.</summary>
internal static class RetentionSamples
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Rules of all sizes, most of them off.</summary>
    public static Gen<RetentionPolicy> Policies { get; } =
        from days in Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[1, 60]))
        from last in Rule
        from hourly in Rule
        from daily in Rule
        from weekly in Rule
        from monthly in Rule
        from yearly in Rule
        from minimum in Gen.Int[1, 5]
        select new RetentionPolicy
        {
            Days = days,
            Last = last,
            Hourly = hourly,
            Daily = daily,
            Weekly = weekly,
            Monthly = monthly,
            Yearly = yearly,
            Minimum = minimum,
        };

    /// <summary>Up to 60 backups, some minutes or some years apart, some of them later than <see cref="Now"/>.</summary>
    public static Gen<AgedBackup[]> Histories { get; } =
        (from minutes in Gen.Frequency((6, Gen.Int[0, 60 * 24 * 60]), (3, Gen.Int[0, 60 * 24 * 1200]), (1, Gen.Int[-60 * 24 * 400, 0]))
         from standing in Gen.Frequency((5, Gen.Const(BackupStanding.Verified)), (2, Gen.Const(BackupStanding.Unverified)), (2, Gen.Const(BackupStanding.Damaged)))
         from exact in Gen.Bool
         from pinned in Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))
         select (minutes, standing, exact, pinned)).Array[0, 60]
        .Select(samples => samples.Select((sample, i) =>
            Backup($"b{i:00}", Now.AddMinutes(-sample.minutes), sample.standing, sample.exact, sample.pinned)).ToArray());

    private static Gen<int> Rule => Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 8]));

    public static AgedBackup Backup(
        string name, DateTimeOffset at, BackupStanding standing = BackupStanding.Verified, bool exact = true, bool pinned = false) => new(
        new ArchivedBackup
        {
            Name = name,
            DataPath = $"/backups/{name}.json",
            Kind = BackupKind.Version2,
            Bytes = 1,
            CreatedAt = at,
            Pinned = pinned,
            Fault = standing == BackupStanding.Damaged ? "Its data file is missing." : null,
            Verification = standing == BackupStanding.Verified ? new(at, "", null) : null,
            Manifest = new()
            {
                Data = new(name + ".json", 1, ""),
                RunId = "",
                StartedAt = at,
                FinishedAt = at,
                WrittenBy = "tests",
                Source = new("neo4j", null, "5.26.30", "community"),
                Counts = new() { Nodes = 0, Relationships = 0, Properties = 0, NodesByLabels = [], RelationshipsByType = [] },
                Schema = new([], []),
                Consistency = new(exact, 1, 0),
                Reason = "scheduled",
            },
        },
        at);
}
