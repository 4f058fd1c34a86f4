using System.Net.Sockets;
using System.Text.RegularExpressions;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.AppHost.Tests;

/// <summary>The host as its user meets it: a process, what it prints, and Ctrl+C.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    public const string Program = "StreamingTracker.Backup.AppHost.dll";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly RunningProcess _process;

    private HostProcess(RunningProcess process) => _process = process;

    public string Output => _process.Output;

    public string BackupFile => OutputValue(BackupLine());

    public string BackupName => Path.GetFileNameWithoutExtension(BackupFile);

    public string RestoreCommand => OutputValue(RestoreLine());

    public int Port => int.Parse(OutputValue(AddressLine()), System.Globalization.CultureInfo.InvariantCulture);

    public Uri Server => new(OutputValue(ServerLine()));

    public int Id => _process.Id;

    public string Error => _process.Error;

    /// <summary>Starts the host and waits until it has said everything.</summary>
    public static async Task<HostProcess> StartAsync(
        string[] arguments, IReadOnlyDictionary<string, string?> environment, string? assembly = null, string? folder = null)
    {
        var process = RunningProcess.Start(
            "dotnet", [assembly ?? Path.Combine(AppContext.BaseDirectory, Program), .. arguments], environment, folder);
        var host = new HostProcess(process);
        try
        {
            await Eventually.HoldsAsync(() => process.Output.Contains("Ctrl+C stops.", StringComparison.Ordinal) || process.HasExited, StartLimit);
            Assert.False(process.HasExited, $"The host ended early: {process.Output}{process.Error}");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Presses Ctrl+C and waits for the end.</summary>
    public Task<int> InterruptAsync()
    {
        _process.Interrupt();
        return _process.WaitForExitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Ends it as a service manager does.</summary>
    public Task<int> TerminateAsync()
    {
        _process.Terminate();
        return _process.WaitForExitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Waits until it ends by itself.</summary>
    public Task<int> EndAsync() => _process.WaitForExitAsync(TimeSpan.FromMinutes(1));

    /// <summary>Ends it without a chance to clean up.</summary>
    public void Kill() => _process.Kill();

    public static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private string OutputValue(Regex line)
    {
        var match = line.Match(Output);
        Assert.True(match.Success, $"Nothing like {line} in: {Output}");
        return match.Groups[1].Value;
    }

    [GeneratedRegex(@"^Neo4j:  bolt://127\.0\.0\.1:(\d+), ", RegexOptions.Multiline)]
    private static partial Regex AddressLine();

    [GeneratedRegex(@"^Server: (http://127\.0\.0\.1:\d+) ", RegexOptions.Multiline)]
    private static partial Regex ServerLine();

    [GeneratedRegex("^Backup: (.+)$", RegexOptions.Multiline)]
    private static partial Regex BackupLine();

    [GeneratedRegex("^  (.+ restore .+)$", RegexOptions.Multiline)]
    private static partial Regex RestoreLine();
}
