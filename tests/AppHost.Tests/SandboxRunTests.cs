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

        Assert.Equal(0, await host.InterruptAsync());

        Assert.False(HostProcess.Answers(host.Port));
    }

    [Fact]
    public async Task Terminated_it_ends_well()
    {
        await using var host = await HostProcess.StartAsync([], Environment);

        Assert.Equal(0, await host.TerminateAsync());
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
