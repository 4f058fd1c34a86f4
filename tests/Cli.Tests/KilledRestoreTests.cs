using StreamingTracker.Backup.Archive;
using StreamingTracker.Backup.Archive.Journals;
using StreamingTracker.Backup.Archive.Lines;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Cli.Tests;

/// <summary>Restores whose process is killed, again and again, at any message and any moment, while the database lives on.</summary>
public sealed class KilledRestoreTests : IAsyncLifetime
{
    private const int Rounds = 4;
    private const int RoundsOfALongRun = 1000;
    private const int MessagesOfARestore = 110;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Stbackup _stbackup = new();
    private readonly Random _random = new(20260119);
    private string _backup = "";
    private string _new = "";

    public async ValueTask InitializeAsync()
    {
        await _stbackup.InitializeAsync();
        _stbackup.Sandbox.SeedStreamingTracker();
        _backup = await _stbackup.BackUpAsync();
        _new = await PictureAsync();
    }

    public ValueTask DisposeAsync() => _stbackup.DisposeAsync();

    [Fact]
    public async Task Whenever_it_is_killed_the_old_graph_is_there_or_the_new_one_or_a_journal_that_leads_to_either()
    {
        var ends = new Dictionary<string, int>();
        for (var round = 0; round < LongRun.Rounds(Rounds, RoundsOfALongRun); round++)
        {
            await _stbackup.CreateNodesAsync("Later", 1);
            var old = await PictureAsync();
            var what = await KillAsync(round);

            var there = await PictureAsync();
            if (new RestoreJournals(new(_stbackup.Archive)).Unfinished().Count > 0)
            {
                var way = round % 4 < 2 ? "--resume" : "--rollback";
                await _stbackup.RunJsonAsync("restore", way, "--yes");
                var after = await PictureAsync();
                Assert.True(after == (way == "--resume" ? _new : old), $"Round {round}, {what}, {way}: {after}");
                ends[way] = ends.GetValueOrDefault(way) + 1;
            }
            else
            {
                Assert.True(there == old || there == _new, $"Round {round}, {what}: {there}");
                ends["at once"] = ends.GetValueOrDefault("at once") + 1;
            }

            await AssertArchiveIsWholeAsync();
        }

        TestContext.Current.SendDiagnosticMessage(string.Join(", ", ends.Select(end => $"{end.Key}: {end.Value}")));
    }

    // At a message, with which the server goes on alone; or at any moment, on the disk's side too.
    private async Task<string> KillAsync(int round)
    {
        var message = _random.Next(1, MessagesOfARestore);
        var pause = TimeSpan.FromMilliseconds(_random.Next(0, 200));
        var struck = _stbackup.Faults.Struck;
        if (round % 2 == 0) _stbackup.Faults.Arm(SandboxTrigger.Message, message, SandboxFault.Stall);
        var upTo = _random.Next(2) == 0 ? "0" : "100000";
        await using var restore = _stbackup.Start("restore", _backup, "--yes", $"--Restore:OneTransactionUpTo={upTo}");
        restore.Input.Close();
        if (round % 2 == 0)
        {
            await Eventually.HoldsAsync(() => restore.HasExited || _stbackup.Faults.Struck > struck, Limit);
        }
        else
        {
            await Eventually.HoldsAsync(() => restore.HasExited || restore.Error.Contains("lock:", StringComparison.Ordinal), Limit);
            await Task.Delay(pause, TestContext.Current.CancellationToken);
        }

        if (!restore.HasExited) restore.Kill();
        await restore.WaitForExitAsync(Limit);
        _stbackup.Faults.Clear();
        return round % 2 == 0 ? $"message {message}, up to {upTo}" : $"{pause.TotalMilliseconds} ms after the lock, up to {upTo}";
    }

    // Safety backups go when they are found sound, so that a long run does not drown in them.
    private async Task AssertArchiveIsWholeAsync()
    {
        var archive = new BackupArchive(new(_stbackup.Archive), TimeProvider.System);
        await archive.SettleLeftoversAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(_stbackup.ArchiveFiles, file => file.EndsWith(".partial", StringComparison.Ordinal));
        foreach (var backup in archive.List())
        {
            await BackupVerifier.VerifyAsync(backup, TestContext.Current.CancellationToken);
            if (backup.Name == _backup) continue;
            foreach (var file in Directory.GetFiles(_stbackup.Archive, backup.Name + ".*")) File.Delete(file);
        }
    }

    private async Task<string> PictureAsync()
    {
        await using var connection = await _stbackup.ConnectAsync();
        var writer = new EntityLineWriter(Stream.Null);
        var export = await GraphExporter.ExportAsync(connection, writer, null, TestContext.Current.CancellationToken);
        return $"{writer.Digest}: {string.Join(' ', export.Schema.Constraints.Concat(export.Schema.Indexes).Select(o => o.Name))}";
    }
}
