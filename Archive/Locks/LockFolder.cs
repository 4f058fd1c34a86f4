using System.Globalization;
using StreamingTracker.Backup.Archive.Storage;

namespace StreamingTracker.Backup.Archive.Locks;

/// <summary>What one look at a lock shows.</summary>
/// <param name="Number">The highest number; 0 when there is none.</param>
/// <param name="Bytes">Its file's bytes.</param>
/// <param name="Record">What they say; null when they say nothing (yet).</param>
internal sealed record LockSight(long Number, byte[] Bytes, LockRecord? Record);

/// <summary>The files of the locks: <c>NAME@DATABASE.NUMBER</c>, of which the highest number counts.</summary>
internal sealed class LockFolder(ArchiveFolder folder, string key)
{
    public ArchiveFolder Files => folder;

    /// <summary>The keys of all locks that an archive of this name has.</summary>
    public static IEnumerable<string> Keys(ArchiveFolder folder, string prefix) => folder.Names()
        .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.Contains('.', StringComparison.Ordinal))
        .Select(name => name[..name.LastIndexOf('.')]).Distinct();

    public string FileOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{key}.{number}");

    /// <summary>The numbers that there are.</summary>
    public IEnumerable<long> Numbers() =>
        from name in folder.Names()
        where name.StartsWith(key + ".", StringComparison.Ordinal)
        let number = name[(key.Length + 1)..]
        where long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select long.Parse(number, CultureInfo.InvariantCulture);

    public long Highest() => Numbers().DefaultIfEmpty(0).Max();

    public LockSight Look()
    {
        var number = Highest();
        var bytes = number == 0 ? [] : folder.TryRead(FileOf(number)) ?? [];
        return new LockSight(number, bytes, LockRecord.TryParse(bytes));
    }

    /// <summary>
    /// Whether nobody holds it, as far as one look can tell: given back, or held by a process that is gone from this machine.
    /// </summary>
    public bool IsFree(LockSight seen) => seen.Number == 0
        || seen.Record is { State: LockRecord.Free }
        || (seen.Record is { LocksWork: true } record && record.Machine == ThisMachine.Id && !IsOpen(seen.Number));

    /// <summary>Whether a lock's file is there and not empty.</summary>
    public bool IsWritten(long number) => folder.TryRead(FileOf(number)) is { Length: > 0 };

    /// <summary>Whether a process has a lock's file open: by the operating system's lock on it.</summary>
    public bool IsOpen(long number)
    {
        using var alone = folder.TryOpenAlone(FileOf(number));
        return alone is null;
    }
}
