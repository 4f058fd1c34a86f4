namespace StreamingTracker.Backup.Archive.Storage;

/// <summary>
/// Everything a publication does to the disk, one call each, so that each can be made to fail. Failures are the operating system's own
/// (<see cref="IOException"/>, <see cref="UnauthorizedAccessException"/>).
/// </summary>
internal interface IFileOperations
{
    /// <summary>Makes a file (0600) that must not exist yet, and locks it against others for as long as it is open.</summary>
    FileStream Create(string path);

    /// <summary>Writes where the file stands.</summary>
    ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Has the disk hold what was written, before it returns.</summary>
    void Flush(FileStream file);

    /// <summary>Renames a file; the new name must be free.</summary>
    void Rename(string from, string to);

    /// <summary>Has the disk hold a folder's names, before it returns.</summary>
    void FlushFolder(string path);

    /// <summary>Deletes a file; that it is gone already is no failure.</summary>
    void Delete(string path);
}
