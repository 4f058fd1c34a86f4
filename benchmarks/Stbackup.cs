namespace StreamingTracker.Backup.Benchmarks;

/// <summary>The program under measure, run as its users run it.</summary>
internal static class Stbackup
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "stbackup.exe" : "stbackup");

    public static Task<MeasuredProcess> RunAsync(
        BenchmarkServer server, string archive, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        MeasuredProcess.RunAsync(Program, arguments, server.StbackupEnvironment(archive), cancellationToken);
}
