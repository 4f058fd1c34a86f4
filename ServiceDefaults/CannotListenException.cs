using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using StreamingTracker.Backup.Operations;

namespace StreamingTracker.Backup.ServiceDefaults;

/// <summary>A service can't listen where it was told to.</summary>
public sealed class CannotListenException : OperationException
{
    private const string OtherAddress = "name another address: Server:Urls of a server, Health:Urls of a worker";

    private CannotListenException(string message, string remedy, Exception inner)
        : base(message, remedy, inner)
    {
    }

    /// <summary>What the web server's exception at its start means; null for one that is about something else.</summary>
    internal static CannotListenException? Of(Exception exception) => exception switch
    {
        IOException { InnerException: AddressInUseException or AggregateException } e => new(
            e.Message, $"Another program listens there, perhaps another service of this product. End it, or {OtherAddress}.", e),
        SocketException { SocketErrorCode: SocketError.AccessDenied } e => new(
            $"This user may not listen at that address: {e.Message}", $"Ports below 1024 are often kept for the system; {OtherAddress}.", e),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } e => new(
            $"This machine has no such address to listen at: {e.Message}", $"Please {OtherAddress}.", e),
        _ => null,
    };
}
