namespace StreamingTracker.Backup.Benchmarks;

/// <summary>The program under measure, run as its users run it.</summary>
internal static class Stbackup
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "stbackup.exe" : "stbackup");

    public static Task<MeasuredProcess> RunAsync(
        BenchmarkServer server, string archive, IEnumerable<string> arguments, bool verify, CancellationToken cancellationToken)
    {
        var environment = server.StbackupEnvironment(archive);
        environment["Backup__Verify"] = verify ? "true" : "false";
        return MeasuredProcess.RunAsync(Program, arguments, environment, cancellationToken);
    }
}
