using System.Net;
using System.Net.Sockets;

namespace StreamingTracker.Backup.Cli.Tests;

/// <summary>Whatever is wrong outside the program: one clear message, the remedy, the exit code, an untouched database, no leftovers.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private static readonly (long, long) Seed = (61, 192);

    private readonly Stbackup _stbackup = new();

    public async ValueTask InitializeAsync()
    {
        await _stbackup.InitializeAsync();
        _stbackup.Sandbox.SeedStreamingTracker();
    }

    public ValueTask DisposeAsync() => _stbackup.DisposeAsync();

    [Fact]
    public async Task No_server()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        _stbackup.Environment["ConnectionStrings__neo4j"] = $"bolt://neo4j:{Stbackup.Password}@127.0.0.1:{port}";

        await AssertBackupFailsAsync(5, $"127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_wrong_password()
    {
        _stbackup.Environment["ConnectionStrings__neo4j"] = _stbackup.ConnectionString(password: "wrong-secret");

        await AssertBackupFailsAsync(5, "Neo4j:PasswordFile");
    }

    [Fact]
    public async Task A_wrong_database_name()
    {
        _stbackup.Environment["ConnectionStrings__neo4j"] = _stbackup.ConnectionString(database: "nosuch");

        await AssertBackupFailsAsync(3, "nosuch", "Neo4j:Database");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made()
    {
        await File.WriteAllTextAsync(Path.Combine(_stbackup.Folder, "file"), "", TestContext.Current.CancellationToken);

        await using var run = await _stbackup.RunAsync("backup", "--directory", "file/backups");

        Stbackup.AssertFailed(run, 1, "file/backups");
    }

    [Theory]
    [InlineData("ro")]
    [InlineData("size=16k")]
    public async Task A_folder_that_cannot_be_written_and_a_full_disk(string mountOptions)
    {
        Directory.CreateDirectory(_stbackup.Archive);

        await using var run = await _stbackup.RunOnMountAsync(mountOptions, "backup");

        Stbackup.AssertFailed(run, 1, "backups");
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task A_truncated_file()
    {
        var path = await BackUpAsync();
        await using (var file = File.OpenWrite(path)) file.SetLength(file.Length - 20);

        await AssertRestoreFailsAsync(path);
    }

    [Fact]
    public async Task A_flipped_byte()
    {
        var path = await BackUpAsync();
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        await AssertRestoreFailsAsync(path);
    }

    [Theory]
    [InlineData("no JSON", """{"type":"node","id":"2"oops""")]
    [InlineData("an end that is missing", """{"type":"relationship","id":"0","label":"KNOWS","start":{"id":"0","labels":["First"]},"end":{"id":"9"}}""")]
    [InlineData("an id that comes twice", """{"type":"node","id":"0","labels":["Twice"]}""")]
    [InlineData("no entity", """{"type":"unicorn","id":"5"}""")]
    public async Task A_line_that_is(string fault, string line)
    {
        Directory.CreateDirectory(_stbackup.Archive);
        var path = Path.Combine(_stbackup.Archive, "apoc.json");
        await File.WriteAllTextAsync(path, $"{{\"type\":\"node\",\"id\":\"0\",\"labels\":[\"First\"]}}\n{line}\n", TestContext.Current.CancellationToken);

        Assert.NotEqual("", fault);
        await AssertRestoreFailsAsync(path, "Line 2");
    }

    [Fact]
    public async Task A_damaged_manifest()
    {
        var path = await BackUpAsync();
        await File.WriteAllTextAsync(Path.ChangeExtension(path, ".manifest.json"), "{ \"formatVersion\": 2, oops", TestContext.Current.CancellationToken);

        await AssertRestoreFailsAsync(path);
        await using var list = await _stbackup.RunAsync("list");
        Assert.Contains("damaged", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_all_goes_on_after_a_damaged_backup_and_ends_with_its_code()
    {
        var bad = await BackUpAsync();
        var good = Path.GetFileNameWithoutExtension(await BackUpAsync());
        await File.AppendAllTextAsync(bad, "x", TestContext.Current.CancellationToken);

        await using var run = await _stbackup.RunAsync("verify", "--all");
        await using var json = await _stbackup.RunAsync("verify", "--all", "--json");

        Stbackup.AssertFailed(run, 6);
        Assert.Contains($"{good}: sound, 61 nodes, 192 relationships", run.Output, StringComparison.Ordinal);
        Assert.Contains("NOT SOUND", run.Output, StringComparison.Ordinal);
        var outcomes = System.Text.Json.JsonDocument.Parse(json.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal([true, false], outcomes.Select(outcome => outcome.GetProperty("sound").GetBoolean()));
        Assert.Equal("corrupt", outcomes[1].GetProperty("error").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_backup_that_cannot_be_read_at_the_moment_is_called_neither_sound_nor_unsound()
    {
        var path = await BackUpAsync();
        await using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        await using var run = await _stbackup.RunAsync("verify");
        await using var json = await _stbackup.RunAsync("verify", "--json");

        Stbackup.AssertFailed(run, 1);
        Assert.Contains("COULD NOT BE READ", run.Output, StringComparison.Ordinal);
        var outcome = System.Text.Json.JsonDocument.Parse(json.Output).RootElement;
        Assert.Equal(System.Text.Json.JsonValueKind.Null, outcome.GetProperty("sound").ValueKind);
        Assert.Equal("archive-unavailable", outcome.GetProperty("error").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_drill_restores_what_is_sound_and_passes_over_what_is_not()
    {
        var bad = await BackUpAsync();
        var good = Path.GetFileNameWithoutExtension(await BackUpAsync());
        await File.AppendAllTextAsync(bad, "x", TestContext.Current.CancellationToken);
        await _stbackup.CreateNodesAsync("Later", 5);

        await using var one = await _stbackup.RunAsync("verify", good, "--restore");
        await using var all = await _stbackup.RunAsync("verify", "--all", "--restore", "--json");

        Assert.True(one.ExitCode == 0, one.Error);
        Assert.Equal($"{good}: sound, 61 nodes, 192 relationships, restored and equal\n", one.Output);
        Assert.Equal(6, all.ExitCode);
        var outcomes = System.Text.Json.JsonDocument.Parse(all.Output).RootElement.EnumerateArray();
        Assert.Equal([true, false], outcomes.Select(outcome => outcome.GetProperty("restored").GetBoolean()));
        Assert.Equal((66, 192), await _stbackup.CountAsync());
    }

    private async Task<string> BackUpAsync() => (await _stbackup.RunJsonAsync("backup")).GetProperty("path").GetString()!;

    private async Task AssertBackupFailsAsync(int exitCode, params string[] said)
    {
        await using var run = await _stbackup.RunAsync("backup");

        Stbackup.AssertFailed(run, exitCode, said);
        Assert.DoesNotContain("wrong-secret", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.Empty(_stbackup.ArchiveFiles);
    }

    private async Task AssertRestoreFailsAsync(string path, params string[] said)
    {
        var files = _stbackup.ArchiveFiles.ToList();
        await using var verify = await _stbackup.RunAsync("verify", Path.GetFileName(path));
        await using var restore = await _stbackup.RunAsync("restore", Path.GetFileName(path), "--yes");

        said = [Path.GetFileNameWithoutExtension(path), .. said];
        Stbackup.AssertFailed(verify, 6, said);
        Stbackup.AssertFailed(restore, 6, said);
        Assert.Equal(Seed, await _stbackup.CountAsync());
        Assert.Equal(files, _stbackup.ArchiveFiles);
    }
}
