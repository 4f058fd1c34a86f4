using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Archive.Tests.Processes;

/// <summary>Several processes that do the same at the same time.</summary>
internal sealed class ProcessGroup(int count, Func<RunningProcess> start) : IAsyncDisposable
{
    private readonly RunningProcess[] _processes = [.. Enumerable.Range(0, count).Select(_ => start())];

    /// <summary>What each has said.</summary>
    public IEnumerable<string> Outputs => _processes.Select(process => process.Output);

    /// <summary>Waits until all are ready, and lets them begin.</summary>
    public async Task GoAsync()
    {
        await AllSayAsync("ready");
        foreach (var process in _processes) await process.TellAsync("go");
    }

    /// <summary>Waits until each has said something.</summary>
    public Task AllSayAsync(string what) => Task.WhenAll(_processes.Select(process => process.SaysAsync(what)));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
    }
}
