using System.Globalization;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Catalog;

/// <summary>
/// What an archive holds, by its manifests and, for files without one, by how they begin. Data whose manifest says that it is on its
/// way in is nothing yet, and on its way out nothing any more.
/// </summary>
internal sealed class BackupCatalog(ArchiveFolder folder, BackupNames names, Pins pins, Verifications verifications)
{
    public IReadOnlyList<ArchivedBackup> List()
    {
        var (pinned, verified, files) = (pins.All(), verifications.All(), folder.Names());
        var manifests = files.Where(BackupNames.IsManifest).Select(BackupNames.Backup).ToHashSet(StringComparer.Ordinal);
        var passing = files.Select(BackupNames.PassingBackup).OfType<string>().Except(manifests).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. files.Where(BackupNames.IsData).Select(BackupNames.Backup).Where(backup => !passing.Contains(backup)).Union(manifests)
                .Select(backup => Describe(backup, pinned, verified))
                .OrderByDescending(backup => backup.CreatedAt).ThenByDescending(backup => backup.Name, StringComparer.Ordinal),
        ];
    }

    public ArchivedBackup Find(string nameOrNumber)
    {
        if (int.TryParse(nameOrNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var all = List();
            return number >= 1 && number <= all.Count ? all[number - 1] : throw NotFound($"There is no backup number {nameOrNumber}");
        }
        if (!ManifestRules.IsPlainName(nameOrNumber) || nameOrNumber.StartsWith('.')) throw NotFound($"'{nameOrNumber}' is no backup's name");
        var backup = BackupNames.Backup(nameOrNumber);
        return TryFind(backup) ?? throw NotFound($"There is no backup '{backup}'");
    }

    /// <summary>Finds a backup by its name; null when it is not there.</summary>
    public ArchivedBackup? TryFind(string backup)
    {
        var isThere = folder.Exists(BackupNames.Manifest(backup))
            || (folder.Exists(BackupNames.Data(backup)) && folder.Names().All(file => BackupNames.PassingBackup(file) != backup));
        return isThere ? Describe(backup, pins.All(), verifications.All()) : null;
    }

    private static BackupNotFoundException NotFound(string what) => new(what, "The list of backups shows their names and numbers.");

    private ArchivedBackup Describe(string backup, IReadOnlySet<string> pinned, IReadOnlySet<string> verified)
    {
        var described = DescribeFiles(backup, pinned);
        return verified.Contains(backup) ? described with { Verification = verifications.Find(described) } : described;
    }

    private ArchivedBackup DescribeFiles(string backup, IReadOnlySet<string> pinned)
    {
        var (data, manifest) = (new FileInfo(folder.PathOf(BackupNames.Data(backup))), new FileInfo(folder.PathOf(BackupNames.Manifest(backup))));
        var described = new ArchivedBackup
        {
            Name = backup,
            DataPath = data.FullName,
            Kind = manifest.Exists ? BackupKind.Version2 : BackupKind.Unknown,
            Bytes = data.Exists ? data.Length : 0,
            CreatedAt = names.Time(backup) ?? (data.Exists ? data : manifest).LastWriteTimeUtc,
            Pinned = pinned.Contains(backup),
            Disk = folder.Disk,
        };
        try
        {
            if (data.LinkTarget is not null || manifest.LinkTarget is not null)
            {
                return described with { Kind = BackupKind.Unknown, Fault = "Its files are symbolic links, which are not followed." };
            }
            return manifest.Exists
                ? StorageFault.Guard(manifest.FullName, () => DescribeVersion2(described, data, manifest))
                : StorageFault.Guard(data.FullName, () => DescribeWithoutManifest(described));
        }
        catch (ArchiveUnavailableException fault)
        {
            return described with { Fault = fault.Message + ".", Unreadable = fault };
        }
    }

    private static ArchivedBackup DescribeVersion2(ArchivedBackup described, FileInfo data, FileInfo file)
    {
        try
        {
            var manifest = ManifestFile.Load(file.FullName, described.Disk);
            return described with
            {
                Manifest = manifest,
                CreatedAt = manifest.FinishedAt,
                Fault = !data.Exists ? "Its data file is missing."
                    : manifest.Data.Name != data.Name ? $"Its manifest is of another file, {manifest.Data.Name}."
                    : manifest.Data.Bytes != data.Length ? $"Its data file has {data.Length} bytes instead of {manifest.Data.Bytes}."
                    : null,
            };
        }
        catch (CorruptBackupException fault)
        {
            return described with { Fault = fault.Message + "." };
        }
    }

    private static ArchivedBackup DescribeWithoutManifest(ArchivedBackup described)
    {
        using var file = described.OpenData();
        Span<byte> beginning = stackalloc byte[64];
        var kind = FileBeginning.Kind(beginning[..file.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)]);
        return described with
        {
            Kind = kind,
            Fault = kind == BackupKind.Unknown ? "It has no manifest, and is neither a version 1.0 backup nor an export of APOC." : null,
        };
    }
}
