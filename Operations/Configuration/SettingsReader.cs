using System.Globalization;
using Microsoft.Extensions.Configuration;
using NodaTime;
using StreamingTracker.Backup.Archive;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>Reads configuration into settings. Every fault found is reported, not only the first. An empty value counts as none.</summary>
public static class SettingsReader
{
    private const string DefaultDirectory = "backups";
    private const string DefaultName = "streaming-tracker";
    private const int LongestName = 100;

    /// <summary>Reads settings for operations on backups and a database.</summary>
    /// <exception cref="InvalidConfigurationException">With all faults.</exception>
    public static OperationSettings Read(IConfiguration configuration) => Read(configuration, withDatabase: true);

    /// <summary>Reads settings for operations on backups alone: what is said of a database is not looked at.</summary>
    /// <exception cref="InvalidConfigurationException">With all faults.</exception>
    public static OperationSettings ReadArchiveOnly(IConfiguration configuration) => Read(configuration, withDatabase: false);

    private static OperationSettings Read(IConfiguration configuration, bool withDatabase)
    {
        var faults = new List<ConfigurationFault>();
        var values = new ConfigurationValues(configuration, faults);
        var settings = new OperationSettings
        {
            Neo4j = withDatabase ? Neo4jSettingsReader.Read(values) : null,
            Archive = new BackupArchiveOptions(ReadDirectory(values), ReadName(values), ReadTimeZone(values)),
            ConsistencyAttempts = (int)values.Integer(SettingsKeys.Attempts, 3, 1, 100),
            VerifyBackups = values.Boolean(SettingsKeys.Verify, true),
            RestoreOneTransactionUpTo = values.Integer(SettingsKeys.OneTransactionUpTo, 100_000, 0, long.MaxValue),
        };
        return faults.Count == 0 ? settings : throw new InvalidConfigurationException(faults);
    }

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

/// <summary>The values of a configuration, with the faults found in them.</summary>
internal sealed class ConfigurationValues(IConfiguration configuration, List<ConfigurationFault> faults)
{
    public void Fault(string key, string message) => faults.Add(new(key, message));

    public string? Text(string key) => configuration[key] is { Length: > 0 } text ? text : null;

    public bool Boolean(string key, bool fallback)
    {
        if (Text(key) is not { } text) return fallback;
        if (bool.TryParse(text, out var value)) return value;
        Fault(key, $"\"{Printable.Text(text)}\" is neither true nor false.");
        return fallback;
    }

    public long Integer(string key, long fallback, long least, long most)
    {
        if (Text(key) is not { } text) return fallback;
        var isNumber = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        if (isNumber && value >= least && value <= most) return value;
        var range = most == long.MaxValue ? $"of {least} or more" : $"from {least} to {most}";
        Fault(key, $"\"{Printable.Text(text)}\" is no whole number {range}.");
        return fallback;
    }
}
