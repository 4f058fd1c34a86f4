using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using StreamingTracker.Backup.Archive.Manifests;

namespace StreamingTracker.Backup.Archive.Catalog;

/// <summary>
/// The names of an archive's files: <c>NAME-backup-YYYYMMDD_HHMMSS.json</c>, its <c>.manifest.json</c>, while they are written
/// <c>.RUNID.partial</c> after either, and while they are removed <c>.RUNID.removed</c> after the manifest. The time is a label in the archive's zone; order and age come from the manifest.
/// </summary>
internal sealed partial class BackupNames
{
    public const string DataExtension = ".json";

    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'_'HHmmss");

    private readonly string _name;

    public BackupNames(string name, string timeZone)
    {
        if (!NamePattern().IsMatch(name)) throw new ArgumentException($"'{name}' can't begin a file name: letters, digits, '.', '_' and '-' can");
        _name = name;
        Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? throw new ArgumentException($"There is no time zone '{timeZone}'");
    }

    /// <summary>The archive's zone.</summary>
    public DateTimeZone Zone { get; }

    public static bool IsRunId(string text) => RunIdPattern().IsMatch(text);

    public static string Data(string backup) => backup + DataExtension;

    public static string Manifest(string backup) => backup + ManifestFile.Extension;

    public static string Partial(string file, string runId) => $"{file}.{runId}.partial";

    /// <summary>What a manifest is called from when its backup is to go until it is gone.</summary>
    public static string Removed(string backup, string runId) => $"{Manifest(backup)}.{runId}.removed";

    /// <summary>The backup that such a file belonged to; null for every other file.</summary>
    public static string? RemovedBackup(string file) =>
        RemovedPattern().Match(file) is { Success: true } match ? match.Groups["backup"].Value : null;

    /// <summary>The backup that such a file, or a manifest that is not published yet, belongs to; null for every other file.</summary>
    public static string? PassingBackup(string file) =>
        PassingPattern().Match(file) is { Success: true } match ? match.Groups["backup"].Value : null;

    /// <summary>Whether a file is what a run writes before it gives it its name.</summary>
    public static bool IsPartial(string file) => PartialEnd().IsMatch(file);

    /// <summary>The backup that a data file or manifest belongs to; the name itself when it is neither.</summary>
    public static string Backup(string file) =>
        file.EndsWith(ManifestFile.Extension, StringComparison.Ordinal) ? file[..^ManifestFile.Extension.Length]
        : file.EndsWith(DataExtension, StringComparison.Ordinal) ? file[..^DataExtension.Length]
        : file;

    public static bool IsData(string file) =>
        file.EndsWith(DataExtension, StringComparison.Ordinal) && !IsManifest(file) && !file.StartsWith('.');

    public static bool IsManifest(string file) => file.EndsWith(ManifestFile.Extension, StringComparison.Ordinal) && !file.StartsWith('.');

    /// <summary>The names a backup of this moment may have, in the order in which they are tried.</summary>
    public IEnumerable<string> Candidates(DateTimeOffset now)
    {
        var first = $"{_name}-backup-{Stamp.Format(Instant.FromDateTimeOffset(now).InZone(Zone).LocalDateTime)}";
        yield return first;
        for (var number = 2; number < 10_000; number++) yield return string.Create(CultureInfo.InvariantCulture, $"{first}_{number}");
    }

    /// <summary>The time in a backup's name, read in the archive's zone; null when there is none.</summary>
    public DateTimeOffset? Time(string backup)
    {
        var match = StampPattern().Match(backup);
        return match.Success && Stamp.Parse(match.Groups["stamp"].Value) is { Success: true } time
            ? Zone.AtLeniently(time.Value).WithZone(DateTimeZone.Utc).ToDateTimeOffset()
            : null;
    }

    /// <summary>Whether a backup is called as this archive calls its own.</summary>
    public bool IsOwn(string backup) => OwnPattern().Match(backup) is { Success: true } match && match.Groups["name"].Value == _name;

    /// <summary>Takes the name of a partial file of this archive's backups apart; null for every other file.</summary>
    public PartialName? ParsePartial(string file)
    {
        var match = PartialPattern().Match(file);
        if (!match.Success || match.Groups["name"].Value != _name) return null;
        var isManifest = match.Groups["extension"].Value == ManifestFile.Extension;
        return new PartialName(file, match.Groups["backup"].Value, match.Groups["run"].Value, isManifest);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex RunIdPattern();

    [GeneratedRegex(@"(?<stamp>[0-9]{8}_[0-9]{6})(_[0-9]+)?\z")]
    private static partial Regex StampPattern();

    [GeneratedRegex(@"\A(?<name>.+)-backup-[0-9]{8}_[0-9]{6}(_[0-9]+)?\z")]
    private static partial Regex OwnPattern();

    [GeneratedRegex(@"\A(?<backup>.+)\.manifest\.json\.[0-9a-f]{32}\.removed\z")]
    private static partial Regex RemovedPattern();

    [GeneratedRegex(@"\A(?<backup>.+)\.manifest\.json\.[0-9a-f]{32}\.(partial|removed)\z")]
    private static partial Regex PassingPattern();

    [GeneratedRegex(@"\.[0-9a-f]{32}\.partial\z")]
    private static partial Regex PartialEnd();

    [GeneratedRegex(
        @"\A(?<backup>(?<name>.+)-backup-[0-9]{8}_[0-9]{6}(_[0-9]+)?)(?<extension>\.json|\.manifest\.json)" +
        @"\.(?<run>[0-9a-f]{32})\.partial\z")]
    private static partial Regex PartialPattern();
}

/// <summary>A file that a run had not finished.</summary>
/// <param name="File">Its name.</param>
/// <param name="Backup">The backup it was to be part of.</param>
/// <param name="RunId">The run.</param>
/// <param name="IsManifest">Whether it was to be the manifest; else the data.</param>
internal sealed record PartialName(string File, string Backup, string RunId, bool IsManifest);
