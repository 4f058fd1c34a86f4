using Microsoft.Extensions.Configuration;
using NodaTime;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Operations.Runs;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>Reads configuration into settings. Every fault found is reported, not only the first. An empty value counts as none.</summary>
public static class SettingsReader
{
    private const string DefaultDirectory = "backups";
    private const string DefaultName = "streaming-tracker";
    private const int LongestName = 100;

    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(30);

    /// <summary>Reads settings for operations on backups and a database.</summary>
    /// <exception cref="InvalidConfigurationException">With all faults.</exception>
    public static OperationSettings Read(IConfiguration configuration) => Read(configuration, withDatabase: true);

    /// <summary>Reads settings for operations on backups alone: what is said of a database is not looked at.</summary>
    /// <exception cref="InvalidConfigurationException">With all faults.</exception>
    public static OperationSettings ReadArchiveOnly(IConfiguration configuration) => Read(configuration, withDatabase: false);

    /// <summary>Reads settings as one part of a configuration; its faults are left with the values.</summary>
    /// <param name="values">The configuration.</param>
    /// <param name="withDatabase">Whether a database is needed.</param>
    /// <param name="retry">How often a run is tried again where nothing else is said.</param>
    public static OperationSettings Read(ConfigurationValues values, bool withDatabase, RetrySettings retry) => new()
    {
        Neo4j = withDatabase ? Neo4jSettingsReader.Read(values) : null,
        Archive = new BackupArchiveOptions(ReadDirectory(values), ReadName(values), ReadTimeZone(values)),
        Consistency = ReadConsistency(values),
        VerifyBackups = values.Boolean(SettingsKeys.Verify, true),
        BackupMaxDuration = ReadLongest(values, SettingsKeys.BackupMaxDuration),
        RestoreMaxDuration = ReadLongest(values, SettingsKeys.RestoreMaxDuration),
        Schedule = ScheduleSettingsReader.Read(values),
        RestoreOneTransactionUpTo = values.Integer(SettingsKeys.OneTransactionUpTo, 100_000, 0, long.MaxValue),
        Retention = RetentionSettingsReader.Read(values),
        RetentionIsConfigured = SettingsKeys.Retention.Any(key => values.Text(key) is not null),
        Lock = new() { Lease = values.Duration(SettingsKeys.Lease, new LockOptions().Lease, TimeSpan.FromSeconds(1), LongestDuration) },
        Retry = ReadRetry(values, retry),
    };

    /// <summary>
    /// Which database is meant, as it is written: null for the user's home database. What names no server, or one that can't be
    /// read, is no fault here.
    /// </summary>
    public static string? ReadDatabaseName(ConfigurationValues values) => Neo4jSettingsReader.ReadDatabaseName(values);

    private static OperationSettings Read(IConfiguration configuration, bool withDatabase)
    {
        var values = new ConfigurationValues(configuration);
        var settings = Read(values, withDatabase, RetrySettings.None);
        values.DemandNoFaults();
        return settings;
    }

    private static TimeSpan ReadLongest(ConfigurationValues values, string key) =>
        values.Duration(key, TimeSpan.FromDays(1), TimeSpan.FromSeconds(1), LongestRun);

    private static ConsistencySettings ReadConsistency(ConfigurationValues values)
    {
        var fallback = new ConsistencySettings();
        return new()
        {
            Attempts = (int)values.Integer(SettingsKeys.Attempts, fallback.Attempts, 1, 100),
            MaxDuration = values.Duration(SettingsKeys.MaxDuration, fallback.MaxDuration, TimeSpan.Zero, LongestDuration),
            Demand = values.Choice(SettingsKeys.Consistency, fallback.Demand),
        };
    }

    private static RetrySettings ReadRetry(ConfigurationValues values, RetrySettings fallback) => new()
    {
        Retries = (int)values.Integer(SettingsKeys.Retries, fallback.Retries, 0, 100),
        Pause = values.Duration(SettingsKeys.RetryPause, fallback.Pause, TimeSpan.Zero, LongestDuration),
        LongestPause = values.Duration(SettingsKeys.LongestRetryPause, fallback.LongestPause, TimeSpan.Zero, LongestDuration),
    };

    private static string ReadDirectory(ConfigurationValues values)
    {
        var directory = values.Text(SettingsKeys.Directory) ?? DefaultDirectory;
        if (!directory.Contains('\0')) return Path.GetFullPath(directory);
        values.Fault(SettingsKeys.Directory, "A folder's name has no NUL character.");
        return DefaultDirectory;
    }

    private static string ReadName(ConfigurationValues values)
    {
        var name = values.Text(SettingsKeys.Name) ?? DefaultName;
        if (name.Length > LongestName || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(IsSafeInFileName))
        {
            values.Fault(
                SettingsKeys.Name,
                $"\"{Printable.Text(name)}\" can't begin a file's name. " +
                $"Use up to {LongestName} of the letters a to z, digits, '.', '_' and '-', a letter or digit first.");
        }

        return name;
    }

    private static bool IsSafeInFileName(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';

    private static string ReadTimeZone(ConfigurationValues values)
    {
        // The machine's own time-zone database may be missing, so the zone must be one that NodaTime brings along.
        if (values.Text(SettingsKeys.TimeZone) is not { } zone) return IsKnown(TimeZoneInfo.Local.Id) ? TimeZoneInfo.Local.Id : "UTC";
        if (IsKnown(zone)) return zone;
        values.Fault(SettingsKeys.TimeZone, $"\"{Printable.Text(zone)}\" is no known time zone. Use a name such as Europe/Paris, or UTC.");
        return "UTC";
    }

    private static bool IsKnown(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;
}
