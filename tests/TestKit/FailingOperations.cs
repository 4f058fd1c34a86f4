using Microsoft.Win32.SafeHandles;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.TestKit;

/// <summary>What is wrong with a disk.</summary>
public enum DiskFault
{
    /// <summary>It can't be read or written: EIO.</summary>
    InputOutput = 5,

    /// <summary>It is full: ENOSPC.</summary>
    Full = 28,
}

/// <summary>
/// The disk, which fails at one call of its operations, and from then on if told so. A full one fails only at calls that need room.
/// </summary>
/// <param name="failAt">The call, from 0; -1 for none.</param>
/// <param name="andEverAfter">Whether all calls after it fail as well.</param>
/// <param name="fault">How they fail.</param>
public sealed class FailingOperations(int failAt, bool andEverAfter = false, DiskFault fault = DiskFault.InputOutput) : IFileOperations
{
    private readonly DiskOperations _disk = DiskOperations.Instance;

    private int _calls;
    private int _failures;

    /// <summary>Told of each operation and its file or folder before it is done.</summary>
    public Action<string, string> Before { get; init; } = (_, _) => { };

    /// <summary>How many operations there were that could have failed.</summary>
    public int Calls => _calls;

    /// <summary>How many of them failed.</summary>
    public int Failures => _failures;

    /// <summary>The call that failed first; null while none has.</summary>
    public string? FirstFailure { get; private set; }

    /// <summary>An archive on this disk.</summary>
    public BackupArchiveOptions Under(BackupArchiveOptions archive) => archive with { Files = this };

    public void CreateFolder(string path)
    {
        Count(nameof(CreateFolder), path);
        _disk.CreateFolder(path);
    }

    public FileStream Create(string path)
    {
        Count(nameof(Create), path);
        return _disk.Create(path);
    }

    public FileStream OpenOrCreate(string path)
    {
        Count(nameof(OpenOrCreate), path);
        return _disk.OpenOrCreate(path);
    }

    public FileStream OpenAlone(string path)
    {
        Count(nameof(OpenAlone), path, takesRoom: false);
        return _disk.OpenAlone(path);
    }

    /// <summary>Each read of it is a call, too.</summary>
    public Stream OpenData(string path)
    {
        Count(nameof(OpenData), path, takesRoom: false);
        return new ToldReads(_disk.OpenData(path), () => Count(nameof(Stream.Read), path, takesRoom: false));
    }

    public SafeFileHandle OpenToRead(string path)
    {
        Count(nameof(OpenToRead), path, takesRoom: false);
        return _disk.OpenToRead(path);
    }

    /// <summary>When it fails, half of the bytes have been written, as on a disk that is full.</summary>
    public async ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            Count(nameof(WriteAsync), file.Name);
        }
        catch (IOException)
        {
            await _disk.WriteAsync(file, bytes[..(bytes.Length / 2)], cancellationToken);
            throw;
        }
        await _disk.WriteAsync(file, bytes, cancellationToken);
    }

    /// <summary>Each read of it is a call.</summary>
    public Stream ReadBack(FileStream file) => new ToldReads(_disk.ReadBack(file), () => Count(nameof(Stream.Read), file.Name, takesRoom: false));

    public void Truncate(FileStream file)
    {
        Count(nameof(Truncate), file.Name, takesRoom: false);
        _disk.Truncate(file);
    }

    public void Flush(FileStream file)
    {
        Count(nameof(Flush), file.Name);
        _disk.Flush(file);
    }

    public void Rename(string from, string to)
    {
        Count(nameof(Rename), to);
        _disk.Rename(from, to);
    }

    public void Replace(string from, string to)
    {
        Count(nameof(Replace), to);
        _disk.Replace(from, to);
    }

    public void FlushFolder(string path)
    {
        Count(nameof(FlushFolder), path);
        _disk.FlushFolder(path);
    }

    public void Delete(string path)
    {
        Count(nameof(Delete), path, takesRoom: false);
        _disk.Delete(path);
    }

    private void Count(string operation, string path, bool takesRoom = true)
    {
        Before(operation, path);
        if (fault == DiskFault.Full && !takesRoom) return;
        var call = Interlocked.Increment(ref _calls) - 1;
        if (call != failAt && !(andEverAfter && failAt >= 0 && call > failAt)) return;
        Interlocked.Increment(ref _failures);
        var failure = $"The test's disk failed at call {call}, {operation} {path}";
        FirstFailure ??= failure;
        throw new IOException(failure, (int)fault);
    }
}
