using System.Diagnostics;
using System.Text;
using StreamingTracker.Backup.Neo4jHost;
using Xunit;

namespace StreamingTracker.Backup.TestKit;

/// <summary>A program that a test runs: what it prints is kept, and it does not outlive the test.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private RunningProcess(Process process) => _process = process;

    /// <summary>The process id.</summary>
    public int Id { get; private init; }

    /// <summary>What it has written to standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it has written to standard error so far.</summary>
    public string Error => Read(_error);

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The exit code of the ended process.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Its standard input.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its file, or its name on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set, or with null to remove.</param>
    /// <param name="folder">Its working directory; null for the test's own.</param>
    public static RunningProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var running = new RunningProcess(process) { Id = process.Id };
        process.OutputDataReceived += (_, line) => Append(running._output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(running._error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return running;
    }

    /// <summary>Runs a program to its end, with nothing to read.</summary>
    /// <returns>It, ended: exit code and output can be read.</returns>
    public static async Task<RunningProcess> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? folder = null,
        string? input = null,
        TimeSpan? limit = null)
    {
        var running = Start(program, arguments, environment, folder);
        try
        {
            if (input is not null) await running.Input.WriteAsync(input);
            running.Input.Close();
            await running.WaitForExitAsync(limit ?? TimeSpan.FromMinutes(2));
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it ends and all its output has been read; fails the test, with the output, when it takes too long.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"{_process.StartInfo.FileName} did not end within {limit.TotalSeconds} s.\n{Output}\n{Error}");
        }

        return _process.ExitCode;
    }

    /// <summary>Asks it to end, as Ctrl+C does.</summary>
    public void Interrupt() => ProcessSignal.Send(_process, ProcessSignal.Interrupt);

    /// <summary>Asks it to end, as a service manager does.</summary>
    public void Terminate() => ProcessSignal.Send(_process, ProcessSignal.Terminate);

    /// <summary>Stops it where it is: it holds all it has and does nothing.</summary>
    public void Pause() => ProcessSignal.Send(_process, OperatingSystem.IsMacOS() ? 17 : 19);

    /// <summary>Lets it go on from where it was stopped.</summary>
    public void Resume() => ProcessSignal.Send(_process, OperatingSystem.IsMacOS() ? 19 : 18);

    /// <summary>Ends it without asking.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    private static string Read(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
