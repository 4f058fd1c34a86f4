using StreamingTracker.Backup.Operations.Schedules;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>Reads when runs are due.</summary>
internal static class ScheduleSettingsReader
{
    public static ScheduleSettings Read(ConfigurationValues values) => new()
    {
        Backups = ReadLines(values, SettingsKeys.Cron),
        Verifications = ReadLines(values, SettingsKeys.VerifyCron),
        VerificationsRestore = values.Boolean(SettingsKeys.VerifyRestores, false),
        CatchUp = values.Boolean(SettingsKeys.CatchUp, true),
        Jitter = values.Duration(SettingsKeys.Jitter, TimeSpan.Zero, TimeSpan.Zero, ScheduleSettings.LongestJitter),
    };

    private static List<CronLine> ReadLines(ConfigurationValues values, string key)
    {
        var lines = new List<CronLine>();
        foreach (var (lineKey, text) in values.List(key))
        {
            try
            {
                lines.Add(CronLine.Parse(text));
            }
            catch (FormatException e)
            {
                values.Fault(lineKey, $"\"{Printable.Text(text)}\" is no cron line: {e.Message}.");
            }
        }

        return lines;
    }
}
