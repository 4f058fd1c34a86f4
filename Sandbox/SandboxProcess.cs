using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Graph;

namespace StreamingTracker.Backup.Sandbox;

/// <summary>
/// An empty sandbox in a process of its own, whose memory is not this one's. Only this process knows its password. It ends when it is
/// disposed of, or when this process ends, however that may be.
/// </summary>
public sealed partial class SandboxProcess : IAsyncDisposable
{
    private const string User = "stbackup";
    private const string Assembly = "StreamingTracker.Backup.Sandbox.dll";

    private readonly Process _process;
    private readonly Task<string> _errors;

    private SandboxProcess(Process process, BoltCredentials credentials)
    {
        (_process, Credentials) = (process, credentials);
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where it answers: a free port of this machine alone.</summary>
    public BoltAddress Address { get; private set; } = null!;

    /// <summary>Who may log on.</summary>
    public BoltCredentials Credentials { get; }

    /// <summary>Starts one, and waits until it answers.</summary>
    /// <exception cref="SandboxProcessException">It could not be started, or ended at once.</exception>
    public static async Task<SandboxProcess> StartAsync(CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, Assembly), "--seed", "none", "--user", User, "--password-file", SandboxArguments.Input];
        var start = new ProcessStartInfo(DotNet(), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var sandbox = new SandboxProcess(Start(start), new(User, password));
        try
        {
            await sandbox._process.StandardInput.WriteLineAsync(password.AsMemory(), cancellationToken);
            await sandbox._process.StandardInput.FlushAsync(cancellationToken);
            var line = await sandbox._process.StandardOutput.ReadLineAsync(cancellationToken) ?? "";
            if (AddressLine().Match(line) is not { Success: true } match) throw new SandboxProcessException(await sandbox._errors.WaitAsync(cancellationToken));
            sandbox.Address = BoltAddress.Parse(match.Groups[1].Value);
            return sandbox;
        }
        catch (IOException)
        {
            var errors = await sandbox._errors.WaitAsync(cancellationToken);
            await sandbox.DisposeAsync();
            throw new SandboxProcessException(errors);
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // It has nothing to keep.
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new SandboxProcessException(e.Message);
        }
    }

    // The one that runs this program, wherever it was installed.
    private static string DotNet() => Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());

    [GeneratedRegex(@"listening on (bolt://\S+)")]
    private static partial Regex AddressLine();
}

/// <summary>A sandbox of this program's own could not be started.</summary>
public sealed class SandboxProcessException(string reason) : GraphException(
    $"The sandbox could not be started: {reason}".TrimEnd(),
    "Look whether this machine has the memory, and whether the program's folder is complete (StreamingTracker.Backup.Sandbox.dll).");
