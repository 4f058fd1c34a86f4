using System.Globalization;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>
/// The names of the configuration's keys: the same in appsettings.json, the environment (with <c>__</c> for <c>:</c>) and the
/// command line.
/// </summary>
public static class SettingsKeys
{
    /// <summary>The server, user, password and database in one: <c>bolt://user:password@host:7687/database</c>.</summary>
    public const string ConnectionString = "ConnectionStrings:neo4j";

    /// <summary>The server, instead of a connection string.</summary>
    public const string Uri = "Neo4j:Uri";

    /// <summary>The user's name.</summary>
    public const string User = "Neo4j:User";

    /// <summary>The password. Never taken from a command line.</summary>
    public const string Password = "Neo4j:Password";

    /// <summary>A file whose first line is the password.</summary>
    public const string PasswordFile = "Neo4j:PasswordFile";

    /// <summary>The database.</summary>
    public const string Database = "Neo4j:Database";

    /// <summary>The archive's folder.</summary>
    public const string Directory = "Backup:Directory";

    /// <summary>The first part of a backup's name.</summary>
    public const string Name = "Backup:Name";

    /// <summary>Whether a backup is read back before it is published.</summary>
    public const string Verify = "Backup:Verify";

    /// <summary>How long a backup may take.</summary>
    public const string BackupMaxDuration = "Backup:MaxDuration";

    /// <summary>When backups are due: a list of cron lines, <c>Schedule:Cron:0</c> and so on.</summary>
    public const string Cron = "Schedule:Cron";

    /// <summary>When all backups are verified: a list of cron lines, <c>Schedule:Verify:0</c> and so on.</summary>
    public const string VerifyCron = "Schedule:Verify";

    /// <summary>Whether scheduled verifications restore each backup into memory as well.</summary>
    public const string VerifyRestores = "Schedule:VerifyRestores";

    /// <summary>The zone in which the cron lines are read, and of the time in a backup's name.</summary>
    public const string TimeZone = "Schedule:TimeZone";

    /// <summary>Whether a run that was missed is caught up.</summary>
    public const string CatchUp = "Schedule:CatchUp";

    /// <summary>The longest delay that a scheduled run is given.</summary>
    public const string Jitter = "Schedule:Jitter";

    /// <summary>The least that a backup must be: exact, or fuzzy as well.</summary>
    public const string Consistency = "Backup:Consistency";

    /// <summary>How often an export is tried for an exact state.</summary>
    public const string Attempts = "Consistency:Attempts";

    /// <summary>How long after the first attempt's beginning another one may begin.</summary>
    public const string MaxDuration = "Consistency:MaxDuration";

    /// <summary>Up to how many nodes and relationships a restore is one transaction.</summary>
    public const string OneTransactionUpTo = "Restore:OneTransactionUpTo";

    /// <summary>How long a restore may take.</summary>
    public const string RestoreMaxDuration = "Restore:MaxDuration";

    /// <summary>How often a run is tried again after a passing fault.</summary>
    public const string Retries = "Retry:Retries";

    /// <summary>The pause before the first retry.</summary>
    public const string RetryPause = "Retry:Pause";

    /// <summary>The longest pause before a retry.</summary>
    public const string LongestRetryPause = "Retry:LongestPause";

    /// <summary>How many days every backup is kept.</summary>
    public const string KeepDays = "Retention:Days";

    /// <summary>How many of the newest backups are kept.</summary>
    public const string KeepLast = "Retention:Last";

    /// <summary>For how many hours the newest backup of each is kept.</summary>
    public const string KeepHourly = "Retention:Hourly";

    /// <summary>For how many days the newest backup of each is kept.</summary>
    public const string KeepDaily = "Retention:Daily";

    /// <summary>For how many weeks the newest backup of each is kept.</summary>
    public const string KeepWeekly = "Retention:Weekly";

    /// <summary>For how many months the newest backup of each is kept.</summary>
    public const string KeepMonthly = "Retention:Monthly";

    /// <summary>For how many years the newest backup of each is kept.</summary>
    public const string KeepYearly = "Retention:Yearly";

    /// <summary>How many of the newest backups are kept, however old they are.</summary>
    public const string KeepMinimum = "Retention:Minimum";

    /// <summary>How long the holder of a database's lock may go without a heartbeat.</summary>
    public const string Lease = "Lock:Lease";

    /// <summary>Those that say which backups are kept.</summary>
    public static readonly IReadOnlyList<string> Retention =
        [KeepDays, KeepLast, KeepHourly, KeepDaily, KeepWeekly, KeepMonthly, KeepYearly, KeepMinimum];

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        ConnectionString, Uri, User, Password, PasswordFile, Database, Directory, Name, Verify, BackupMaxDuration,
        Consistency, Attempts, MaxDuration, Cron, VerifyCron, VerifyRestores, TimeZone, CatchUp, Jitter, OneTransactionUpTo, RestoreMaxDuration,
        Retries, RetryPause, LongestRetryPause, Lease,
        .. Retention,
    ];

    private static readonly IReadOnlyList<string> Lists = [Cron, VerifyCron];

    /// <summary>The key that a name in any case means, be it an item of a list; null when there is none.</summary>
    public static string? Find(string name)
    {
        if (All.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        var colon = name.LastIndexOf(':');
        var isItem = colon > 0 && int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var list = isItem ? Lists.FirstOrDefault(key => name.AsSpan(0, colon).Equals(key, StringComparison.OrdinalIgnoreCase)) : null;
        return list is null ? null : list + name[colon..];
    }
}
