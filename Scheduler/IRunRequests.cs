using MassTransit;
using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.Scheduler;

/// <summary>Where the scheduler asks for runs. Asking twice for one run is harmless: its id is the same.</summary>
internal interface IRunRequests
{
    /// <summary>Asks for a run; when it returns, the request is in safe hands.</summary>
    /// <exception cref="Exception">It can't be asked for now; trying again may help.</exception>
    Task AskAsync(RunRequested request, CancellationToken cancellationToken);
}

/// <summary>Asks on the bus.</summary>
internal sealed class BusRunRequests(IBus bus) : IRunRequests
{
    public Task AskAsync(RunRequested request, CancellationToken cancellationToken) => bus.Publish(request, request.GetType(), cancellationToken);
}
