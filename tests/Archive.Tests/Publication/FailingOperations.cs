using Microsoft.Win32.SafeHandles;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Tests.Publication;

/// <summary>The disk, which fails at one call of its operations, and from then on if told so.</summary>
internal sealed class FailingOperations(int failAt, bool andEverAfter = false) : IFileOperations
{
    private readonly DiskOperations _disk = new();

    /// <summary>Told of each operation before it is done.</summary>
    public Action<string> Before { get; init; } = _ => { };

    /// <summary>How many operations there were.</summary>
    public int Calls { get; private set; }

    public void CreateFolder(string path)
    {
        Count(nameof(CreateFolder));
        _disk.CreateFolder(path);
    }

    public FileStream Create(string path)
    {
        Count(nameof(Create));
        return _disk.Create(path);
    }

    public FileStream OpenOrCreate(string path)
    {
        Count(nameof(OpenOrCreate));
        return _disk.OpenOrCreate(path);
    }

    public SafeFileHandle OpenToRead(string path)
    {
        Count(nameof(OpenToRead));
        return _disk.OpenToRead(path);
    }

    /// <summary>When it fails, half of the bytes have been written, as on a disk that is full.</summary>
    public async ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            Count(nameof(WriteAsync));
        }
        catch (IOException)
        {
            await _disk.WriteAsync(file, bytes[..(bytes.Length / 2)], cancellationToken);
            throw;
        }
        await _disk.WriteAsync(file, bytes, cancellationToken);
    }

    public void Flush(FileStream file)
    {
        Count(nameof(Flush));
        _disk.Flush(file);
    }

    public void Rename(string from, string to)
    {
        Count(nameof(Rename));
        _disk.Rename(from, to);
    }

    public void Replace(string from, string to)
    {
        Count(nameof(Replace));
        _disk.Replace(from, to);
    }

    public void FlushFolder(string path)
    {
        Count(nameof(FlushFolder));
        _disk.FlushFolder(path);
    }

    public void Delete(string path)
    {
        Count(nameof(Delete));
        _disk.Delete(path);
    }

    private void Count(string operation)
    {
        Before(operation);
        var call = Calls++;
        if (call == failAt || (andEverAfter && call > failAt)) throw new IOException($"The test's disk failed at call {call}, {operation}");
    }
}
