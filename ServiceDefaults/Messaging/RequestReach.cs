using StreamingTracker.Backup.Contracts;

namespace StreamingTracker.Backup.ServiceDefaults.Messaging;

/// <summary>
/// Which requests somebody could take: over a broker any, since workers may come at any time; in memory only those that a role of this
/// very process takes. Others would be lost without a word.
/// </summary>
public sealed class RequestReach
{
    private readonly MessagingTransport _transport;
    private readonly IReadOnlySet<Type> _taken;

    internal RequestReach(MessagingTransport transport, IReadOnlySet<Type> taken) => (_transport, _taken) = (transport, taken);

    /// <summary>Whether a request of this kind can reach a worker.</summary>
    public bool Includes<T>()
        where T : RunRequested => Includes(typeof(T));

    internal bool Includes(Type request) => _transport != MessagingTransport.InMemory || _taken.Contains(request);

    internal static string Fault(IEnumerable<string> lost) =>
        $"In memory, messages reach this process alone, and no role of it takes {string.Join(" or ", lost)}. " +
        "Give it the worker's role as well (Server:Roles), or let it reach others over a broker (RabbitMq).";
}
