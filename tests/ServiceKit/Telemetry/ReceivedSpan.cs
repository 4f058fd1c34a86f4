using System.Diagnostics;

namespace StreamingTracker.Backup.ServiceKit.Telemetry;

/// <summary>A span as it came over the wire.</summary>
public sealed record ReceivedSpan
{
    /// <summary>Which service sent it.</summary>
    public required string Service { get; init; }

    /// <summary>Which activity source it is of.</summary>
    public required string Source { get; init; }

    public required string Name { get; init; }

    public required ActivityKind Kind { get; init; }

    /// <summary>32 hexadecimal digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>16 hexadecimal digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>16 hexadecimal digits; null for the root of a trace.</summary>
    public required string? ParentSpanId { get; init; }

    /// <summary>Its attributes, each as text; one that is a list is empty.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required ActivityStatusCode Status { get; init; }

    /// <summary>What went wrong; empty when nothing did.</summary>
    public required string StatusMessage { get; init; }
}
