using System.Text;
using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Manifests;
using StreamingTracker.Backup.Cli.Terminals;

namespace StreamingTracker.Backup.Cli.Tests.Rendering;

/// <summary>What is rendered for a file or program, and backups to render.</summary>
internal sealed class Screen
{
    public static readonly BackupArchiveOptions Archive = new("/srv/backups", TimeZone: "Europe/Paris");

    private readonly StringBuilder _written = new();

    public Screen() => Terminal = new() { In = TextReader.Null, Out = new StringWriter(_written), Error = TextWriter.Null };

    public Terminal Terminal { get; }

    /// <summary>What was written.</summary>
    public string Text => _written.ToString();

    public static ArchivedBackup Version2 { get; } = new()
    {
        Name = "streaming-tracker-backup-20260119_222349",
        DataPath = "/srv/backups/streaming-tracker-backup-20260119_222349.json",
        Kind = BackupKind.Version2,
        Bytes = 69_000,
        CreatedAt = new(2026, 1, 19, 21, 23, 49, TimeSpan.Zero),
        Manifest = new()
        {
            Data = new("streaming-tracker-backup-20260119_222349.json", 69_000, "0123abcd"),
            RunId = "00000000000000000000000000000001",
            StartedAt = new(2026, 1, 19, 21, 23, 48, TimeSpan.Zero),
            FinishedAt = new(2026, 1, 19, 21, 23, 49, TimeSpan.Zero),
            WrittenBy = "stbackup 2.0.0",
            Source = new("neo4j", "A1B2", "5.26.30", "community"),
            Counts = new()
            {
                Nodes = 1_003,
                Relationships = 2,
                Properties = 9,
                NodesByLabels = [new([], 1), new(["Back`tick", "[red]User[/]"], 1_002)],
                RelationshipsByType = [new("HAS \u001b[31mSEEN", 2)],
            },
            Schema = new(
                [new() { Name = "one", Kind = "UNIQUENESS", Entity = SchemaEntity.Node, LabelsOrTypes = ["User"], Properties = ["id"], CreateStatement = "CREATE CONSTRAINT `one` FOR …" }],
                [new() { Name = "two", Kind = "RANGE", Entity = SchemaEntity.Relationship, LabelsOrTypes = ["HAS SEEN"], Properties = ["at"] }]),
            Consistency = new(false, 3, 1),
            Reason = "manual",
            Note = "before [b]the[/] update",
        },
    };

    public static ArchivedBackup Version1 { get; } = new()
    {
        Name = "streaming-tracker-backup-20260118_020000",
        DataPath = "/srv/backups/streaming-tracker-backup-20260118_020000.json",
        Kind = BackupKind.Version1,
        Bytes = 1_300_000,
        CreatedAt = new(2026, 1, 18, 1, 0, 0, TimeSpan.Zero),
    };

    public static ArchivedBackup Damaged { get; } = new()
    {
        Name = "odd",
        DataPath = "/srv/backups/odd.json",
        Kind = BackupKind.Version2,
        Bytes = 12,
        CreatedAt = new(2025, 7, 1, 0, 0, 0, TimeSpan.Zero),
        Fault = "Its manifest can't be read.",
    };
}
