using StreamingTracker.Backup.Archive.Runs;

namespace StreamingTracker.Backup.Archive.Tests;

/// <summary>Runs of which nothing matters but that they are runs.</summary>
internal static class TestRuns
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 19, 22, 23, 49, TimeSpan.Zero);

    public static RunRecord Ended(int minute = 0) => new()
    {
        RunId = TestArchive.NewRunId(),
        Kind = RunKind.Backup,
        Outcome = RunOutcome.Completed,
        Trigger = "manual",
        StartedAt = Start.AddMinutes(minute),
        Duration = TimeSpan.FromSeconds(5),
        RunBy = "tests",
    };

    public static AcceptedRun Accepted(RunKind kind = RunKind.Backup) => new()
    {
        RunId = TestArchive.NewRunId(),
        Kind = kind,
        AcceptedAt = Start,
        Trigger = "manual",
        Request = """{"note":"\"quoted\""}""",
    };
}
