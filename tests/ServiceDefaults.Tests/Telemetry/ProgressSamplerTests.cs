using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.ServiceDefaults.Tests.Telemetry;

// Every bus of a process shows its spans to every listener, so that only one test at a time has one; runs show theirs as well.
[Collection("bus")]
public sealed class ProgressSamplerTests
{
    [Fact]
    public async Task Messages_are_traced_and_progress_is_not_neither_where_it_is_sent_nor_where_it_is_heard()
    {
        var (spans, heard) = (new BusSpans(), 0);
        using var host = ServiceProgram.Build([], "stbackup-test", builder =>
        {
            builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(new SimpleActivityExportProcessor(spans)));
            ServiceSetup.Of(builder).AddMessaging(bus =>
            {
                bus.AddHandler((RunProgressed _) => Task.FromResult(Interlocked.Increment(ref heard)));
                bus.AddHandler((VerifyRequested _) => Task.FromResult(Interlocked.Increment(ref heard)));
            });
        });
        await host.StartAsync(TestContext.Current.CancellationToken);
        var bus = host.Services.GetRequiredService<IBus>();

        await bus.Publish(
            new RunProgressed
            {
                RunId = "1",
                Kind = "verify",
                At = default,
                Sequence = 1,
                Phase = "verify",
                Ended = false,
                Entities = 0,
                Expected = 0,
                ElapsedSeconds = 0,
            },
            TestContext.Current.CancellationToken);
        await bus.Publish(new VerifyRequested { RunId = "2", RequestedAt = default }, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => heard == 2, TimeSpan.FromSeconds(30));
        await host.StopAsync(TestContext.Current.CancellationToken);

        var trace = Assert.Single(spans.Names.Select(span => span.Trace).Distinct());
        Assert.Contains(spans.Names, span => span.Name.EndsWith("VerifyRequested send", StringComparison.Ordinal) && span.Trace == trace);
        Assert.Contains(spans.Names, span => span.Name.EndsWith("receive", StringComparison.Ordinal));
    }

    private sealed class BusSpans : BaseExporter<Activity>
    {
        public ConcurrentQueue<(string Name, string Trace)> Names { get; } = [];

        public override ExportResult Export(in OpenTelemetry.Batch<Activity> batch)
        {
            foreach (var span in batch)
            {
                if (span.Source.Name == "MassTransit") Names.Enqueue((span.OperationName, span.TraceId.ToHexString()));
            }

            return ExportResult.Success;
        }
    }
}
