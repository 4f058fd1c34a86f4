using Microsoft.Win32.SafeHandles;

namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>
/// An archive's folder, or one within it: files by name, and every refusal of the operating system as an
/// <see cref="ArchiveUnavailableException"/>.
/// </summary>
internal sealed class ArchiveFolder(string path, IFileOperations files, ArchiveFolder? parent = null)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>The archive's own folder.</summary>
    public static ArchiveFolder OfBackups(BackupArchiveOptions archive) => new(archive.Directory, archive.Files);

    /// <summary>A folder of what is kept beside the backups: <c>.stbackup/NAME</c> in the archive's own.</summary>
    public static ArchiveFolder OfState(BackupArchiveOptions archive, string name)
    {
        var state = OfState(archive);
        return new ArchiveFolder(state.PathOf(name), archive.Files, state);
    }

    /// <summary>The folder of all that is kept beside the backups.</summary>
    public static ArchiveFolder OfState(BackupArchiveOptions archive)
    {
        var backups = OfBackups(archive);
        return new ArchiveFolder(backups.PathOf(".stbackup"), archive.Files, backups);
    }

    /// <summary>The disk that it lies on.</summary>
    public IFileOperations Disk => files;

    public string PathOf(string name) => Path.Combine(path, name);

    /// <summary>Makes the folder (0700), durably within its parent, when it is not there; one that is there keeps its rights.</summary>
    public void Create()
    {
        if (Directory.Exists(path)) return;
        parent?.Create();
        Do("", () => files.CreateFolder(path));
        parent?.FlushFolder();
    }

    /// <summary>The names of the files in the folder, in ordinal order; none when there is no folder.</summary>
    public IReadOnlyList<string> Names() => StorageFault.Guard(path, () => !Directory.Exists(path) ? []
        : Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToArray());

    public bool Exists(string name) => Path.Exists(PathOf(name));

    /// <summary>Makes a file that must not exist yet, locked against others while it is open.</summary>
    /// <returns>Null when there is one of that name.</returns>
    public FileStream? TryCreate(string name) => StorageFault.Guard(PathOf(name), () =>
    {
        try
        {
            return files.Create(PathOf(name));
        }
        catch (IOException fault) when (StorageFault.IsTaken(fault) || StorageFault.IsInUse(fault))
        {
            return null;
        }
    });

    /// <summary>Opens a file and locks it, unless somebody has it open.</summary>
    /// <returns>Null when somebody has, it is gone, or it can't be opened: whoever asks then leaves it alone.</returns>
    public FileStream? TryOpenAlone(string name) => StorageFault.Guard(PathOf(name), () =>
    {
        try
        {
            return files.OpenAlone(PathOf(name));
        }
        catch (IOException)
        {
            return null;
        }
    });

    /// <summary>Opens a file, made if need be, and locks it; waits while others have it, which they do for moments.</summary>
    /// <exception cref="ArchiveUnavailableException">Somebody has it for longer than a turn can take.</exception>
    public async Task<FileStream> OpenInTurnAsync(string name, CancellationToken cancellationToken)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return files.OpenOrCreate(PathOf(name));
            }
            catch (IOException fault) when (StorageFault.IsInUse(fault) && TimeProvider.System.GetElapsedTime(began) < LongestTurn)
            {
                await Task.Delay(Pause, cancellationToken);
            }
            catch (Exception fault) when (StorageFault.IsStorage(fault))
            {
                throw StorageFault.Explain(PathOf(name), fault);
            }
        }
    }

    /// <summary>Opens a file to read, whoever is writing it.</summary>
    /// <returns>Null when there is none.</returns>
    public SafeFileHandle? TryOpenToRead(string name) => StorageFault.Guard(PathOf(name), () =>
    {
        try
        {
            return files.OpenToRead(PathOf(name));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    });

    /// <summary>Reads a small file whole, whoever is writing it.</summary>
    /// <returns>Null when there is none.</returns>
    public byte[]? TryRead(string name)
    {
        using var file = TryOpenToRead(name);
        return file is null ? null : StorageFault.Guard(PathOf(name), () =>
        {
            var bytes = new byte[RandomAccess.GetLength(file)];
            return bytes[..RandomAccess.Read(file, bytes, fileOffset: 0)];
        });
    }

    /// <summary>Writes a small file so that it is whole at every moment, the old one or the new, and on the disk when this returns.</summary>
    /// <param name="name">The file.</param>
    /// <param name="unfinished">What it is called until it is whole. What a crash has left there is taken away.</param>
    /// <param name="bytes">What it is to hold.</param>
    /// <param name="cancellationToken">Ends it; then the file is as it was.</param>
    public async Task ReplaceAsync(string name, string unfinished, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Delete(unfinished);
        var file = TryCreate(unfinished)
            ?? throw new ArchiveUnavailableException($"Somebody else made {PathOf(unfinished)}", "Run it again when nobody else does the same.");
        try
        {
            await using (file)
            {
                await WriteAsync(file, bytes, cancellationToken);
                Flush(file);

                // Still held, so that whoever clears away what dead processes have left leaves it alone.
                Replace(unfinished, name);
            }
        }
        catch
        {
            TryDelete(unfinished);
            throw;
        }
        FlushFolder();
    }

    /// <summary>Deletes a file that nobody holds open.</summary>
    public void DeleteUnlessHeld(string name)
    {
        using var alone = TryOpenAlone(name);
        if (alone is not null) Delete(name);
    }

    public async ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await files.WriteAsync(file, bytes, cancellationToken);
        }
        catch (Exception fault) when (StorageFault.IsStorage(fault))
        {
            throw StorageFault.Explain(file.Name, fault);
        }
    }

    public void Truncate(FileStream file) => Do(file.Name, () => files.Truncate(file));

    public void Flush(FileStream file) => Do(file.Name, () => files.Flush(file));

    public void Rename(string from, string to) => Do(from, () => files.Rename(PathOf(from), PathOf(to)));

    public void Replace(string from, string to) => Do(from, () => files.Replace(PathOf(from), PathOf(to)));

    public void Delete(string name) => Do(name, () => files.Delete(PathOf(name)));

    /// <summary>Deletes what is in nobody's way when it stays.</summary>
    public void TryDelete(string name)
    {
        try
        {
            Delete(name);
        }
        catch (ArchiveUnavailableException)
        {
            // Whatever made it useless is on its way to the caller already.
        }
    }

    public void FlushFolder() => Do("", () => files.FlushFolder(path));

    private void Do(string name, Action action) => StorageFault.Guard(PathOf(name), () =>
    {
        action();
        return true;
    });
}
