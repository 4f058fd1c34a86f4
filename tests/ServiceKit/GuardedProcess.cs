using StreamingTracker.Backup.Neo4jHost;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.ServiceKit;

/// <summary>A process that ends with the tests' process, however that ends.</summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    private readonly OrphanGuard _guard;

    private GuardedProcess(RunningProcess process)
    {
        Process = process;
        _guard = new OrphanGuard(process.Id);
    }

    public RunningProcess Process { get; }

    /// <inheritdoc cref="RunningProcess.Start"/>
    public static GuardedProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string? folder = null) =>
        new(RunningProcess.Start(program, arguments, environment, folder));

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _guard.Dispose();
    }
}
