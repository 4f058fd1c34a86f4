using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.AppHost.Tests;

/// <summary>The host on a machine with the .NET SDK alone.</summary>
public sealed class SandboxRunTests : IDisposable
{
    private readonly TemporaryFolder _archive = new();

    private Dictionary<string, string?> Environment => new()
    {
        ["NEO4J_HOME"] = null,
        ["ConnectionStrings__neo4j"] = null,
        ["Backup__Directory"] = _archive.Path,
        ["Server__Urls"] = null,
        // The pasted command builds what it runs; a build server that it left behind would keep this test's pipes open.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_NOLOGO"] = "1",
    };

    public void Dispose() => _archive.Dispose();

    [Fact]
    public async Task The_first_backup_holds_the_small_graph_and_is_sound()
    {
        await using var host = await HostProcess.StartAsync([], Environment);

        Assert.True(File.Exists(host.BackupFile));
        Assert.Contains($"healthy ({host.Server.GetLeftPart(UriPartial.Authority)}/health)", host.Output, StringComparison.Ordinal);
        Assert.Contains("61 nodes and 192 relationships, exact", host.Output, StringComparison.Ordinal);
        await using var verification = await RunningProcess.RunAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "stbackup.dll"), "verify", host.BackupName], Environment);
        Assert.True(verification.ExitCode == 0, verification.Output + verification.Error);
    }

    [Fact]
    public async Task The_printed_command_restores_when_it_is_pasted()
    {
        await using var host = await HostProcess.StartAsync(["--neo4j", "sandbox"], Environment);

        await using var restore = await RunningProcess.RunAsync("/bin/sh", ["-c", host.RestoreCommand], Environment, input: "neo4j\n");

        Assert.True(restore.ExitCode == 0, restore.Output + restore.Error);
    }

    [Fact]
    public async Task Interrupted_it_ends_well_and_frees_its_port()
    {
        await using var host = await HostProcess.StartAsync([], Environment);
        Assert.True(HostProcess.Answers(host.Port));
        Assert.True(HostProcess.Answers(host.Server.Port));

        Assert.Equal(0, await host.InterruptAsync());

        Assert.False(HostProcess.Answers(host.Port));
        Assert.False(HostProcess.Answers(host.Server.Port));
    }

    [Fact]
    public async Task Terminated_it_ends_well()
    {
        await using var host = await HostProcess.StartAsync([], Environment);

        Assert.Equal(0, await host.TerminateAsync());
    }

    [Fact]
    public async Task Killed_it_leaves_no_server_behind()
    {
        await using var host = await HostProcess.StartAsync([], Environment);
        var port = host.Server.Port;

        host.Kill();

        await Eventually.HoldsAsync(() => !HostProcess.Answers(port), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task When_the_server_ends_by_itself_it_says_so_and_ends()
    {
        await using var host = await HostProcess.StartAsync([], Environment);

        ProcessTable.Child(host.Id, "Backup.Server.dll").Kill();

        Assert.Equal(1, await host.EndAsync());
        Assert.Contains("The server has ended.", host.Error, StringComparison.Ordinal);
        Assert.False(HostProcess.Answers(host.Port));
    }

    [Fact]
    public async Task The_server_makes_another_backup_of_the_same_database_when_it_is_asked()
    {
        await using var host = await HostProcess.StartAsync([], Environment);
        using var http = new HttpClient { BaseAddress = host.Server };

        using var answer = await http.PostAsync("/api/backups", null, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        await Eventually.HoldsAsync(() => Directory.GetFiles(_archive.Path, "*.manifest.json").Length == 2, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_server_that_cannot_start_is_explained_and_its_exit_code_told()
    {
        Dictionary<string, string?> environment = new(Environment) { ["Server__Urls"] = "http://0.0.0.0:8470" };

        await using var host = await RunningProcess.RunAsync(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, HostProcess.Program), "--neo4j", "sandbox"], environment);

        Assert.Equal(2, host.ExitCode);
        Assert.Contains("Server:Urls", host.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_adds_a_second_backup()
    {
        await using var first = await HostProcess.StartAsync([], Environment);
        await first.InterruptAsync();

        await using var second = await HostProcess.StartAsync([], Environment);

        Assert.NotEqual(first.BackupFile, second.BackupFile);
        Assert.True(File.Exists(first.BackupFile));
        Assert.True(File.Exists(second.BackupFile));
    }
}
