using System.Buffers.Binary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace StreamingTracker.Backup.ServiceKit.Telemetry;

/// <summary>Where a collector listens: each kind of telemetry over HTTP, and over gRPC.</summary>
internal static class OtlpEndpoints
{
    private const int GrpcPrefixLength = 5;

    /// <summary>Maps the endpoints.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="takeTraces">What to do with an export of spans.</param>
    /// <param name="takeMetrics">What to do with an export of metrics.</param>
    public static void Map(IEndpointRouteBuilder endpoints, Action<byte[]> takeTraces, Action<byte[]> takeMetrics)
    {
        endpoints.MapPost("/v1/traces", Http(takeTraces));
        endpoints.MapPost("/v1/metrics", Http(takeMetrics));
        endpoints.MapPost("/v1/logs", Http(_ => { }));
        endpoints.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", Grpc(takeTraces));
        endpoints.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", Grpc(takeMetrics));
        endpoints.MapPost("/opentelemetry.proto.collector.logs.v1.LogsService/Export", Grpc(_ => { }));
    }

    private static RequestDelegate Http(Action<byte[]> take) => async context =>
    {
        take(await ReadAsync(context.Request));
        context.Response.ContentType = "application/x-protobuf";
    };

    // A unary call: one message each way behind a byte that says whether it is compressed and its length, and the outcome after it.
    private static RequestDelegate Grpc(Action<byte[]> take) => async context =>
    {
        var body = await ReadAsync(context.Request);
        if (body[0] != 0) throw new NotSupportedException("Compressed telemetry is not read here.");
        var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1));
        take(body[GrpcPrefixLength..(GrpcPrefixLength + length)]);

        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[GrpcPrefixLength], context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    };

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }
}
