using System.Globalization;
using StreamingTracker.Backup.Cli.Terminals;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Schedules;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.Cli.Rendering;

/// <summary>Says when backups are due.</summary>
internal static class ScheduleRenderer
{
    public static void Render(ScheduleDescription schedule, OperationSettings settings, Terminal terminal)
    {
        var output = terminal.Out;
        if (schedule.Next.Count == 0)
        {
            output.WriteLine(
                $"No backup is scheduled. Set {SettingsKeys.Cron}:0 to a cron line such as 0 2 * * * (in the environment: Schedule__Cron__0).");
            RenderVerification(schedule, output);
            return;
        }

        var table = new PlainTable();
        table.Add($"Next ({schedule.Schedule.TimeZone})", "UTC", "Cron line");
        foreach (var time in schedule.Next)
            table.Add(Stamp(time.StartsAt), Stamp(time.StartsAt.ToUniversalTime()), string.Join(" and ", time.Lines.Select(line => line.Text)));
        table.WriteTo(output);

        output.WriteLine();
        if (schedule.Schedule.Jitter > TimeSpan.Zero)
            output.WriteLine($"These times have their delay of up to {Figures.Duration(schedule.Schedule.Jitter)} ({SettingsKeys.Jitter}).");
        if (schedule.LastDue is { } due) output.WriteLine($"Last due: {Stamp(due.StartsAt)}");
        output.WriteLine(schedule.LastRun is { } run
            ? $"Last run: {Figures.When(run.StartedAt, settings.Archive)}, {RunTelemetry.Word(run.Outcome)} (stbackup runs {RunListRenderer.ShortId(run.RunId)})"
            : "Last run: none yet");
        RenderVerification(schedule, output);
        output.WriteLine("A server or scheduler must be running to make them.");
    }

    private static void RenderVerification(ScheduleDescription schedule, TextWriter output)
    {
        if (schedule.NextVerification is { } verification) output.WriteLine($"Next verification of all: {Stamp(verification.StartsAt)}");
    }

    private static string Stamp(DateTimeOffset time) => time.ToString("ddd yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
