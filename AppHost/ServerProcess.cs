using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.AppHost.Databases;
using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;

namespace StreamingTracker.Backup.AppHost;

/// <summary>
/// The server as a process of its own, all roles in it. Disposing it asks it to end, and waits until it has; should this process die
/// first, it ends as well.
/// </summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const string Assembly = "StreamingTracker.Backup.Server.dll";
    private const string UrlsKey = "Server:Urls";

    // It gives its own work ten seconds.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly OrphanGuard _guard;
    private readonly OutputTail _tail = new();
    private readonly TextWriter _output;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(ProcessStartInfo start, TextWriter output)
    {
        _output = output;
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Start();
        _guard = new OrphanGuard(_process.Id);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Ended = _process.WaitForExitAsync();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>Completed when it has ended.</summary>
    public Task Ended { get; }

    /// <summary>Why it has ended.</summary>
    public ServerEndedException Failure => new(_process.ExitCode, _tail.ToString());

    /// <summary>Starts the server, and waits until it answers. It shares this process's configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="archive">The archive's folder.</param>
    /// <param name="database">The Neo4j to work with.</param>
    /// <param name="output">Gets what it prints once it answers.</param>
    /// <param name="cancellationToken">Ends the waiting, and the server.</param>
    /// <exception cref="ServerEndedException">It ended at once.</exception>
    public static async Task<ServerProcess> StartAsync(
        IConfiguration configuration, string archive, IDevelopmentDatabase database, TextWriter output, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotNet(), [Path.Combine(AppContext.BaseDirectory, Assembly)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in database.Configuration) Set(key, value);
        Set(SettingsKeys.Directory, archive);
        Set("Server:Roles", "All");
        Set("Messaging:Transport", "InMemory");
        if (!configuration.GetSection(UrlsKey).Exists()) Set(UrlsKey, "http://127.0.0.1:0");

        var server = new ServerProcess(start, output);
        try
        {
            await Task.WhenAny(server._address.Task, server.Ended).WaitAsync(cancellationToken);
            return server._address.Task.IsCompleted ? server : throw server.Failure;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        void Set(string key, string value) => start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    public async ValueTask DisposeAsync()
    {
        ProcessSignal.Send(_process, ProcessSignal.Terminate);
        try
        {
            await Ended.WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await Ended;
        }

        _guard.Dispose();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        _tail.Add(line);
        if (_address.Task.IsCompleted) _output.WriteLine($"server | {line}");
        else if (AddressLine().Match(line) is { Success: true } match) _address.SetResult(new Uri(match.Groups[1].Value));
    }

    // The one that runs this program, wherever it was installed.
    private static string DotNet() => Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());

    [GeneratedRegex(@"The server answers at (http://[^\s;]+)")]
    private static partial Regex AddressLine();
}

/// <summary>The server has ended, and nobody had asked it to.</summary>
internal sealed class ServerEndedException(int exitCode, string log) : Exception($"The server has ended. The end of its log:\n{log}")
{
    /// <summary>How this program ends in turn: as the server did, unless that was well.</summary>
    public ExitCode ExitCode { get; } = exitCode != 0 && Enum.IsDefined((ExitCode)exitCode) ? (ExitCode)exitCode : ExitCode.Failed;
}
