using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using StreamingTracker.Backup.ServiceKit.Telemetry.Otlp;

namespace StreamingTracker.Backup.ServiceKit.Telemetry;

/// <summary>Reads the messages of the OpenTelemetry protocol.</summary>
internal static class OtlpMessages
{
    /// <summary>The spans of one export.</summary>
    public static IEnumerable<ReceivedSpan> Spans(byte[] request) =>
        from resource in ExportTraceServiceRequest.Parser.ParseFrom(request).ResourceSpans
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select new ReceivedSpan
        {
            Service = Attributes(resource.Resource.Attributes).GetValueOrDefault("service.name", ""),
            Source = scope.Scope.Name,
            Name = span.Name,
            Kind = Kind(span.Kind),
            TraceId = Hexadecimal(span.TraceId),
            SpanId = Hexadecimal(span.SpanId),
            ParentSpanId = span.ParentSpanId.IsEmpty ? null : Hexadecimal(span.ParentSpanId),
            Attributes = Attributes(span.Attributes),
            Status = (ActivityStatusCode)(span.Status?.Code ?? 0),
            StatusMessage = span.Status?.Message ?? "",
        };

    /// <summary>The names of the metrics of one export.</summary>
    public static IEnumerable<string> MetricNames(byte[] request) =>
        from resource in ExportMetricsServiceRequest.Parser.ParseFrom(request).ResourceMetrics
        from scope in resource.ScopeMetrics
        from metric in scope.Metrics
        select metric.Name;

    private static ActivityKind Kind(Span.Types.SpanKind kind) => kind switch
    {
        Span.Types.SpanKind.Server => ActivityKind.Server,
        Span.Types.SpanKind.Client => ActivityKind.Client,
        Span.Types.SpanKind.Producer => ActivityKind.Producer,
        Span.Types.SpanKind.Consumer => ActivityKind.Consumer,
        _ => ActivityKind.Internal,
    };

    private static Dictionary<string, string> Attributes(IEnumerable<KeyValue> attributes) =>
        attributes.ToDictionary(attribute => attribute.Key, attribute => Text(attribute.Value));

    private static string Text(AnyValue value) => value.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Hexadecimal(ByteString id) => Convert.ToHexStringLower(id.Span);
}
