using System.Text;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Tests;

/// <summary>Backup data in memory: written by the line writer, or by hand, and read back.</summary>
internal static class GraphFile
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Two nodes and two relationships with a few properties.</summary>
    public static async Task<byte[]> SmallAsync()
    {
        var file = new MemoryStream();
        var writer = new EntityLineWriter(file);
        await WriteSmallAsync(writer);
        return file.ToArray();
    }

    public static async Task WriteSmallAsync(EntityLineWriter writer)
    {
        var labels = new LabelSetTable();
        var (users, none) = (labels.Intern(["User", "Admin"]), labels.Intern([]));
        writer.BeginNode(0, users);
        writer.Name("name"u8);
        writer.String("Ana \"A\" \n"u8);
        writer.Name("born"u8);
        writer.Date(10_000);
        writer.Name("seen"u8);
        writer.ZonedDateTime(1_435_143_035, 556_000_000, "Europe/Paris"u8);
        writer.EndEntity();
        writer.BeginNode(7, none);
        writer.EndEntity();
        writer.BeginRelationship(3, "KNOWS"u8, 0, users, 7, none);
        writer.Name("weight"u8);
        writer.Float(0.5);
        writer.EndEntity();
        writer.BeginRelationship(4, "IS"u8, 7, none, 7, none);
        writer.EndEntity();
        await writer.FlushAsync(Cancel);
    }

    public static BackupReader Open(byte[] file, BackupKind kind = BackupKind.Version2) => new(new MemoryStream(file), kind, "memory");

    public static BackupReader Open(string file, BackupKind kind = BackupKind.Version2) => Open(Encoding.UTF8.GetBytes(file), kind);

    /// <summary>Reads everything, values too.</summary>
    /// <returns>A line of text an entity.</returns>
    public static async Task<List<string>> ReadAllAsync(BackupReader reader)
    {
        var entities = new List<string>();
        await using (reader)
        {
            while (await reader.ReadAsync(Cancel))
            {
                var line = reader.Current;
                var values = new Transcript();
                line.CopyPropertiesTo(values);
                var head = line.IsRelationship ? $"({line.StartId})-[{line.Id}:{line.Type}]->({line.EndId})" : $"({line.Id}:{string.Join(':', line.Labels.Labels)})";
                entities.Add($"{head} {string.Join(' ', values.Told)}".TrimEnd());
            }
        }
        return entities;
    }

    public static Task<CorruptBackupException> CorruptAsync(string file, BackupKind kind = BackupKind.Version2) =>
        Assert.ThrowsAsync<CorruptBackupException>(() => ReadAllAsync(Open(file, kind)));
}
