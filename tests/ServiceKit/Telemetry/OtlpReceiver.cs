using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.ServiceKit.Telemetry;

/// <summary>
/// What an OpenTelemetry collector is to a service: it takes traces and metrics over gRPC and over HTTP, on free ports of
/// 127.0.0.1, and keeps them for the tests to look at.
/// </summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = [];
    private readonly ConcurrentDictionary<string, bool> _metricNames = new();

    private OtlpReceiver(WebApplication application) => _application = application;

    /// <summary>Where the protocol's default, gRPC, is spoken.</summary>
    public Uri GrpcEndpoint => new(_application.Urls.First());

    /// <summary>Where HTTP with binary bodies is spoken: <c>/v1/traces</c> and <c>/v1/metrics</c> below it.</summary>
    public Uri HttpEndpoint => new(_application.Urls.Last());

    /// <summary>The environment that makes a service send everything here, and soon.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = GrpcEndpoint.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    /// <summary>Every span so far, in the order of arrival.</summary>
    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    /// <summary>The names of all metrics so far.</summary>
    public IReadOnlyCollection<string> MetricNames => [.. _metricNames.Keys];

    /// <summary>Starts receiving.</summary>
    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            // Without TLS a port speaks one version of HTTP alone, for there is nothing to negotiate it by.
            kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        var receiver = new OtlpReceiver(application);
        OtlpEndpoints.Map(application, receiver.KeepSpans, receiver.KeepMetrics);
        await application.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Waits for a span; fails the test, with the spans there are, when none arrives within the limit.</summary>
    public async Task<ReceivedSpan> SpanAsync(Func<ReceivedSpan, bool> isWanted, TimeSpan limit)
    {
        await Eventually.HoldsAsync(() => Spans.Any(isWanted), limit, () => $"the span arrived; there are:\n{string.Join('\n', Spans)}");
        return Spans.First(isWanted);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private void KeepSpans(byte[] request)
    {
        foreach (var span in OtlpMessages.Spans(request)) _spans.Enqueue(span);
    }

    private void KeepMetrics(byte[] request)
    {
        foreach (var name in OtlpMessages.MetricNames(request)) _metricNames.TryAdd(name, true);
    }
}
