using MassTransit;
using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.Scheduler;

/// <summary>Where the scheduler asks for backups. Asking twice for one run is harmless: its id is the same.</summary>
internal interface IBackupRequests
{
    /// <summary>Asks for a backup; when it returns, the request is in safe hands.</summary>
    /// <exception cref="Exception">It can't be asked for now; trying again may help.</exception>
    Task AskAsync(BackupRequested request, CancellationToken cancellationToken);
}

/// <summary>Asks on the bus.</summary>
internal sealed class BusBackupRequests(IBus bus) : IBackupRequests
{
    public Task AskAsync(BackupRequested request, CancellationToken cancellationToken) => bus.Publish(request, cancellationToken);
}
