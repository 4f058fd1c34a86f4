using MassTransit.Logging;
using MassTransit.Monitoring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using StreamingTracker.Backup.Operations.Telemetry;

namespace StreamingTracker.Backup.ServiceDefaults.Telemetry;

/// <summary>
/// Traces, metrics and logs of a service, by OpenTelemetry. They leave the process over OTLP only when the environment names an
/// endpoint (OpenTelemetry's own variables); the service is called what <c>OTEL_SERVICE_NAME</c> says, else after its program.
/// </summary>
internal static class ServiceTelemetry
{
    private const string OwnSampler = "OTEL_TRACES_SAMPLER";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void Add(IHostApplicationBuilder builder, string name)
    {
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(name).AddEnvironmentVariableDetector())
            .WithTracing(traces =>
            {
                traces.AddSource(RunTelemetry.Name, DiagnosticHeaders.DefaultListenerName);
                if (string.IsNullOrEmpty(builder.Configuration[OwnSampler])) traces.SetSampler(ProgressSampler.ByRoot());
                if (IsWanted(builder.Configuration, "TRACES")) traces.AddOtlpExporter();
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(RunTelemetry.Name, InstrumentationOptions.MeterName).AddRuntimeInstrumentation();
                if (IsWanted(builder.Configuration, "METRICS")) metrics.AddOtlpExporter();
            })
            .WithLogging(
                logs =>
                {
                    if (IsWanted(builder.Configuration, "LOGS")) logs.AddOtlpExporter();
                },
                options =>
                {
                    options.IncludeScopes = true;
                    options.IncludeFormattedMessage = true;
                });
    }

    private static bool IsWanted(IConfiguration configuration, string signal) =>
        !string.IsNullOrEmpty(configuration[Endpoint]) || !string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);
}
