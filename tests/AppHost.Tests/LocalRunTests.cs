using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.AppHost.Tests;

/// <summary>The host with a real Neo4j, run from a copy outside the repository, so that the user's own data is left alone.</summary>
public sealed class LocalRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_local_Neo4j_keeps_its_data_between_runs_and_its_password_to_itself_and_ends_even_with_a_killed_host()
    {
        var home = RealParts.Neo4j().Home;
        Dictionary<string, string?> environment = new() { ["NEO4J_HOME"] = home, ["ConnectionStrings__neo4j"] = null, ["Backup__Directory"] = null };
        var assembly = CopyHost();
        string password;

        await using (var first = await HostProcess.StartAsync(["--neo4j", "local"], environment, assembly, _folder.Path))
        {
            Assert.Equal(_folder["backups"], Path.GetDirectoryName(first.BackupFile));
            password = await File.ReadAllTextAsync(_folder[".neo4j/password"], TestContext.Current.CancellationToken);
            Assert.DoesNotContain(password, first.Output, StringComparison.Ordinal);
            await StbackupAsync(first.RestoreCommand, environment);
            Assert.Equal(0, await first.InterruptAsync());
            Assert.False(HostProcess.Answers(first.Port));
        }

        await using var second = await HostProcess.StartAsync([], environment, assembly, _folder.Path);
        Assert.Equal(password, await File.ReadAllTextAsync(_folder[".neo4j/password"], TestContext.Current.CancellationToken));
        Assert.True(ServerRuns());
        second.Kill();
        await Eventually.HoldsAsync(() => !ServerRuns(), TimeSpan.FromMinutes(1));
    }

    /// <summary>Whether a process was started with this run's configuration; one that ends on its own stops listening well before.</summary>
    private bool ServerRuns() => ProcessTable.With(_folder[".neo4j/conf"]).Any();

    /// <summary>Runs a printed <c>stbackup …</c>, as somebody who has it on the PATH.</summary>
    private static async Task StbackupAsync(string command, Dictionary<string, string?> environment)
    {
        Dictionary<string, string?> onPath = new(environment) { ["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}" };
        await using var restore = await RunningProcess.RunAsync("/bin/sh", ["-c", command], onPath, input: "neo4j\n");
        Assert.True(restore.ExitCode == 0, restore.Output + restore.Error);
    }

    private string CopyHost()
    {
        var target = Directory.CreateDirectory(_folder["host"]).FullName;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        return Path.Combine(target, HostProcess.Program);
    }
}
