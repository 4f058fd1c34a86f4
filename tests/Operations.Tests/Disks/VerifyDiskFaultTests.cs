using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Runs;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Disks;

/// <summary>A whole verification, which marks what is damaged, on a disk that fails.</summary>
public sealed class VerifyDiskFaultTests : IAsyncLifetime
{
    private const int Stride = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly List<ArchivedBackup> _backups = [];

    public static TheoryData<DiskFault, bool> Faults => DiskFaultRounds.Faults;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OperationSettings Settings => new() { Archive = new(_folder["backups"]) };

    public async ValueTask InitializeAsync()
    {
        for (var daysAgo = 3; daysAgo > 0; daysAgo--)
        {
            var at = TimeProvider.System.GetUtcNow().AddDays(-daysAgo);
            _backups.Add(await DatedBackups.AddAsync(Settings.Archive, at, Cancel, paddedTo: 3_000_000));
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Whatever_call_fails_nothing_sound_is_marked_and_the_next_one_marks_what_is_damaged(DiskFault fault, bool andEverAfter)
    {
        var damaged = _backups[1];
        await DamageAsync(damaged.DataPath);
        await DiskFaultRounds.TryAsync(fault, andEverAfter, Stride, async disk =>
        {
            using var archive = TriedArchive.CopyOf(Settings.Archive);

            var (outcomes, failure) = await VerifyAllAsync(disk.Under(archive.Healed));

            if (failure is not null) archive.AssertExplained(failure);
            foreach (var outcome in outcomes.Where(outcome => outcome.Failure is not null && outcome.Backup.Name != damaged.Name))
            {
                Assert.Equal(("archive-unavailable", ExitCode.Failed, false), (outcome.Failure!.Kind, outcome.Failure.ExitCode, outcome.IsRead));
                Assert.Contains(archive.Healed.Directory, outcome.Failure.Message, StringComparison.Ordinal);
            }
            Assert.All(archive.Backups, backup => Assert.True(backup.Fault is null || backup.Name == damaged.Name, $"{backup.Name}: {backup.Fault}"));
            var marked = archive.Backups.Count(backup => backup.Fault is not null);

            Assert.Null((await VerifyAllAsync(archive.Healed)).Failure);
            var run = new RunHistory(archive.Healed).Read(1)[0];
            Assert.Equal((3, "corrupt"), (run.Verified!.Value, run.Failure!.Code));
            Assert.Equal([damaged.Name], run.Unsound);
            Assert.Equal([damaged.Name], archive.Backups.Where(backup => backup.Fault is not null).Select(backup => backup.Name));
            archive.AssertUntouched(_backups.Select(backup => backup.Name));
            return marked == 1 ? "damage marked" : "damage not marked";
        });
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_is_no_damage_either()
    {
        var disk = new FailingOperations(-1)
        {
            Before = (_, path) =>
            {
                if (path.EndsWith(".manifest.json", StringComparison.Ordinal)) throw new IOException("Input/output error", (int)DiskFault.InputOutput);
            },
        };

        var (outcomes, failure) = await VerifyAllAsync(disk.Under(Settings.Archive));

        Assert.Null(failure);
        Assert.All(outcomes, outcome => Assert.Equal(("archive-unavailable", ExitCode.Failed), (outcome.Failure!.Kind, outcome.Failure.ExitCode)));
        var run = new RunHistory(Settings.Archive).Read(1)[0];
        Assert.Equal((3, null, null), (outcomes.Count, run.Verified, run.Unsound));
        Assert.All(new BackupArchive(Settings.Archive, TimeProvider.System).List(), backup => Assert.Equal(BackupStanding.Verified, backup.Standing));
    }

    private static async Task DamageAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = file.Length / 2;
        file.WriteByte((byte)'y');
    }

    private static async Task<(List<VerifyOutcome> Outcomes, Exception? Failure)> VerifyAllAsync(BackupArchiveOptions archive)
    {
        var outcomes = new List<VerifyOutcome>();
        var settings = new OperationSettings { Archive = archive };
        var failure = await Record.ExceptionAsync(() => new RunRecorder(settings, TimeProvider.System).RecordAsync(
            new() { Kind = RunKind.Verify }, null, run => new VerifyOperation(settings, TimeProvider.System).VerifyAllAsync(outcomes.Add, run, Cancel)));
        return (outcomes, failure);
    }
}
