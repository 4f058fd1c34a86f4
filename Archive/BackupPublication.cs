using StreamingTracker.Backup.Archive.Catalog;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Archive.Publication;
using StreamingTracker.Backup.Archive.Storage;
using StreamingTracker.Backup.Archive.Verification;

namespace StreamingTracker.Backup.Archive;

/// <summary>
/// A backup in the making:
/// 1. the data is written to <c>….json.RUNID.partial</c>, locked until the end, so that no other run takes it for a leftover;
/// 2. completed, it is on the disk;
/// 3. verified, it has been read back as a reader of the backup will;
/// 4. published, it gets its manifest and its name.
/// Disposed without having been published, it leaves nothing behind.
/// </summary>
public sealed class BackupPublication : IAsyncDisposable
{
    private readonly ArchiveFolder _folder;
    private readonly string _backup;
    private readonly string _runId;
    private readonly FileStream _file;
    private readonly PublicationStream _data;
    private readonly Stack<string> _unpublished = new();
    private BackupFile? _completed;

    private BackupPublication(ArchiveFolder folder, string backup, string runId, FileStream file)
    {
        (_folder, _backup, _runId, _file) = (folder, backup, runId, file);
        _data = new PublicationStream(folder, file);
        _unpublished.Push(PartialData);
    }

    /// <summary>The data file's future name.</summary>
    public string DataName => BackupNames.Data(_backup);

    /// <summary>Where the data goes. It is hashed and counted on its way; owned by the publication.</summary>
    public Stream Data => _data;

    private string PartialData => BackupNames.Partial(DataName, _runId);

    /// <summary>1. Takes the first free name, and makes the partial data file. A name that any other file begins with is not free.</summary>
    internal static BackupPublication Begin(ArchiveFolder folder, BackupNames names, DateTimeOffset now, string runId)
    {
        foreach (var backup in names.Candidates(now))
        {
            if (IsTaken(folder, backup, exceptBy: null)) continue;
            var partial = BackupNames.Partial(BackupNames.Data(backup), runId);
            if (folder.TryCreate(partial) is not { } file) continue;

            // Of two runs that found the same name free, at least the one that made its file last sees the other's, and moves on.
            if (!IsTaken(folder, backup, partial)) return new BackupPublication(folder, backup, runId, file);
            file.Dispose();
            folder.Delete(partial);
        }
        throw new ArchiveUnavailableException(
            "No name is free for a backup of this second", "Clear the archive's folder of files that are no backups.");
    }

    /// <summary>Empties the data file, to begin the export again.</summary>
    /// <exception cref="InvalidOperationException">The data is complete already.</exception>
    public void Restart() => _data.Restart();

    /// <summary>2. Flushes the data to the disk; nothing can be written after it.</summary>
    /// <returns>The file as the manifest names it.</returns>
    /// <exception cref="ArchiveUnavailableException">The disk is full or fails.</exception>
    public async Task<BackupFile> CompleteDataAsync(CancellationToken cancellationToken)
    {
        var sha256 = _data.Complete();
        await Task.Run(() => _folder.Flush(_file), cancellationToken);
        return _completed = new BackupFile(DataName, _data.Length, sha256);
    }

    /// <summary>3. Reads the completed data back as a reader of the published backup would, and compares it with the manifest.</summary>
    /// <exception cref="CorruptBackupException">What was written is not what can be read.</exception>
    /// <exception cref="ArgumentException">The manifest is of another file.</exception>
    public async Task VerifyAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        DemandOurs(manifest);
        ManifestFile.Read(ManifestFile.Write(manifest));
        var data = new HashingReader(_folder.Disk.ReadBack(_file), manifest.Data.Bytes, leaveOpen: true);
        var found = await DataCheck.ReadAsync(data, BackupKind.Version2, _file.Name, cancellationToken);
        found.DemandEqual(manifest);
    }

    /// <summary>
    /// 4. Publishes: manifest written and flushed, data renamed, manifest renamed, folder flushed. From then on there is a backup.
    /// A run that breaks off between the renames is completed by the next.
    /// </summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="demandRight">Asked just before the renames: throws when the run may publish no more.</param>
    /// <param name="cancellationToken">Ends it; from the renames on it is too late.</param>
    /// <exception cref="ArchiveUnavailableException">The disk is full or fails; nothing is published.</exception>
    /// <exception cref="ArgumentException">The manifest is of another file.</exception>
    public async Task<ArchivedBackup> PublishAsync(
        BackupManifest manifest, Action demandRight, CancellationToken cancellationToken)
    {
        DemandOurs(manifest);
        var manifestName = BackupNames.Manifest(_backup);
        var partialManifest = BackupNames.Partial(manifestName, _runId);
        await WriteAsync(partialManifest, ManifestFile.Write(manifest), cancellationToken);
        demandRight();
        Rename(PartialData, DataName);
        Rename(partialManifest, manifestName);
        _folder.FlushFolder();
        _unpublished.Clear();
        await _file.DisposeAsync();
        return Describe(manifest);
    }

    /// <summary>The backup as the archive will list it, or does.</summary>
    public ArchivedBackup Describe(BackupManifest manifest) => new()
    {
        Name = _backup,
        DataPath = _folder.PathOf(DataName),
        Kind = BackupKind.Version2,
        Bytes = manifest.Data.Bytes,
        CreatedAt = manifest.FinishedAt,
        Manifest = manifest,
        Disk = _folder.Disk,
    };

    /// <summary>Removes what was not published, and only then lets go of it. May be called again.</summary>
    /// <exception cref="ArchiveUnavailableException">A file can't be removed; <see cref="BackupArchive.SettleLeftoversAsync"/> tries again.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            while (_unpublished.TryPop(out var file)) _folder.Delete(file);
        }
        finally
        {
            await _data.DisposeAsync();
            await _file.DisposeAsync();
        }
    }

    private static bool IsTaken(ArchiveFolder folder, string backup, string? exceptBy) =>
        folder.Names().Any(file => file != exceptBy && file.StartsWith(backup + ".", StringComparison.Ordinal));

    private void DemandOurs(BackupManifest manifest)
    {
        if (_completed is null) throw new InvalidOperationException("The data is not complete");
        if (manifest.Data != _completed) throw new ArgumentException("The manifest is of another file", nameof(manifest));
    }

    private async Task WriteAsync(string name, byte[] bytes, CancellationToken cancellationToken)
    {
        await using var file = _folder.TryCreate(name)
            ?? throw new ArchiveUnavailableException($"Somebody else made {name}", "Let no other program write into the archive's folder.");
        _unpublished.Push(name);
        await _folder.WriteAsync(file, bytes, cancellationToken);
        _folder.Flush(file);
    }

    private void Rename(string from, string to)
    {
        _folder.Rename(from, to);
        _unpublished.Push(to);
    }
}
