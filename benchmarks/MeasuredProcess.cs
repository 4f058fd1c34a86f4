using System.Diagnostics;
using System.Globalization;

namespace StreamingTracker.Backup.Benchmarks;

/// <summary>A program that ran to its good end: how long it took, how much memory it held at most, and what it said of its progress.</summary>
/// <param name="Duration">From its start to its end.</param>
/// <param name="PeakBytes">Its peak working set; 0 where the system doesn't tell.</param>
/// <param name="Progress">Its standard error.</param>
internal sealed record MeasuredProcess(TimeSpan Duration, long PeakBytes, string Progress)
{
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a program.</summary>
    /// <exception cref="BenchmarkException">It ended with another exit code than 0.</exception>
    public static async Task<MeasuredProcess> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var peak = await WatchAsync(process, cancellationToken);
            var duration = Stopwatch.GetElapsedTime(started);
            if (process.ExitCode != 0) throw new BenchmarkException($"{program} ended with exit code {process.ExitCode}: {await errors}{await output}");
            return new(duration, peak, await errors);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The kernel keeps the high-water mark itself, so the last sample before the end is all that counts.</summary>
    private static async Task<long> WatchAsync(Process process, CancellationToken cancellationToken)
    {
        var peak = 0L;
        var exit = process.WaitForExitAsync(cancellationToken);
        while (!exit.IsCompleted)
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
            await Task.WhenAny(exit, Task.Delay(SampleEvery, cancellationToken));
        }

        await exit;
        return peak;
    }

    private static long HighWaterMark(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan("VmHWM:".Length).Trim()[..^" kB".Length], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0; // It has ended meanwhile.
        }
    }
}
