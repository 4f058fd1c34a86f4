using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace StreamingTracker.Backup.Server.Guards;

/// <summary>How much a client may send and keep open: little, since no request needs more.</summary>
internal static class RequestLimits
{
    /// <summary>The largest body, in bytes: room for a note of some length.</summary>
    public const int LargestBody = 16 * 1024;

    private const int LargestHeaders = 16 * 1024;
    private const int MostHeaders = 64;
    private const int MostConnections = 500;

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = LargestHeaders;
        kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }
}
