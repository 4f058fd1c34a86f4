using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using StreamingTracker.Backup.ServiceKit.Telemetry;

namespace StreamingTracker.Backup.EndToEnd.Bus.Parts;

/// <summary>The receiver hears what the real exporter says.</summary>
public sealed class OtlpReceiverTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task Spans_and_metrics_arrive_as_they_were_sent(OtlpExportProtocol protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync(TestContext.Current.CancellationToken);
        using var source = new ActivitySource($"source-{protocol}");
        using var meter = new Meter($"meter-{protocol}");
        var resource = ResourceBuilder.CreateEmpty().AddService("a-service");
        using (var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(source.Name)
            .AddOtlpExporter(options => SendTo(receiver, protocol, options, "traces")).Build())
        using (var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(meter.Name)
            .AddOtlpExporter(options => SendTo(receiver, protocol, options, "metrics")).Build())
        {
            meter.CreateCounter<long>("things.counted").Add(1);
            using var parent = source.StartActivity("parent", ActivityKind.Producer);
            using var child = source.StartActivity("child");
            child!.SetTag("count", 3).SetTag("kind", "backup").SetStatus(ActivityStatusCode.Error, "it broke");
        }

        var inner = await receiver.SpanAsync(span => span.Name == "child", Limit);
        var outer = await receiver.SpanAsync(span => span.Name == "parent", Limit);
        Assert.Equal((outer.TraceId, outer.SpanId), (inner.TraceId, inner.ParentSpanId));
        Assert.Equal(("a-service", source.Name, ActivityKind.Producer), (outer.Service, outer.Source, outer.Kind));
        Assert.Null(outer.ParentSpanId);
        Assert.Equal(ActivityStatusCode.Unset, outer.Status);
        Assert.Equal((ActivityStatusCode.Error, "it broke"), (inner.Status, inner.StatusMessage));
        Assert.Equal(("3", "backup"), (inner.Attributes["count"], inner.Attributes["kind"]));
        Assert.Equal(["things.counted"], receiver.MetricNames);
    }

    private static void SendTo(OtlpReceiver receiver, OtlpExportProtocol protocol, OtlpExporterOptions options, string kind)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol == OtlpExportProtocol.Grpc ? receiver.GrpcEndpoint : new Uri(receiver.HttpEndpoint, $"v1/{kind}");
    }
}
