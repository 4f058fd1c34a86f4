using StreamingTracker.Backup.Archive.Retention;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>Reads which backups are kept.</summary>
internal static class RetentionSettingsReader
{
    private const int MostDays = 36_500;
    private const int Most = 10_000;

    public static RetentionPolicy Read(ConfigurationValues values)
    {
        var standard = new RetentionPolicy();
        int Count(string key, int fallback) => (int)values.Integer(key, fallback, 0, Most);
        return new()
        {
            Days = (int)values.Integer(SettingsKeys.KeepDays, standard.Days, 0, MostDays),
            Last = Count(SettingsKeys.KeepLast, standard.Last),
            Hourly = Count(SettingsKeys.KeepHourly, standard.Hourly),
            Daily = Count(SettingsKeys.KeepDaily, standard.Daily),
            Weekly = Count(SettingsKeys.KeepWeekly, standard.Weekly),
            Monthly = Count(SettingsKeys.KeepMonthly, standard.Monthly),
            Yearly = Count(SettingsKeys.KeepYearly, standard.Yearly),
            Minimum = (int)values.Integer(SettingsKeys.KeepMinimum, standard.Minimum, 1, Most),
        };
    }
}
