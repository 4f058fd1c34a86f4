using System.Net;
using System.Net.Sockets;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>Finds ports on 127.0.0.1.</summary>
public static class LoopbackPort
{
    /// <summary>A port that nobody listens on just now; somebody else may take it before it is used.</summary>
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
