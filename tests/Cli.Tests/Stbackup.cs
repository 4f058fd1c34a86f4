using System.Text.Json;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;
using StreamingTracker.Backup.Sandbox;
using StreamingTracker.Backup.Sandbox.Faults;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Cli.Tests;

/// <summary>The built <c>stbackup</c>, run as a process of its own beside a sandbox that wants a password, in a working directory of its own.</summary>
public sealed class Stbackup : IAsyncLifetime
{
    public const string Password = "correct-horse";

    private static readonly BoltCredentials Credentials = new("neo4j", Password);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "stbackup.dll");

    private readonly TemporaryFolder _folder = new();
    private SandboxServer? _sandbox;

    public SandboxServer Sandbox => _sandbox!;

    /// <summary>The faults the sandbox is to have.</summary>
    public SandboxFaults Faults { get; } = new();

    /// <summary>The working directory.</summary>
    public string Folder => _folder.Path;

    /// <summary>The archive: the default one, in the working directory.</summary>
    public string Archive => _folder["backups"];

    /// <summary>What the environment says besides the machine's own; a null removes.</summary>
    public Dictionary<string, string?> Environment { get; } = new() { ["NO_COLOR"] = null };

    /// <summary>The names of the archive's files: backups and what is left of them, not the folder where runs leave what they need to know of each other.</summary>
    public IEnumerable<string> ArchiveFiles =>
        Directory.Exists(Archive) ? Directory.EnumerateFiles(Archive).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal) : [];

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new() { Credentials = Credentials, Faults = Faults }, TestContext.Current.CancellationToken);
        Environment["ConnectionStrings__neo4j"] = ConnectionString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null) await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    public string ConnectionString(string password = Password, string database = "neo4j") =>
        $"bolt://neo4j:{password}@{Sandbox.Address.Host}:{Sandbox.Address.Port}/{database}";

    /// <summary>Starts it.</summary>
    public RunningProcess Start(params string[] arguments) => RunningProcess.Start("dotnet", [Program, .. arguments], Environment, Folder);

    /// <summary>Runs it to its end with nothing to read.</summary>
    public Task<RunningProcess> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    /// <summary>Runs it to its end with something to read.</summary>
    public Task<RunningProcess> RunWithInputAsync(string input, params string[] arguments) =>
        RunningProcess.RunAsync("dotnet", [Program, .. arguments], Environment, Folder, input);

    /// <summary>Runs it in a shell's script, where it is <c>"$@"</c>.</summary>
    public Task<RunningProcess> RunInShellAsync(string script, params string[] arguments) =>
        RunningProcess.RunAsync("sh", ["-c", script, "sh", "dotnet", Program, .. arguments], Environment, Folder, "");

    /// <summary>
    /// Runs it with a file system of its own, mounted with the options given, as its archive; what it leaves of backups there goes to
    /// standard output after it has ended. In a namespace where anybody may mount, so that a full disk is one, and one that root can't write to either.
    /// </summary>
    public Task<RunningProcess> RunOnMountAsync(string mountOptions, params string[] arguments) =>
        RunOnMountAsync("mount -t tmpfs -o \"$1\" none backups || exit 99", mountOptions, arguments);

    /// <summary>The same with the archive as it is copied to a disk of a megabyte, which is then filled to the last byte.</summary>
    public Task<RunningProcess> RunOnFullDiskAsync(params string[] arguments) => RunOnMountAsync(
        "cp -a backups copy && mount -t tmpfs -o \"$1\" none backups || exit 99; cp -a copy/. backups; dd if=/dev/zero of=backups/filler bs=4k 2>/dev/null",
        "size=1m",
        arguments);

    private async Task<RunningProcess> RunOnMountAsync(string prepare, string mountOptions, string[] arguments)
    {
        var script = prepare + "; shift; dotnet \"$@\"; code=$?; ls -A -I .stbackup backups; exit $code";
        var run = await RunningProcess.RunAsync("unshare", ["-rm", "sh", "-c", script, "sh", mountOptions, Program, .. arguments], Environment, Folder, "");
        if (run.ExitCode != 99 && !run.Error.StartsWith("unshare:", StringComparison.Ordinal)) return run;
        var reason = "This machine lets nobody mount a file system: " + run.Error;
        await run.DisposeAsync();
        Assert.True(System.Environment.GetEnvironmentVariable("CI") is null, reason);
        Assert.Skip(reason);
        return run;
    }

    /// <summary>Runs it, expects that it succeeds, and reads the one document it wrote.</summary>
    public async Task<JsonElement> RunJsonAsync(params string[] arguments)
    {
        await using var run = await RunAsync([.. arguments, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    /// <summary>Makes a backup.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> BackUpAsync() => (await RunJsonAsync("backup")).GetProperty("name").GetString()!;

    /// <summary>A connection to the sandbox.</summary>
    public Task<BoltConnection> ConnectAsync() =>
        BoltConnection.ConnectAsync(Sandbox.Address, new() { Credentials = Credentials }, TestContext.Current.CancellationToken);

    /// <summary>Everything in the sandbox: its digest, and the names of its constraints and indexes.</summary>
    public async Task<HeldGraph> HeldAsync()
    {
        await using var connection = await ConnectAsync();
        return await HeldGraph.ReadAsync(connection, TestContext.Current.CancellationToken);
    }

    /// <summary>How much the sandbox holds.</summary>
    public async Task<(long Nodes, long Relationships)> CountAsync()
    {
        await using var connection = await ConnectAsync();
        var facts = await DatabaseInspector.InspectAsync(connection, TestContext.Current.CancellationToken);
        return (facts.Nodes, facts.Relationships);
    }

    /// <summary>Puts nodes into the sandbox.</summary>
    public async Task CreateNodesAsync(string label, int count)
    {
        await using var connection = await ConnectAsync();
        var rows = Enumerable.Range(0, count).Select(i => (object?)new Dictionary<string, object?>
        {
            ["l"] = new List<object?> { label },
            ["p"] = new Dictionary<string, object?> { ["number"] = (long)i, ["text"] = "row " + i },
        }).ToList();
        await connection.ExecuteAsync(Statements.CreateNodes, new Dictionary<string, object?> { ["rows"] = rows }, TestContext.Current.CancellationToken);
    }

    /// <summary>Expects a refusal: the exit code, one error and one remedy on standard error, and nothing on standard output.</summary>
    public static void AssertFailed(RunningProcess run, int exitCode, params string[] said)
    {
        Assert.True(run.ExitCode == exitCode, $"Ended with {run.ExitCode} instead of {exitCode}.\n{run.Output}\n{run.Error}");
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("Error: ", StringComparison.Ordinal));
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("Remedy: ", StringComparison.Ordinal) && line.Length > "Remedy: ".Length);
        foreach (var text in said) Assert.Contains(text, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.Ordinal);
    }
}
