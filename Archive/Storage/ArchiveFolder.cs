namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>An archive's folder: files by name, and every refusal of the operating system as an <see cref="ArchiveUnavailableException"/>.</summary>
internal sealed class ArchiveFolder(string path, IFileOperations files)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string PathOf(string name) => Path.Combine(path, name);

    /// <summary>Makes the folder (0700) when it is not there; one that is there keeps its rights.</summary>
    public void Create() => StorageFault.Guard(path, () => Directory.Exists(path) ? null
        : OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly));

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
        catch (IOException) when (Exists(name))
        {
            return null;
        }
    });

    /// <summary>Opens a file and locks it, unless somebody has it open.</summary>
    /// <returns>Null when somebody has, or it is gone.</returns>
    public FileStream? TryOpenAlone(string name) => StorageFault.Guard(PathOf(name), () =>
    {
        try
        {
            return new FileStream(PathOf(name), FileMode.Open, FileAccess.ReadWrite, DiskOperations.Alone, bufferSize: 0);
        }
        catch (IOException)
        {
            return null;
        }
    });

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

    public void Flush(FileStream file) => Do(file.Name, () => files.Flush(file));

    public void Rename(string from, string to) => Do(from, () => files.Rename(PathOf(from), PathOf(to)));

    public void Delete(string name) => Do(name, () => files.Delete(PathOf(name)));

    public void FlushFolder() => Do("", () => files.FlushFolder(path));

    private void Do(string name, Action action) => StorageFault.Guard(PathOf(name), () =>
    {
        action();
        return true;
    });
}
