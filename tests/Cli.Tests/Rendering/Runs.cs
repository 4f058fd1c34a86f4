using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

/// <summary>Runs to render.</summary>
internal static class Runs
{
    public static RunRecord Completed { get; } = new()
    {
        RunId = "1f3a9c0200000000000000000000000a",
        Kind = RunKind.Backup,
        Outcome = RunOutcome.Completed,
        Trigger = "scheduled",
        StartedAt = new(2026, 1, 19, 21, 23, 48, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(10),
        RunBy = "host, process 12",
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        Backup = "streaming-tracker-backup-20260119_222349",
        Database = "neo4j",
        Nodes = 61,
        Relationships = 192,
        Bytes = 52_747,
        Exact = true,
        Phases =
        [
            new("connect", TimeSpan.Zero, TimeSpan.FromMilliseconds(40), 0),
            new("export.nodes", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), 61),
            new("archive.publish", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), 0),
        ],
    };

    public static RunRecord Failed { get; } = new()
    {
        RunId = "2b00000000000000000000000000000b",
        Kind = RunKind.Restore,
        Outcome = RunOutcome.Failed,
        Trigger = "manual",
        StartedAt = new(2026, 1, 19, 20, 0, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(75),
        RunBy = "host, process 13",
        Attempts = 3,
        Failure = new("unreachable", "The \u001b[31mserver is away.", "Start it."),
    };

    public static RunRecord Refused { get; } = new()
    {
        RunId = "3c00000000000000000000000000000c",
        Kind = RunKind.Backup,
        Outcome = RunOutcome.Refused,
        Trigger = "scheduled",
        StartedAt = new(2026, 1, 19, 19, 0, 0, TimeSpan.Zero),
        Duration = TimeSpan.Zero,
        RunBy = "host, process 13",
        Attempts = 0,
        Failure = new("busy", "The restore has not ended yet.", "Nothing to do."),
    };

    public static RunRecord Verified { get; } = new()
    {
        RunId = "4d00000000000000000000000000000d",
        Kind = RunKind.Verify,
        Outcome = RunOutcome.Completed,
        Trigger = "manual",
        StartedAt = new(2026, 1, 19, 18, 0, 0, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(1),
        RunBy = "host, process 13",
        Verified = 2,
    };

    public static AcceptedRun Going { get; } = new()
    {
        RunId = "5e00000000000000000000000000000e",
        Kind = RunKind.Backup,
        AcceptedAt = new(2026, 1, 19, 22, 0, 0, TimeSpan.Zero),
        Trigger = "manual",
        Attempts = 1,
        Request = "{}",
    };
}
