using Microsoft.Win32.SafeHandles;

namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>
/// Everything the archive changes on the disk, and reads of its backups, one call each, so that each can be made to fail. Failures are
/// the operating system's own (<see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>).
/// </summary>
internal interface IFileOperations
{
    /// <summary>Makes a folder (0700) and those it lies in. That it is there already is no failure.</summary>
    void CreateFolder(string path);

    /// <summary>Makes a file (0600) that must not exist yet, and locks it against other writers for as long as it is open.</summary>
    FileStream Create(string path);

    /// <summary>Opens a file for writing, or makes it (0600), and locks it against other writers for as long as it is open.</summary>
    FileStream OpenOrCreate(string path);

    /// <summary>Opens a file that is there for writing, and locks it against others for as long as it is open.</summary>
    FileStream OpenAlone(string path);

    /// <summary>Opens the data of a backup, which is read once from its beginning; what is no ordinary file is refused.</summary>
    Stream OpenData(string path);

    /// <summary>Opens a file to read, whoever has it locked, without locking it.</summary>
    SafeFileHandle OpenToRead(string path);

    /// <summary>Writes where the file stands.</summary>
    ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Reads a file that was written from its beginning. What this gives is not to be closed: it goes with the file.</summary>
    Stream ReadBack(FileStream file);

    /// <summary>Empties a file, and stands at its beginning.</summary>
    void Truncate(FileStream file);

    /// <summary>Has the disk hold what was written, before it returns.</summary>
    void Flush(FileStream file);

    /// <summary>Renames a file; the new name must be free, and of several that want it at once one gets it.</summary>
    void Rename(string from, string to);

    /// <summary>Renames a file over another, which is whole at every moment: the old one or the new.</summary>
    void Replace(string from, string to);

    /// <summary>Has the disk hold a folder's names, before it returns.</summary>
    void FlushFolder(string path);

    /// <summary>Deletes a file; that it is gone already is no failure.</summary>
    void Delete(string path);
}
