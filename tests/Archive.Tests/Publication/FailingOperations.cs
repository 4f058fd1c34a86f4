using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Tests.Publication;

/// <summary>The disk, which fails at one call of its operations, and from then on if told so.</summary>
internal sealed class FailingOperations(int failAt, bool andEverAfter = false) : IFileOperations
{
    private readonly DiskOperations _disk = new();

    /// <summary>How many operations there were.</summary>
    public int Calls { get; private set; }

    public FileStream Create(string path)
    {
        Count(nameof(Create));
        return _disk.Create(path);
    }

    public ValueTask WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Count(nameof(WriteAsync));
        return _disk.WriteAsync(file, bytes, cancellationToken);
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
        var call = Calls++;
        if (call == failAt || (andEverAfter && call > failAt)) throw new IOException($"The test's disk failed at call {call}, {operation}");
    }
}
