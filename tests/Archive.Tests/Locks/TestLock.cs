using StreamingTracker.Backup.Archive.Locks;
using StreamingTracker.Backup.Archive.Storage;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Locks;

/// <summary>Locks as tests take them, and as holders elsewhere leave them.</summary>
internal static class TestLock
{
    public const string Elsewhere = "another machine";

    public static LockOptions Options { get; } = new() { Lease = TimeSpan.FromSeconds(30) };

    public static Task<DatabaseLock> TakeAsync(
        this TestArchive archive,
        string run,
        string database = "neo4j",
        TimeProvider? time = null,
        FailingOperations? disk = null,
        LockOptions? options = null) => DatabaseLock.AcquireAsync(
            disk?.Under(archive.Options) ?? archive.Options,
            database,
            Holder(run),
            options ?? Options,
            time ?? TimeProvider.System,
            GraphFile.Cancel);

    public static LockHolder Holder(string run) => new(run, "backup", "a test", TestRuns.Start);

    public static string FileOf(this TestArchive archive, long number) => archive[$".stbackup/locks/streaming-tracker@neo4j.{number}"];

    public static string[] Files(this TestArchive archive) =>
        [.. Directory.GetFiles(archive[".stbackup/locks"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>Writes a lock's file as its holder would.</summary>
    public static Task WriteAsync(this TestArchive archive, long number, LockRecord record) => archive.WriteAsync(number, record.ToBytes());

    public static async Task WriteAsync(this TestArchive archive, long number, byte[] bytes)
    {
        Directory.CreateDirectory(archive[".stbackup/locks"]);
        await File.WriteAllBytesAsync(archive.FileOf(number), bytes, GraphFile.Cancel);
    }

    /// <summary>What a lock's file says, while its holder has it open.</summary>
    public static LockRecord? Read(this TestArchive archive, long number)
    {
        using var file = DiskOperations.Instance.OpenToRead(archive.FileOf(number));
        var bytes = new byte[RandomAccess.GetLength(file)];
        return LockRecord.TryParse(bytes[..RandomAccess.Read(file, bytes, 0)]);
    }

    public static LockRecord Foreign(string run, long beat = 0, string state = LockRecord.Held) =>
        new(state, Holder(run), Elsewhere, LocksWork: true, Options.Lease, beat);
}
