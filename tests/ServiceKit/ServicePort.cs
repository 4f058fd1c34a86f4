using System.Net;
using System.Net.Sockets;

namespace StreamingTracker.Backup.ServiceKit;

/// <summary>Ports of 127.0.0.1 for servers that are told theirs, and come back on the same ones.</summary>
internal static class ServicePort
{
    // Systems hand out ports from 32,768 or 49,152 on by themselves: one from below stays free while its server is down.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    /// <summary>A port that nobody listens on.</summary>
    public static int FindFree()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
        }
    }
}
